import {FRESH, inTurn, STALE, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';
import {WITHOUT_HTTP_CACHE} from './support/worker-config.js';

const CACHE = 'responses';
const ROUTES = [{prefix: '/', options: {cacheName: CACHE, ...WITHOUT_HTTP_CACHE}}];
const now = () => new Date().toUTCString();

test('a cache that the page deletes is gone at once', async ({origin, pwa}) => {
  origin
    .on('/data', inTurn(versioned('"1"', 'one', FRESH), versioned('"2"', 'two', FRESH)))
    .on('/sentinel', versioned('"s"', 's'));
  await pwa.install({routes: ROUTES});
  await pwa.fetch('/data');
  await pwa.stored('/data', 'one');

  await pwa.page.evaluate(async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  });
  const afterwards = await pwa.fetch('/data');
  await pwa.stored('/data', 'two');
  const fresh = await pwa.fetch('/data');
  await pwa.fetch('/sentinel');

  expect([afterwards.text, fresh.text]).toEqual(['two', 'two']);
  expect(origin.log.map(({path, headers}) => [path, headers['if-none-match']])).toEqual([
    ['/data', undefined],
    ['/data', undefined],
    ['/sentinel', undefined],
  ]);
});

test('an entry that the page deletes is gone at once', async ({origin, pwa}) => {
  origin.on('/data', inTurn(versioned('"1"', 'one', STALE), versioned('"2"', 'two', FRESH)));
  await pwa.install({routes: ROUTES});
  await pwa.fetch('/data');
  await pwa.stored('/data', 'one');

  await pwa.page.evaluate(
    async (name) => (await caches.open(name)).delete('/data', {ignoreVary: true}),
    CACHE,
  );

  expect((await pwa.fetch('/data')).text).toBe('two');
  expect(origin.requests('/data')[1]?.headers).not.toHaveProperty('if-none-match');
});

test('an entry that other code has put is as fresh as its own Date says', async ({origin, pwa}) => {
  origin
    .on('/data', versioned('"1"', 'from the network', FRESH))
    .on('/sentinel', versioned('"s"', 's'));
  await pwa.install({routes: ROUTES});
  const planted = {text: 'planted', headers: {ETag: '"1"', ...FRESH}};

  await pwa.put(CACHE, '/data', {...planted, headers: {...planted.headers, Date: now()}});
  expect((await pwa.fetch('/data')).text).toBe('planted');
  await pwa.fetch('/sentinel');
  expect(origin.requests('/data')).toEqual([]);

  const longAgo = 'Sat, 01 Jun 2024 12:00:00 GMT';
  await pwa.put(CACHE, '/data', {...planted, headers: {...planted.headers, Date: longAgo}});
  expect((await pwa.fetch('/data')).text).toBe('planted');
  expect(origin.requests('/data').map(({headers}) => headers['if-none-match'])).toEqual(['"1"']);
});

test('an entry that other code has put with no Date is validated first', async ({origin, pwa}) => {
  origin.on('/data', versioned('"1"', 'from the network', FRESH));
  await pwa.install({routes: ROUTES});
  await pwa.put(CACHE, '/data', {text: 'planted', headers: {ETag: '"1"', ...FRESH}});

  expect((await pwa.fetch('/data')).text).toBe('planted');
  expect((await pwa.fetch('/data')).text).toBe('planted');

  expect(origin.requests('/data').map(({headers}) => headers['if-none-match'])).toEqual(['"1"']);
});

test('what a 304 said of an entry does not hold for one that other code has put in its place', async ({
  origin,
  pwa,
}) => {
  const renewed = {...FRESH, 'X-Renewed': 'yes'};
  origin.on('/data', inTurn(versioned('"1"', 'one', STALE), versioned('"1"', 'one', renewed)));
  await pwa.install({routes: ROUTES});
  await pwa.fetch('/data');
  await pwa.stored('/data');
  expect((await pwa.fetch('/data')).headers['x-renewed']).toBe('yes');
  await pwa.recorded('/data');

  const headers = {ETag: '"2"', Date: now(), ...FRESH};
  await pwa.put(CACHE, '/data', {text: 'planted', headers});

  for (const restarts of [false, true]) {
    if (restarts) await pwa.stopWorker();
    const answer = await pwa.fetch('/data');
    expect([answer.text, answer.headers['etag']]).toEqual(['planted', '"2"']);
    expect(answer.headers).not.toHaveProperty('x-renewed');
  }
});
