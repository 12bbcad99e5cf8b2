import {FRESH, inTurn, STALE, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';

test('script reads the fields that a 304 has changed, and the age of the response', async ({
  origin,
  pwa,
}) => {
  origin.on(
    '/data',
    inTurn(
      versioned('"1"', 'one', {...STALE, 'Content-Type': 'application/json', 'X-Kept': 'yes'}),
      (_, response) => {
        const headers = {...FRESH, ETag: '"1"', Age: '30', 'X-Changed': 'yes'};
        response.writeHead(304, {...headers, Connection: 'keep-alive, X-Hop', 'X-Hop': '1'}).end();
      },
    ),
  );
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  for (const restarts of [false, true]) {
    const {headers} = await pwa.fetch('/data');
    expect(headers).toMatchObject({
      'cache-control': 'max-age=3600',
      'content-length': '3',
      'content-type': 'application/json',
      etag: '"1"',
      'x-changed': 'yes',
      'x-kept': 'yes',
    });
    expect(headers).not.toHaveProperty('x-hop');
    expect(Number(headers['age'])).toBeGreaterThanOrEqual(30);
    expect(Number(headers['age'])).toBeLessThan(90);
    await pwa.recorded('/data');
    if (!restarts) await pwa.stopWorker();
  }
  expect(origin.requests('/data')).toHaveLength(2);
});

test('Age grows with the time that a response has been stored', async ({origin, pwa}) => {
  const received = Date.now() - 100_000;
  const headers = {...FRESH, Date: new Date(received).toUTCString()};
  origin.on('/data', versioned('"1"', 'one', headers));
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const {headers: served} = await pwa.fetch('/data');

  expect(Number(served['age'])).toBeGreaterThanOrEqual(100);
  expect(Number(served['age'])).toBeLessThan(200);
});

test('a fresh picture whose no-cache lists no fields as it should is shown', async ({
  origin,
  pwa,
}) => {
  const cacheControl = {'Cache-Control': 'max-age=3600, no-cache="Set-Cookie;Set-Cookie2"'};
  const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"/>';
  const headers = {...cacheControl, 'Content-Type': 'image/svg+xml'};
  origin.on('/picture', versioned('"1"', picture, headers));
  await pwa.install();
  await pwa.fetch('/picture');
  await pwa.stored('/picture');
  const width = await pwa.page.evaluate(async () => {
    const image = new Image();
    image.src = '/picture';
    await image.decode();
    return image.width;
  });
  expect(width).toBe(7);
  expect(origin.requests('/picture')).toHaveLength(1);
});

for (const [name, value] of Object.entries({
  'Content-Security-Policy': "script-src 'none'",
  'Integrity-Policy': 'blocked-destinations=(script)',
})) {
  test(`${name} that a 304 brings binds the stored page`, async ({origin, pwa}) => {
    const body = '<!doctype html><title>strict</title><script src="/lax.js"></script>';
    const page = {...STALE, 'Content-Type': 'text/html'};
    origin.on('/lax.js', (_, response) => {
      response
        .setHeader('Content-Type', 'text/javascript')
        .setHeader('Cache-Control', 'max-age=3600');
      response.end('document.title = "lax"');
    });
    origin.on(
      '/page',
      inTurn(versioned('"1"', body, page), versioned('"1"', body, {...page, [name]: value})),
    );
    await pwa.install();
    await pwa.page.goto(`${origin.url}/page`);
    await expect(pwa.page).toHaveTitle('lax');
    await pwa.stored('/page');

    await pwa.page.goto(origin.url);
    await pwa.page.goto(`${origin.url}/page`);
    await expect(pwa.page).toHaveTitle('strict');

    await pwa.recorded('/page');
    await pwa.stopWorker();
    await origin.goAway();
    await pwa.page.goto(`${origin.url}/page`);
    await expect(pwa.page).toHaveTitle('strict');
  });
}

test('a fresh page of another type than HTML keeps its type', async ({origin, pwa}) => {
  const type = {...FRESH, 'Content-Type': 'image/svg+xml'};
  origin.on('/image', versioned('"1"', '<svg xmlns="http://www.w3.org/2000/svg"/>', type));
  await pwa.install();

  for (let visit = 0; visit < 2; visit++) {
    await pwa.page.goto(`${origin.url}/image`);
    expect(await pwa.page.evaluate(() => document.contentType)).toBe('image/svg+xml');
    await pwa.page.goto(origin.url);
    await pwa.stored('/image');
  }
  expect(origin.requests('/image')).toHaveLength(1);
});

test('a large body is served as it is stored after a 304 that only dates it, not after one that tells more', async ({
  origin,
  pwa,
}) => {
  const always = {'Cache-Control': 'max-age=0'};
  await pwa.install();
  for (const [path, bytes] of [
    ['/small', 50_000],
    ['/large', 52_000],
  ] as const) {
    const body = 'x'.repeat(bytes);
    origin.on(path, versioned('"1"', body, {...always, 'Content-Length': `${bytes}`}));
    await pwa.fetch(path);
    await pwa.stored(path);
    const dated = await pwa.fetch(path);
    expect('age' in dated.headers, path).toBe(path === '/small');

    origin.on(path, (request, response) => {
      if (request.headers['if-none-match']) {
        response.writeHead(304, {...always, ETag: '"1"', 'X-New': 'yes'}).end();
      }
    });
    expect((await pwa.fetch(path)).headers['x-new'], path).toBe('yes');
  }
});

for (const cacheStatus of [false, true]) {
  test(`a status that is none reaches the page each time, with Cache-Status: ${cacheStatus}`, async ({
    origin,
    pwa,
  }) => {
    origin.on('/data', (_, response) => response.writeHead(999, FRESH).end('no bots'));
    await pwa.install({routes: [{prefix: '/', plugins: {cacheStatus}}]});
    for (let times = 0; times < 2; times++) {
      const {status, text} = await pwa.fetch('/data');
      expect([status, text]).toEqual([999, 'no bots']);
    }
  });
}
