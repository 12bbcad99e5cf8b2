import {FRESH, inTurn, raw, STALE, versioned} from './support/origin.js';
import {expect, type Pwa, test} from './support/test.js';
import type {RouteConfig} from './support/worker-config.js';

/** The paths for which a cache holds something, and its companion. */
async function kept(pwa: Pwa): Promise<{bodies: string[]; sidecars: string[]}> {
  return {bodies: await pathsIn(pwa, 'limited'), sidecars: await pathsIn(pwa, 'limited.sidecars')};
}

function pathsIn(pwa: Pwa, cacheName: string): Promise<string[]> {
  return pwa.page.evaluate(async (cacheName) => {
    const keys = await (await caches.open(cacheName)).keys();
    return [...new Set(keys.map(({url}) => new URL(url).pathname))].sort();
  }, cacheName);
}

async function installLimited(pwa: Pwa, storageLimits: object): Promise<void> {
  await pwa.install({
    routes: [{prefix: '/', options: {cacheName: 'limited'}, plugins: {storageLimits}}],
  });
}

async function store(pwa: Pwa, ...paths: string[]): Promise<void> {
  for (const path of paths) {
    await pwa.fetch(path);
    await pwa.stored(path);
  }
}

test('what was used longest ago goes first, with its sidecar', async ({origin, pwa}) => {
  for (const path of ['/a', '/b', '/c']) origin.on(path, versioned('"1"', path, STALE));
  origin.on('/d', versioned('"1"', '/d', FRESH));
  await installLimited(pwa, {maxEntries: 3});
  await store(pwa, '/a', '/b', '/c');
  // Used again, and validated.
  await pwa.fetchAll(['/a', '/b', '/c']);
  for (const path of ['/a', '/b', '/c']) await pwa.recorded(path);
  await pwa.fetch('/a');
  await store(pwa, '/d');
  await expect.poll(() => kept(pwa)).toEqual({bodies: ['/a', '/c', '/d'], sidecars: ['/a', '/c']});
});

test('after a restart, what was validated last counts as used last', async ({origin, pwa}) => {
  origin.on('/a', versioned('"1"', '/a', STALE));
  for (const path of ['/b', '/c', '/d']) origin.on(path, versioned('"1"', path, FRESH));
  await installLimited(pwa, {maxEntries: 3});
  await store(pwa, '/a', '/b', '/c');
  await pwa.fetch('/a');
  await pwa.recorded('/a');
  await pwa.stopWorker();
  await store(pwa, '/d');
  await expect.poll(async () => (await kept(pwa)).bodies).toEqual(['/a', '/c', '/d']);
});

test('the bodies of all are no longer than maxBytes, variants of a URL go together', async ({
  origin,
  pwa,
}) => {
  const vary = {...FRESH, Vary: 'Foo'};
  origin
    .on(
      '/varying',
      inTurn(versioned('"1"', 'x'.repeat(40), vary), versioned('"2"', 'y'.repeat(40), vary)),
    )
    .on('/b', versioned('"1"', 'b'.repeat(30), FRESH))
    .on('/c', versioned('"1"', 'c'.repeat(60), FRESH));
  await installLimited(pwa, {maxBytes: 115});
  await pwa.fetch('/varying', {headers: {Foo: '1'}});
  await pwa.stored('/varying');
  await pwa.fetch('/varying', {headers: {Foo: '2'}});
  await store(pwa, '/b', '/c');
  await expect.poll(() => kept(pwa)).toEqual({bodies: ['/b', '/c'], sidecars: []});
});

test('limits that cannot be right are refused by name', async ({pwa}) => {
  await expect(installLimited(pwa, {maxEntries: -1})).rejects.toThrow('evaluation');
  await expect
    .poll(() => pwa.workerErrors.join())
    .toContain('maxEntries is -1; expected: a number from 0');
});

test('what is longer than all that may be kept does not displace the rest', async ({
  origin,
  pwa,
}) => {
  for (const path of ['/a', '/b', '/c']) origin.on(path, versioned('"1"', 'x', FRESH));
  origin.on('/long', versioned('"1"', 'x'.repeat(2000), FRESH));
  await installLimited(pwa, {maxBytes: 1000});
  await store(pwa, '/a', '/b', '/c');
  // It may be gone again within milliseconds.
  const stored = pwa.page.evaluate(async () => {
    while (!(await caches.match('/long'))) await new Promise((resolve) => setTimeout(resolve, 5));
  });
  await pwa.fetch('/long');
  await stored;
  await expect.poll(async () => (await kept(pwa)).bodies).toEqual(['/a', '/b', '/c']);
});

