import {gzipSync} from 'node:zlib';
import {FRESH, failing, inTurn, type Origin, STALE, versioned} from './support/origin.js';
import {expect, type Pwa, test} from './support/test.js';
import {WITHOUT_HTTP_CACHE} from './support/worker-config.js';

const ONE = versioned('"1"', 'one', STALE);
const ALONE = {routes: [{prefix: '/', options: WITHOUT_HTTP_CACHE}]};
/** Where the network is faster than a look-up. */
const SLOW_STORAGE = {...ALONE, slowStorage: true};

/** Has a URL stored and renewed by a 304, which leaves it stale. */
async function renew(pwa: Pwa): Promise<void> {
  await pwa.fetch('/data');
  await pwa.stored('/data');
  await pwa.fetch('/data');
}

async function deleteCaches({page}: Pwa): Promise<void> {
  await page.evaluate(async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  });
}

/** With which validators a URL was asked for. */
const validators = (origin: Origin, path = '/data') =>
  origin.requests(path).map(({headers}) => headers['if-none-match']);

test('what a 304 has left stale is asked about before its body is there', async ({origin, pwa}) => {
  origin.on('/data', ONE);
  await pwa.install({routes: [{prefix: '/', plugins: {recorder: true}}]});
  const order = async () =>
    (await pwa.ask('recorded')).filter((note) => /^(cachedResponse|requestWill)/.test(note));

  await pwa.fetch('/data');
  await pwa.stored('/data');
  await order();
  await pwa.fetch('/data');
  const unknown = await order();
  const known = await pwa.fetch('/data');

  expect(unknown).toEqual(['cachedResponseWillBeUsed 200', 'requestWillFetch "1"']);
  expect(await order()).toEqual(['requestWillFetch "1"', 'cachedResponseWillBeUsed 200']);
  expect([known.status, known.text]).toEqual([200, 'one']);
  expect(origin.requests('/data')).toHaveLength(3);
});

test('100 fetches of what a 304 has left stale make one request', async ({origin, pwa}) => {
  origin.on(
    '/data',
    inTurn(ONE, ONE, (...asked) => void setTimeout(() => ONE(...asked), 500)),
  );
  await pwa.install();
  await renew(pwa);

  const answers = await pwa.fetchAll(Array.from({length: 100}, () => '/data'));

  expect(new Set(answers.map(({text}) => text))).toEqual(new Set(['one']));
  expect(origin.requests('/data')).toHaveLength(3);
});

for (const [storage, config] of Object.entries({quick: ALONE, slow: SLOW_STORAGE})) {
  test(`with ${storage} storage there is one request, and one for what has changed`, async ({
    origin,
    pwa,
  }) => {
    origin.on('/data', inTurn(ONE, ONE, ONE, versioned('"2"', 'two', STALE)));
    await pwa.install(config);
    await renew(pwa);

    const texts = [];
    for (const _ of [1, 2, 3, 4]) texts.push((await pwa.fetch('/data')).text);

    expect(texts).toEqual(['one', 'two', 'two', 'two']);
    expect(validators(origin)).toEqual([undefined, '"1"', '"1"', '"1"', '"2"', '"2"']);
  });

  test(`with ${storage} storage a network that is gone, or an origin that fails, does no harm`, async ({
    origin,
    pwa,
  }) => {
    origin.on('/data', inTurn(ONE, ONE, failing(503)));
    await pwa.install(config);
    await renew(pwa);

    expect((await pwa.fetch('/data')).text).toBe('one');
    await origin.goAway();
    const answers = await pwa.fetchAll(['/data', '/data']);
    expect(answers.map(({text}) => text)).toEqual(['one', 'one']);
    expect(pwa.workerErrors).toEqual([]);
  });
}

test('an error that comes before the look-up ends leaves the copy as it is', async ({
  origin,
  pwa,
}) => {
  const gone = versioned('"gone"', 'gone', FRESH);
  origin.on(
    '/data',
    inTurn(ONE, ONE, (request, response, count) => {
      response.statusCode = 404;
      gone(request, response, count);
    }),
  );
  await pwa.install(SLOW_STORAGE);
  await renew(pwa);

  expect((await pwa.fetch('/data')).status).toBe(404);
  expect((await pwa.fetch('/data')).status).toBe(404);
  expect((await pwa.entry('/data'))?.text).toBe('one');
});

test('a 304 for what the page has deleted meanwhile is of no use, once', async ({origin, pwa}) => {
  origin.on('/data', inTurn(ONE, ONE, ONE, failing(404)));
  await pwa.install(ALONE);
  await renew(pwa);
  await deleteCaches(pwa);

  expect((await pwa.fetch('/data')).status).toBe(404);
  expect((await pwa.fetch('/data')).status).toBe(404);
  expect(validators(origin)).toEqual([undefined, '"1"', '"1"', undefined, undefined]);
});

test('a part of what cannot be sliced is asked for once', async ({origin, pwa}) => {
  const headers = {...STALE, 'Content-Encoding': 'gzip'};
  origin.on('/data', versioned('"1"', gzipSync('one'), headers));
  await pwa.install(ALONE);
  await renew(pwa);

  await pwa.fetch('/data', {headers: {Range: 'bytes=0-9'}}).catch(() => {});

  expect(origin.requests('/data')).toHaveLength(3);
});

test('a page whose copy is gone shows what the preload brings', async ({origin, pwa}) => {
  const html = {...STALE, 'Content-Type': 'text/html'};
  origin.on('/page', versioned('"1"', '<!doctype html><title>one</title>', html));
  await pwa.install({navigationPreload: true});
  const visit = async () => {
    await pwa.page.goto('about:blank');
    await pwa.page.goto(`${origin.url}/page`);
    await expect(pwa.page).toHaveTitle('one');
    await pwa.stored('/page');
  };
  await visit();
  await visit();
  await deleteCaches(pwa);
  await visit();
});

test('what is purged is not asked about', async ({origin, pwa}) => {
  origin.on('/data', ONE);
  await pwa.installRoutes({routes: [{match: '/*', ...WITHOUT_HTTP_CACHE}]});
  await renew(pwa);
  await pwa.page.evaluate(() => client.purge());
  origin.log.length = 0;

  expect((await pwa.fetch('/data')).text).toBe('one');
  expect(validators(origin)).toEqual([undefined]);
});
