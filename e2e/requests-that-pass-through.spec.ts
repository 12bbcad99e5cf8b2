import {FRESH, raw, STALE, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';

test("a page's own conditional request passes through, and the page sees the 304", async ({
  origin,
  pwa,
}) => {
  origin.on('/data', versioned('"1"', 'one', FRESH));
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const notModified = await pwa.fetch('/data', {headers: {'If-None-Match': '"1"'}});
  const modified = await pwa.fetch('/data', {headers: {'If-None-Match': '"0"'}});

  expect([notModified.status, notModified.text]).toEqual([304, '']);
  expect([modified.status, modified.text]).toEqual([200, 'one']);
  expect(origin.requests('/data').map(({headers}) => headers['if-none-match'])).toEqual([
    undefined,
    '"1"',
    '"0"',
  ]);
});

test('a 304 never reaches a page that did not ask for one', async ({origin, pwa}) => {
  origin.on('/data', versioned('"1"', 'one', STALE));
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  for (const cache of ['default', 'no-cache', 'reload', 'no-store', 'force-cache'] as const) {
    const {status, text} = await pwa.fetch('/data', {cache});
    expect([cache, status, text]).toEqual([cache, 200, 'one']);
  }
});

test('a request for a range passes through, and its 206 is not stored', async ({origin, pwa}) => {
  origin.on('/data', (request, response, count) => {
    if (request.headers.range) {
      response.writeHead(206, {...FRESH, 'Content-Range': 'bytes 0-1/3'}).end('on');
    } else {
      versioned('"1"', 'one', FRESH)(request, response, count);
    }
  });
  await pwa.install();

  const part = await pwa.fetch('/data', {headers: {Range: 'bytes=0-1'}});
  const whole = await pwa.fetch('/data');
  await pwa.stored('/data', 'one');
  const ranges = origin.requests('/data').map(({headers}) => headers.range);
  const partAgain = await pwa.fetch('/data', {headers: {Range: 'bytes=0-1'}});

  expect([part.status, part.text]).toEqual([206, 'on']);
  expect([whole.status, whole.text]).toEqual([200, 'one']);
  expect([partAgain.status, partAgain.text]).toEqual([206, 'on']);
  expect(ranges).toEqual(['bytes=0-1', undefined]);
});

for (const method of ['HEAD', 'POST'] as const) {
  test(`${method} passes through a route for it, and stores nothing`, async ({origin, pwa}) => {
    origin.on('/data', versioned('"1"', method === 'HEAD' ? '' : 'done', FRESH));
    await pwa.install({routes: [{prefix: '/', method}, {prefix: '/'}]});

    for (const times of [1, 2]) {
      const answer = await pwa.fetch('/data', {method});
      expect([answer.status, answer.text]).toEqual([200, method === 'HEAD' ? '' : 'done']);
      expect(origin.requests('/data').map((request) => request.method)).toEqual(
        Array.from({length: times}, () => method),
      );
    }
    expect(await pwa.entry('/data')).toBeUndefined();
  });
}

test('a 304 with a body, which no server should send, is a 304', async ({origin, pwa}) => {
  const head = ['HTTP/1.1 304 Not Modified', 'ETag: "1"', 'Cache-Control: max-age=3600'];
  origin.on('/data', (request, response, count) =>
    (count === 1 ? versioned('"1"', 'one', STALE) : raw([...head, 'Content-Length: 5'], 'wrong'))(
      request,
      response,
      count,
    ),
  );
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  for (let i = 0; i < 2; i++) {
    const {status, text} = await pwa.fetch('/data');
    expect([status, text]).toEqual([200, 'one']);
  }
  expect(origin.requests('/data')).toHaveLength(2);
});
