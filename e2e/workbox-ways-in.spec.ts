import {FRESH, inTurn, STALE, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';
import {WITHOUT_HTTP_CACHE} from './support/worker-config.js';

for (const through of [undefined, 'handleAll'] as const) {
  test(`the strategy does the same through ${through ?? 'registerRoute and handle'}()`, async ({
    origin,
    pwa,
  }) => {
    origin
      .on('/data', inTurn(versioned('"1"', 'one', STALE), versioned('"1"', 'one', FRESH)))
      .on('/sentinel', versioned('"s"', 's'));
    await pwa.install({routes: [{prefix: '/', ...(through && {through})}]});
    await pwa.fetch('/data');
    await pwa.stored('/data');

    const revalidated = await pwa.fetch('/data');
    const fresh = await pwa.fetch('/data');
    await pwa.fetch('/sentinel');

    expect([revalidated.text, fresh.text]).toEqual(['one', 'one']);
    expect(origin.log.map(({path, headers}) => [path, headers['if-none-match']])).toEqual([
      ['/data', undefined],
      ['/data', '"1"'],
      ['/sentinel', undefined],
    ]);
  });
}

test('a route keeps its responses in the cache that it names', async ({origin, pwa}) => {
  origin.on('/a/data', versioned('"1"', 'a', FRESH)).on('/b/data', versioned('"1"', 'b', FRESH));
  await pwa.install({
    routes: [{prefix: '/a/', options: {cacheName: 'of-a'}}, {prefix: '/b/'}],
  });

  await pwa.fetchAll(['/a/data', '/b/data']);
  await pwa.stored('/a/data');
  await pwa.stored('/b/data');

  expect((await pwa.entry('/a/data'))?.cacheName).toBe('of-a');
  expect((await pwa.entry('/b/data'))?.cacheName).toContain('workbox-runtime');
});

test('matchOptions.ignoreSearch lets one copy answer whatever the query', async ({origin, pwa}) => {
  origin.on('/data', versioned('"1"', 'one', FRESH)).on('/sentinel', versioned('"s"', 's'));
  const options = {...WITHOUT_HTTP_CACHE, matchOptions: {ignoreSearch: true}};
  await pwa.install({routes: [{prefix: '/', options}]});
  await pwa.fetch('/data?from=mail');
  await pwa.stored('/data');

  const answers = await pwa.fetchAll(['/data', '/data?from=home', '/data?from=mail']);
  await pwa.fetch('/sentinel');

  expect(answers.map(({text}) => text)).toEqual(['one', 'one', 'one']);
  expect(origin.log.map(({path}) => path)).toEqual(['/data?from=mail', '/sentinel']);
});

test('queries are told apart without matchOptions.ignoreSearch', async ({origin, pwa}) => {
  origin
    .on('/data?page=1', versioned('"1"', 'one', FRESH))
    .on('/data?page=2', versioned('"2"', 'two', FRESH));
  await pwa.install({routes: [{prefix: '/', options: WITHOUT_HTTP_CACHE}]});

  for (const [page, text] of [
    [1, 'one'],
    [2, 'two'],
    [1, 'one'],
  ]) {
    expect((await pwa.fetch(`/data?page=${page}`)).text).toBe(text);
    await pwa.stored(`/data?page=${page}`);
  }
  expect(origin.log).toHaveLength(2);
});

test('cacheKeyWillBeUsed says under which URL a response is stored, and found', async ({
  origin,
  pwa,
}) => {
  origin
    .on('/data', inTurn(versioned('"1"', 'one', STALE), versioned('"1"', 'one', FRESH)))
    .on('/sentinel', versioned('"s"', 's'));
  const cacheKey = `${origin.url}/stored-here`;
  await pwa.install({
    routes: [{prefix: '/data', plugins: {cacheKey}}, {prefix: '/'}],
  });
  await pwa.fetch('/data?token=1');
  await pwa.stored('/stored-here', 'one');

  origin.on('/data', versioned('"1"', 'one', FRESH));
  const revalidated = await pwa.fetch('/data?token=2');
  const fresh = await pwa.fetch('/data?token=3');
  await pwa.fetch('/sentinel');

  expect([revalidated.text, fresh.text]).toEqual(['one', 'one']);
  expect(await pwa.entry('/data?token=1')).toBeUndefined();
  expect(origin.log.map(({path, headers}) => [path, headers['if-none-match']])).toEqual([
    ['/data?token=1', undefined],
    ['/data?token=2', '"1"'],
    ['/sentinel', undefined],
  ]);
});

test('fetchOptions are on every request, beside the validator', async ({origin, pwa}) => {
  origin.on('/data', versioned('"1"', 'one', STALE));
  const options = {fetchOptions: {headers: {'X-Client': 'app'}}};
  await pwa.install({routes: [{prefix: '/', options}]});
  await pwa.fetch('/data');
  await pwa.stored('/data');

  await pwa.fetch('/data');
  await pwa.fetch('/film', {headers: {Range: 'bytes=0-9'}});

  expect(
    origin.log.map(({headers}) => [headers['x-client'], headers['if-none-match'], headers.range]),
  ).toEqual([
    ['app', undefined, undefined],
    ['app', '"1"', undefined],
    ['app', undefined, 'bytes=0-9'],
  ]);
});

test('fetchOptions are not for navigations, also where one goes past the HTTP cache', async ({
  origin,
  pwa,
}) => {
  origin.on('/page', (request, response) => {
    if (request.method === 'POST') response.writeHead(204).end();
    else response.setHeader('Content-Type', 'text/html').end('<!doctype html>');
  });
  const options = {fetchOptions: {headers: {'X-Client': 'app'}}};
  const routes = [
    {prefix: '/', options},
    {prefix: '/', method: 'POST', options},
  ] as const;
  await pwa.install({routes});
  await pwa.fetch('/page', {method: 'POST'});
  await pwa.page.goto(`${origin.url}/page`);
  const [posted, navigated] = origin.requests('/page').map(({headers}) => headers);
  expect(posted?.['x-client']).toBe('app');
  expect(navigated?.['x-client']).toBeUndefined();
  expect(navigated?.accept).toContain('text/html');
});