test('a Content-Length that was sent twice counts once', async ({origin, pwa}) => {
  const length = 'Content-Length: 400';
  const body = 'x'.repeat(400);
  origin.on(
    '/twice',
    raw(['HTTP/1.1 200 OK', 'ETag: "1"', 'Cache-Control: max-age=3600', length, length], body),
  );
  for (const path of ['/a', '/b']) origin.on(path, versioned('"1"', body, FRESH));
  await installLimited(pwa, {maxBytes: 1000});
  await store(pwa, '/a', '/b', '/twice');
  await expect.poll(async () => (await kept(pwa)).bodies).toEqual(['/b', '/twice']);
});

test('what was validated once, long ago, gives way to what was stored since', async ({
  origin,
  pwa,
}) => {
  for (const path of ['/a', '/b']) origin.on(path, versioned('"1"', path, STALE));
  for (const path of ['/c', '/d']) origin.on(path, versioned('"1"', path, FRESH));
  await installLimited(pwa, {maxEntries: 2});
  await store(pwa, '/a', '/b');
  await pwa.fetchAll(['/a', '/b']);
  for (const path of ['/a', '/b']) await pwa.recorded(path);
  for (const path of ['/c', '/d']) {
    await pwa.stopWorker();
    await store(pwa, path);
    await expect.poll(async () => (await kept(pwa)).bodies.length).toBe(2);
  }
  expect((await kept(pwa)).bodies).toEqual(['/c', '/d']);
});

test('marks of what is not stored do not gather for ever, beside parts neither', async ({
  origin,
  pwa,
}) => {
  const paths = Array.from({length: 12}, (_, i) => `/act/${i}`);
  for (const path of paths) origin.on(path, (_, response) => response.writeHead(204).end());
  origin
    .on('/a', versioned('"1"', 'a', FRESH))
    .on('/b', versioned('"1"', 'b', {'Cache-Control': 'no-store'}));
  const route = {
    prefix: '/',
    options: {cacheName: 'limited'},
    plugins: {storageLimits: {maxEntries: 3}, partialResponses: {}},
  };
  await pwa.install({routes: [route, {...route, method: 'POST'}]});
  // From then on the worker knows of the parts' cache, and of what is beside it.
  await pwa.fetch('/b');
  const gone = {text: '', headers: {'workbox-revalidate-1': '{}'}};
  await pwa.put('limited.parts.sidecars', '/act/', gone);
  const companions = ['limited.sidecars', 'limited.parts.sidecars'];
  for (const path of paths) await pwa.fetch(path, {method: 'POST'});
  for (const name of companions) {
    await expect.poll(() => pathsIn(pwa, name)).toContain('/act/11');
  }
  await store(pwa, '/a');
  for (const name of companions) {
    await expect.poll(() => pathsIn(pwa, name)).toEqual(['/act/10', '/act/11', '/act/9']);
  }
});

test('nor where only maxBytes limits', async ({origin, pwa}) => {
  origin.on('/a', versioned('"1"', 'a', FRESH));
  await installLimited(pwa, {maxBytes: 1000});
  await pwa.page.evaluate(async () => {
    const companion = await caches.open('limited.sidecars');
    for (let i = 0; i < 1003; i++) {
      const path = `/act/${`${i}`.padStart(4, '0')}`;
      const headers = {'workbox-revalidate-1': JSON.stringify({invalidatedMs: Date.now()})};
      await companion.put(path, new Response(null, {headers}));
    }
  });
  await store(pwa, '/a');
  await expect.poll(async () => (await kept(pwa)).sidecars.length).toBe(1000);
  expect((await kept(pwa)).sidecars[0]).toBe('/act/0003');
});

test('nothing is noted of what had to go before it was noted', async ({origin, pwa}) => {
  const paths = Array.from({length: 12}, (_, i) => `/edge/${i}`);
  for (const path of paths) origin.on(path, versioned('"1"', path, {...FRESH, Age: '10'}));
  await installLimited(pwa, {maxEntries: 3});
  await pwa.fetchAll(paths);
  await expect.poll(async () => (await kept(pwa)).bodies.length).toBe(3);
  await expect.poll(async () => (await kept(pwa)).sidecars.length).toBeGreaterThan(2);
  const {bodies, sidecars} = await kept(pwa);
  expect(sidecars).toEqual(bodies);
});

