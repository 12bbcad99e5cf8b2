import type {ServerResponse} from 'node:http';
import {FRESH, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';
import {WITHOUT_HTTP_CACHE} from './support/worker-config.js';

for (const readsBody of [false, true]) {
  const plugin = readsBody ? ', and a plugin reads it first' : '';

  test(`a look-up waits for a put that is still under way${plugin}`, async ({origin, pwa}) => {
    let streaming: ServerResponse | undefined;
    origin
      .on('/data', (_, response, count) => {
        response.writeHead(200, {...FRESH, ETag: '"1"'}).write('the beginning, ');
        if (count === 1) streaming = response;
        else response.end('and another end');
      })
      .on('/sentinel', versioned('"s"', 's', FRESH));
    await pwa.install({routes: [{prefix: '/', options: WITHOUT_HTTP_CACHE, plugins: {readsBody}}]});

    // Each fetch is answered as soon as there are headers; the body is still on its way then.
    await pwa.page.evaluate(async () => {
      const first = await fetch('/data');
      const second = fetch('/data').then((response) => response.text());
      await (await fetch('/sentinel')).text();
      Object.assign(window, {bodies: Promise.all([first.text(), second])});
    });
    streaming?.end('and the end');
    const bodies = await pwa.page.evaluate('window.bodies');

    expect(bodies).toEqual(['the beginning, and the end', 'the beginning, and the end']);
    expect(origin.requests('/data')).toHaveLength(1);
  });
}

test('a look-up that waits for a put that fails goes to the network', async ({origin, pwa}) => {
  let streaming: ServerResponse | undefined;
  origin
    .on('/data', (request, response, count) => {
      if (count > 1) return versioned('"2"', 'two', FRESH)(request, response, count);
      streaming = response;
      response.writeHead(200, {...FRESH, ETag: '"1"'}).write('the beginning, ');
    })
    .on('/sentinel', versioned('"s"', 's', FRESH));
  await pwa.install({routes: [{prefix: '/', options: WITHOUT_HTTP_CACHE}]});

  await pwa.page.evaluate(async () => {
    const first = await fetch('/data');
    const second = fetch('/data').then((response) => response.text());
    await (await fetch('/sentinel')).text();
    Object.assign(window, {bodies: Promise.allSettled([first.text(), second])});
  });
  streaming?.destroy();
  const [first, second] = (await pwa.page.evaluate(
    'window.bodies',
  )) as PromiseSettledResult<string>[];

  expect(first?.status).toBe('rejected');
  expect(second).toEqual({status: 'fulfilled', value: 'two'});
});

test('a new version is read by whoever asks after it was answered', async ({origin, pwa}) => {
  let version = 0;
  origin.on('/data', (request, response, count) =>
    versioned(`"${version}"`, `version ${version} `.repeat(20_000), FRESH)(
      request,
      response,
      count,
    ),
  );
  await pwa.install({routes: [{prefix: '/', options: WITHOUT_HTTP_CACHE}]});

  for (version = 1; version <= 20; version++) {
    const [written] = await pwa.fetchAll(['/data'], {cache: 'reload'});
    const read = await pwa.fetch('/data');
    expect(written?.headers['etag']).toBe(`"${version}"`);
    expect(read.headers['etag']).toBe(`"${version}"`);
    expect(read.text === written?.text).toBe(true);
  }
  expect(origin.requests('/data')).toHaveLength(20);
});
