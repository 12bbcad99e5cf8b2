import {FRESH, failing, inTurn, raw, STALE, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';

const good = versioned('"1"', 'good', STALE);

test('no-store is never stored, and keeps nothing else from being served', async ({
  origin,
  pwa,
}) => {
  origin
    .on('/secret', versioned('"s"', 'secret', {'Cache-Control': 'no-store'}))
    .on('/asked', versioned('"a"', 'asked', FRESH))
    .on('/sentinel', versioned('"x"', 'x', FRESH));
  await pwa.install();

  const secret = await pwa.fetch('/secret');
  const asked = await pwa.fetch('/asked', {cache: 'no-store'});
  const askedByField = await pwa.fetch('/asked', {headers: {'Cache-Control': 'no-store'}});
  await pwa.fetch('/sentinel');
  await pwa.stored('/sentinel');

  expect([secret.text, asked.text, askedByField.text]).toEqual(['secret', 'asked', 'asked']);
  expect(await pwa.entry('/secret')).toBeUndefined();
  expect(await pwa.entry('/asked')).toBeUndefined();
});

test('a response that becomes no-store is handed on and not stored', async ({origin, pwa}) => {
  const secret = versioned('"2"', 'secret', {'Cache-Control': 'no-store'});
  origin.on('/data', inTurn(good, secret)).on('/sentinel', versioned('"x"', 'x', FRESH));
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  expect((await pwa.fetch('/data')).text).toBe('secret');
  await pwa.fetch('/sentinel');
  await pwa.stored('/sentinel');
  expect((await pwa.entry('/data'))?.text).toBe('good');
});

test('a copy is not served stale again once a part has told that it has changed', async ({
  origin,
  pwa,
}) => {
  const part = {'Content-Range': 'bytes 0-6/100', ETag: '"2"'};
  origin.on(
    '/data',
    inTurn(
      versioned('"1"', 'good one', {
        ...STALE,
        'Cache-Control': 'max-age=60, stale-while-revalidate=86400',
      }),
      (_, response) => response.writeHead(206, part).end('changed'),
    ),
  );
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const headers = {Range: 'bytes=0-6'};
  expect((await pwa.fetch('/data', {headers})).text).toBe('good on');
  await expect.poll(() => pwa.sidecar('/data')).toMatchObject({invalidatedMs: expect.any(Number)});
  expect((await pwa.fetch('/data', {headers})).text).toBe('changed');
});

test('a part of what is stored tells nothing against it: it still stands in offline', async ({
  origin,
  pwa,
}) => {
  const part = {...STALE, 'Content-Range': 'bytes 0-6/8', 'Content-Length': '7', ETag: '"1"'};
  origin.on(
    '/data',
    inTurn(versioned('"1"', 'good one', STALE), (_, response) => {
      response.writeHead(206, part).end('good on');
    }),
  );
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const headers = {Range: 'bytes=0-6'};
  expect(await pwa.fetch('/data', {headers})).toMatchObject({status: 206, text: 'good on'});
  expect(origin.requests('/data')).toHaveLength(2);
  await origin.goAway();
  expect(await pwa.fetch('/data', {headers})).toMatchObject({status: 206, text: 'good on'});
  expect(await pwa.fetch('/data')).toMatchObject({status: 200, text: 'good one'});
});

for (const status of [404, 410, 429, 500, 503]) {
  test(`an error never replaces a good copy: ${status}`, async ({origin, pwa}) => {
    origin
      .on('/data', inTurn(good, failing(status), good))
      .on('/sentinel', versioned('"x"', 'x', FRESH));
    await pwa.install();
    await pwa.fetch('/data');
    await pwa.stored('/data');

    const reloaded = await pwa.fetch('/data', {cache: 'reload'});
    await pwa.fetch('/sentinel');
    await pwa.stored('/sentinel');

    expect([reloaded.status, reloaded.text]).toEqual([status, `error ${status}`]);
    expect((await pwa.entry('/data'))?.text).toBe('good');
    expect((await pwa.fetch('/data')).text).toBe('good');
  });
}

test('an error never replaces a good copy, even where the origin lets errors be cached', async ({
  origin,
  pwa,
}) => {
  origin
    .on(
      '/data',
      inTurn(good, (_, response) => response.writeHead(404, FRESH).end('gone')),
    )
    .on('/sentinel', versioned('"x"', 'x', FRESH));
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  expect((await pwa.fetch('/data')).status).toBe(404);
  await pwa.fetch('/sentinel');
  await pwa.stored('/sentinel');
  expect((await pwa.entry('/data'))?.text).toBe('good');
});

test('the HTML of a captive network never replaces a script', async ({origin, pwa}) => {
  const script = versioned('"1"', 'window.ran = true', {
    ...STALE,
    'Content-Type': 'text/javascript',
  });
  const signIn = versioned('"2"', '<p>Sign in</p>', {...STALE, 'Content-Type': 'text/html'});
  origin
    .on('/script.js', inTurn(script, signIn, script))
    .on('/sentinel', versioned('"x"', 'x', FRESH));
  await pwa.install();
  const {page} = pwa;
  await page.addScriptTag({url: '/script.js'});
  await pwa.stored('/script.js');

  await page.addScriptTag({url: '/script.js'}).catch(() => {});
  await pwa.fetch('/sentinel');
  await pwa.stored('/sentinel');
  expect(origin.requests('/script.js')).toHaveLength(2);
  expect((await pwa.entry('/script.js'))?.text).toBe('window.ran = true');

  await page.goto(origin.url);
  await page.addScriptTag({url: '/script.js'});
  expect(await page.evaluate('window.ran')).toBe(true);
  expect(origin.requests('/script.js')[2]?.headers['if-none-match']).toBe('"1"');
});

const STALE_HEAD = ['HTTP/1.1 200 OK', 'ETag: "2"', 'Cache-Control: max-age=3600'];
const CUT_SHORT = {
  'with Content-Length': raw([...STALE_HEAD, 'Content-Length: 1000'], 'only a part'),
  'in chunks': raw([...STALE_HEAD, 'Transfer-Encoding: chunked'], 'b\r\nonly a part\r\n'),
};

for (const [how, truncated] of Object.entries(CUT_SHORT)) {
  test(`a truncated body never replaces a good copy: ${how}`, async ({origin, pwa}) => {
    origin.on('/data', inTurn(good, truncated, good)).on('/sentinel', versioned('"x"', 'x', FRESH));
    await pwa.install();
    await pwa.fetch('/data');
    await pwa.stored('/data');

    await expect(pwa.fetch('/data')).rejects.toThrow();
    await pwa.fetch('/sentinel');
    await pwa.stored('/sentinel');

    expect((await pwa.entry('/data'))?.text).toBe('good');
    expect((await pwa.fetch('/data')).text).toBe('good');
    expect(origin.requests('/data')[2]?.headers['if-none-match']).toBe('"1"');
  });

  test(`a truncated body is not stored where nothing was: ${how}`, async ({origin, pwa}) => {
    origin.on('/data', inTurn(truncated, good));
    await pwa.install();

    await expect(pwa.fetch('/data')).rejects.toThrow();
    const whole = await pwa.fetch('/data');

    expect(whole.text).toBe('good');
    await pwa.stored('/data', 'good');
  });
}

test('an error that answers a POST does not replace the good copy of its URL', async ({
  origin,
  pwa,
}) => {
  origin
    .on('/form', (request, response, count) => {
      if (request.method !== 'POST') return good(request, response, count);
      response.writeHead(422, {...FRESH, 'Content-Location': '/form'}).end('wrong');
    })
    .on('/sentinel', versioned('"x"', 'x', FRESH));
  await pwa.install({routes: [{prefix: '/'}, {prefix: '/', method: 'POST'}]});
  await pwa.fetch('/form');
  await pwa.stored('/form');
  expect((await pwa.fetch('/form', {method: 'POST'})).text).toBe('wrong');
  await pwa.fetch('/sentinel');
  await pwa.stored('/sentinel');
  expect((await pwa.fetch('/form')).text).toBe('good');
});