test('that a cache group is invalid is not forgotten', async ({origin, pwa}) => {
  const paths = Array.from({length: 5}, (_, i) => `/act/${i}`);
  for (const path of paths) origin.on(path, (_, response) => response.writeHead(204).end());
  origin
    .on('/a', versioned('"1"', 'a', {...FRESH, 'Cache-Groups': '"x"'}))
    .on('/b', versioned('"1"', 'b', FRESH))
    .on('/group', (_, response) =>
      response.writeHead(204, {'Cache-Group-Invalidation': '"x"'}).end(),
    );
  const route = {
    prefix: '/',
    options: {cacheName: 'limited'},
    plugins: {storageLimits: {maxEntries: 3}},
  };
  await pwa.install({routes: [route, {...route, method: 'POST'}]});
  await store(pwa, '/a');
  for (const path of ['/group', ...paths]) await pwa.fetch(path, {method: 'POST'});
  await expect.poll(async () => (await kept(pwa)).sidecars).toContain('/act/4');
  await store(pwa, '/b');
  await expect.poll(async () => (await kept(pwa)).sidecars).not.toContain('/act/0');
  await pwa.stopWorker();
  origin.log.length = 0;
  expect((await pwa.fetch('/a')).text).toBe('a');
  expect(origin.requests('/a').map(({headers}) => headers['if-none-match'])).toEqual(['"1"']);
});

test('what No-Vary-Search has stored under another URL counts as used', async ({origin, pwa}) => {
  for (const path of ['/a', '/b', '/c']) origin.on(path, versioned('"1"', path, FRESH));
  origin.on('/s', versioned('"1"', 's', {...FRESH, 'No-Vary-Search': 'params=("utm")'}));
  await installLimited(pwa, {maxEntries: 3});
  await store(pwa, '/a', '/b', '/c');
  await pwa.fetch('/s?q=1&utm=2');
  await expect.poll(async () => (await kept(pwa)).bodies).toEqual(['/b', '/c', '/s']);
});

test('what tells how searches vary there is not forgotten', async ({origin, pwa}) => {
  origin.on('/s', versioned('"1"', 's', {...FRESH, 'No-Vary-Search': 'params=("utm")'}));
  origin.on('/a', versioned('"1"', 'a', FRESH));
  await pwa.install({
    routes: ['GET', 'POST'].map((method) => ({
      prefix: '/',
      method,
      options: {cacheName: 'limited'},
      plugins: {storageLimits: {maxEntries: 3}},
    })) as RouteConfig[],
  });
  await pwa.fetch('/s?q=1&utm=1');
  await expect.poll(async () => (await kept(pwa)).bodies).toEqual(['/s']);
  for (const i of [1, 2, 3, 4, 5]) {
    origin.on(`/${i}`, versioned('"1"', ''));
    await pwa.fetch(`/${i}`, {method: 'POST'});
  }
  await store(pwa, '/a');
  await expect.poll(async () => (await kept(pwa)).sidecars).toEqual(['/3', '/4', '/5', '/s']);
  await pwa.stopWorker();

  expect((await pwa.fetch('/s?q=1&utm=2')).text).toBe('s');
  expect(origin.requests('/s?q=1&utm=2')).toEqual([]);
});

test('a version that is installed leaves the one at work its files, until it has taken over', async ({
  origin,
  pwa,
}) => {
  const both = ['1a', '1b', '1c', '2a', '2b', '2c'].map((name) => `/files/${name}`);
  for (const path of [...both, '/files/d', '/files/e']) {
    origin.on(path, versioned('"1"', path, FRESH));
  }
  const config = (version: number) => ({
    routes: [
      {
        match: '/files/*',
        cacheName: 'limited',
        limits: {maxEntries: 4},
        warm: ['a', 'b', 'c'].map((name) => `/files/${version}${name}`),
      },
      {match: '/clock/*', cacheName: 'clock', limits: {maxEntries: 1}},
    ],
    takesOver: version === 1,
  });
  await pwa.installRoutes(config(1));
  await pwa.page.evaluate(
    async (url) => {
      const registration = await navigator.serviceWorker.register(url);
      const worker = registration.installing as ServiceWorker;
      await new Promise<void>((resolve) => {
        worker.onstatechange = () => worker.state === 'installed' && resolve();
      });
    },
    `/sw.routed.js?config=${encodeURIComponent(JSON.stringify(config(2)))}`,
  );
  await store(pwa, '/files/d');
  await pwa.fetch('/files/d');
  // What is stored later is let go later.
  const clock = ['/clock/1', '/clock/2', '/clock/3'];
  for (const path of clock) origin.on(path, versioned('"1"', path, FRESH));
  await store(pwa, ...clock);
  await expect.poll(() => pwa.entry('/clock/1')).toBeUndefined();
  expect((await kept(pwa)).bodies).toEqual([...both, '/files/d']);

  await pwa.page.evaluate(async () => {
    const {waiting} = (await navigator.serviceWorker.getRegistration()) ?? {};
    waiting?.postMessage({to: 'workbox-revalidate', message: {type: 'skip-waiting'}});
  });
  await expect
    .poll(() =>
      pwa.page.evaluate(async () => {
        const {active, waiting} = (await navigator.serviceWorker.getRegistration()) ?? {};
        return !waiting && active?.state;
      }),
    )
    .toBe('activated');
  await store(pwa, '/files/e');
  await expect.poll(async () => (await kept(pwa)).bodies.length).toBe(4);
});
