import {FRESH, STALE, versioned} from './support/origin.js';
import {expect, type Pwa, test} from './support/test.js';

const METHODS = ['GET', 'HEAD', 'POST'] as const;
const ROUTES = METHODS.map((method) => ({prefix: '/', method, plugins: {cacheStatus: true}}));

/** Cache-Status as a name and its parameters (RFC 9211 §2). */
async function status(pwa: Pwa, path: string, init: RequestInit = {}): Promise<Set<string>> {
  const {headers} = await pwa.fetch(path, init);
  return new Set((headers['cache-status'] ?? '').split('; '));
}

function expectParameters(status: Set<string>, ...parameters: string[]): void {
  expect([...status]).toEqual(expect.arrayContaining(['workbox-revalidate', ...parameters]));
}

test('Cache-Status tells script how each request was handled', async ({origin, pwa}) => {
  const varying = {...FRESH, Vary: 'Foo'};
  origin
    .on('/fresh', versioned('"1"', 'one', FRESH))
    .on('/stale', versioned('"1"', 'one', STALE))
    .on('/varying', versioned('"1"', 'one', varying))
    .on('/secret', versioned('"1"', 'one', {'Cache-Control': 'no-store'}))
    .on('/failing', (_, response) => response.writeHead(500).end());
  await pwa.install({routes: ROUTES});

  const missed = await status(pwa, '/fresh');
  expectParameters(missed, 'fwd=uri-miss', 'fwd-status=200', 'stored');
  expect(missed).not.toContain('hit');
  await pwa.stored('/fresh');

  const hit = await status(pwa, '/fresh');
  expectParameters(hit, 'hit', `key="${origin.url}/fresh"`);
  expect([...hit].filter((parameter) => parameter.startsWith('fwd'))).toEqual([]);
  const ttl = Number([...hit].find((parameter) => parameter.startsWith('ttl='))?.slice(4));
  expect(ttl).toBeGreaterThan(3500);
  expect(ttl).toBeLessThanOrEqual(3600);

  await pwa.fetch('/stale');
  await pwa.stored('/stale');
  const validated = await status(pwa, '/stale');
  expectParameters(validated, 'fwd=stale', 'fwd-status=304');
  expect(validated).not.toContain('hit');
  expect(validated).not.toContain('stored');

  await pwa.fetch('/varying', {headers: {Foo: '1'}});
  await pwa.stored('/varying');
  expectParameters(await status(pwa, '/varying', {headers: {Foo: '2'}}), 'fwd=vary-miss');

  expectParameters(await status(pwa, '/fresh', {cache: 'no-cache'}), 'fwd=request');
  expectParameters(await status(pwa, '/fresh', {cache: 'reload'}), 'fwd=request', 'stored');

  const secret = await status(pwa, '/secret');
  expectParameters(secret, 'fwd=uri-miss', 'fwd-status=200');
  expect(secret).not.toContain('stored');
  expectParameters(await status(pwa, '/failing'), 'fwd=uri-miss', 'fwd-status=500');

  expectParameters(await status(pwa, '/fresh', {method: 'POST'}), 'fwd=method');
});

test('what has no body can tell, too', async ({origin, pwa}) => {
  origin
    .on('/data', versioned('"1"', 'one', FRESH))
    .on('/empty', (_, response) => response.writeHead(204, FRESH).end());
  await pwa.install({routes: ROUTES});

  const own = {headers: {'If-None-Match': '"1"'}};
  expectParameters(await status(pwa, '/data', own), 'fwd=bypass');
  expect((await pwa.fetch('/data', own)).status).toBe(304);
  expectParameters(await status(pwa, '/empty'), 'fwd=uri-miss', 'fwd-status=204', 'stored');
  expectParameters(await status(pwa, '/empty'), 'hit');
  expectParameters(await status(pwa, '/data', {method: 'HEAD'}), 'fwd=uri-miss');
});

test('a member of a cache before this one stays, and comes first', async ({origin, pwa}) => {
  const headers = {...FRESH, 'Cache-Status': 'cdn; hit'};
  origin.on('/data', versioned('"1"', 'one', headers));
  await pwa.install({routes: ROUTES});
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const {headers: served} = await pwa.fetch('/data');
  expect(served['cache-status']).toMatch(/^cdn; hit, workbox-revalidate; hit/);
});

test('what is stored has no Cache-Status of this cache', async ({origin, pwa}) => {
  origin.on('/data', versioned('"1"', 'one', STALE));
  await pwa.install({routes: ROUTES});
  for (let i = 0; i < 3; i++) {
    const {headers} = await pwa.fetch('/data');
    expect(headers['cache-status']?.split(', ')).toHaveLength(1);
    await pwa.stored('/data');
  }
  expect((await pwa.entry('/data'))?.headers).not.toHaveProperty('cache-status');
});

test('unless it is asked for, there is no Cache-Status', async ({origin, pwa}) => {
  origin.on('/data', versioned('"1"', 'one', FRESH));
  await pwa.install();
  for (let i = 0; i < 2; i++) {
    expect((await pwa.fetch('/data')).headers).not.toHaveProperty('cache-status');
    await pwa.stored('/data');
  }
});

test('pages read from a BroadcastChannel how requests were handled, those of documents too', async ({
  origin,
  pwa,
}) => {
  origin
    .on('/data', versioned('"1"', 'one', FRESH))
    .on(
      '/page',
      versioned('"1"', '<title>A page</title>', {...FRESH, 'Content-Type': 'text/html'}),
    );
  await pwa.install({routes: ROUTES});
  const listener = await pwa.page.context().newPage();
  await listener.goto(origin.url);
  await listener.evaluate(() => {
    const records: unknown[] = [];
    Object.assign(window, {records});
    new BroadcastChannel('workbox-revalidate').onmessage = ({data}) => records.push(data);
  });

  await pwa.fetch('/data');
  await pwa.stored('/data');
  await pwa.fetch('/data');
  await pwa.fetch('/data', {cache: 'no-cache'});
  await pwa.fetch('/data', {method: 'POST', body: 'x'});
  await pwa.page.goto(`${origin.url}/page`);

  const records = () =>
    listener.evaluate(() => {
      const {records} = window as unknown as {records: {url: string}[]};
      return records.filter(({url}) => !url.endsWith('/favicon.ico'));
    });
  await expect.poll(async () => (await records()).length).toBe(5);
  const url = `${origin.url}/data`;
  expect(await records()).toMatchObject([
    {method: 'GET', url, fwd: 'uri-miss', fwdStatus: 200, stored: true},
    {method: 'GET', url, hit: true, key: url},
    {method: 'GET', url, fwd: 'request', fwdStatus: 304, key: url},
    {method: 'POST', url, fwd: 'method', fwdStatus: 200},
    {method: 'GET', url: `${origin.url}/page`, fwd: 'uri-miss', fwdStatus: 200, stored: true},
  ]);
});
