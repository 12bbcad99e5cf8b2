import type {ServerResponse} from 'node:http';
import {FRESH, inTurn, STALE, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';
import {WITHOUT_HTTP_CACHE} from './support/worker-config.js';

const ALONE = {routes: [{prefix: '/', options: WITHOUT_HTTP_CACHE}]};

test('a fresh response is served with no request', async ({origin, pwa}) => {
  origin.on('/data', versioned('"1"', 'one', FRESH)).on('/sentinel', versioned('"s"', 's'));
  await pwa.install(ALONE);
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const second = await pwa.fetch('/data');
  await pwa.fetch('/sentinel');

  expect(second.text).toBe('one');
  expect(origin.log.map(({path}) => path)).toEqual(['/data', '/sentinel']);
});

test('a stale response is revalidated with a conditional request, renewed by the 304, and served', async ({
  origin,
  pwa,
}) => {
  origin.on('/data', (request, response, count) =>
    versioned('"1"', 'one', count === 1 ? STALE : FRESH)(request, response, count),
  );
  await pwa.install(ALONE);
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const revalidated = await pwa.fetch('/data');
  const renewed = await pwa.fetch('/data');

  expect([revalidated.status, revalidated.text]).toEqual([200, 'one']);
  expect(revalidated.headers['cache-control']).toBe('max-age=3600');
  expect(renewed.text).toBe('one');
  expect(origin.requests('/data').map(({headers}) => headers['if-none-match'])).toEqual([
    undefined,
    '"1"',
  ]);
  expect(origin.requests('/data')[1]?.headers['cache-control']).toBe('max-age=0');
});

test('a copy within stale-while-revalidate is served at once, and renewed behind it', async ({
  origin,
  pwa,
}) => {
  let late: ServerResponse | undefined;
  const lenient = {'Cache-Control': 'max-age=60, stale-while-revalidate=3600', Age: '120'};
  origin
    .on(
      '/data',
      inTurn(versioned('"1"', 'one', lenient), (_, response) => {
        late = response;
      }),
    )
    .on('/sentinel', versioned('"s"', 's'));
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const atOnce = await pwa.fetch('/data');
  await expect.poll(() => late).toBeDefined();
  late?.writeHead(200, {ETag: '"2"', ...FRESH}).end('two');
  await pwa.stored('/data', 'two');
  const renewed = await pwa.fetch('/data');
  await pwa.fetch('/sentinel');

  expect([atOnce.text, renewed.text]).toEqual(['one', 'two']);
  expect(origin.log.map(({path}) => path)).toEqual(['/data', '/data', '/sentinel']);
});

test('no-cache on the response, or on the request, validates a copy that is fresh', async ({
  origin,
  pwa,
}) => {
  const cautious = {'Cache-Control': 'no-cache, max-age=3600'};
  origin
    .on('/cautious', versioned('"1"', 'one', cautious))
    .on('/fresh', versioned('"1"', 'one', FRESH));
  await pwa.install();
  for (const path of ['/cautious', '/fresh']) {
    await pwa.fetch(path);
    await pwa.stored(path);
  }

  await pwa.fetch('/cautious');
  await pwa.fetch('/fresh', {cache: 'no-cache'});

  for (const path of ['/cautious', '/fresh']) {
    expect(origin.requests(path).map(({headers}) => headers['if-none-match'])).toEqual([
      undefined,
      '"1"',
    ]);
  }
});

test('reloading a page validates it, and not what it is made of', async ({origin, pwa}) => {
  const page = '<!doctype html><title>A page</title><script src="/script.js"></script>';
  origin
    .on('/page', versioned('"p"', page, {...FRESH, 'Content-Type': 'text/html'}))
    .on('/script.js', versioned('"s"', '', {...FRESH, 'Content-Type': 'text/javascript'}));
  await pwa.install();
  await pwa.page.goto(`${origin.url}/page`);
  await pwa.stored('/page');
  await pwa.stored('/script.js');

  await pwa.page.reload();

  expect(origin.log.map(({path, headers}) => [path, headers['if-none-match']])).toEqual([
    ['/page', undefined],
    ['/script.js', undefined],
    ['/page', '"p"'],
  ]);
});
