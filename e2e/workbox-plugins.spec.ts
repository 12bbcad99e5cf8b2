import {FRESH, inTurn, STALE, versioned} from './support/origin.js';
import {expect, type Pwa, test} from './support/test.js';

const stale = versioned('"1"', 'one', STALE);

/** What the recorder noted until the strategy was done; in which order, is up to storage. */
async function callbacks(pwa: Pwa): Promise<string[]> {
  const noted: string[] = [];
  await expect
    .poll(async () => {
      noted.push(...(await pwa.ask('recorded')));
      return noted;
    })
    .toContain('handlerDidComplete');
  return noted.sort();
}

test('a plugin is called for what the strategy does, and for nothing else', async ({
  origin,
  pwa,
}) => {
  origin.on('/data', inTurn(stale, versioned('"1"', 'one', FRESH), versioned('"2"', 'two', FRESH)));
  await pwa.install({routes: [{prefix: '/', plugins: {recorder: true}}]});
  const always = [
    'cacheKeyWillBeUsed read',
    'handlerDidComplete',
    'handlerDidRespond 200',
    'handlerWillRespond 200',
    'handlerWillStart',
  ];

  await pwa.fetch('/data');
  expect(await callbacks(pwa), 'a miss').toEqual(
    [
      ...always,
      'cacheDidUpdate undefined -> one',
      'cacheKeyWillBeUsed write',
      'cacheWillUpdate 200',
      'cachedResponseWillBeUsed',
      'fetchDidSucceed 200',
      'requestWillFetch null',
    ].sort(),
  );

  await pwa.fetch('/data');
  expect(await callbacks(pwa), 'a 304').toEqual(
    [
      ...always,
      'cachedResponseWillBeUsed 200',
      'fetchDidSucceed 304',
      'requestWillFetch "1"',
    ].sort(),
  );

  await pwa.fetch('/data');
  expect(await callbacks(pwa), 'a fresh copy').toEqual(
    [...always, 'cachedResponseWillBeUsed 200'].sort(),
  );

  await pwa.fetch('/data', {cache: 'no-cache'});
  expect(await callbacks(pwa), 'a new version').toEqual(
    [
      ...always,
      'cacheDidUpdate one -> two',
      'cacheKeyWillBeUsed write',
      'cacheWillUpdate 200',
      'cachedResponseWillBeUsed 200',
      'fetchDidSucceed 200',
      'requestWillFetch "1"',
    ].sort(),
  );
});

test('a plugin learns of a network that is gone, and of an answer that there is none for', async ({
  origin,
  pwa,
}) => {
  await pwa.install({routes: [{prefix: '/', plugins: {recorder: true}}]});
  await origin.goAway();

  await expect(pwa.fetch('/data')).rejects.toThrow('Failed to fetch');

  expect(await callbacks(pwa)).toEqual(
    [
      'cacheKeyWillBeUsed read',
      'cachedResponseWillBeUsed',
      'fetchDidFail',
      'handlerDidComplete',
      'handlerDidError',
      'handlerDidRespond',
      'handlerWillStart',
      'requestWillFetch null',
    ].sort(),
  );
});

for (const [statuses, isStored] of [
  [undefined, false],
  [[0, 200], true],
] as const) {
  test(`an opaque response is stored only where CacheableResponsePlugin allows status 0: ${isStored}`, async ({
    origin,
    otherOrigin,
    pwa,
  }) => {
    otherOrigin.on('/image', versioned('"1"', 'opaque', FRESH));
    origin.on('/sentinel', versioned('"s"', 's', FRESH));
    await pwa.install({
      routes: [{prefix: '/', plugins: statuses ? {statuses: [...statuses]} : {}}],
    });

    const {type} = await pwa.fetch(`${otherOrigin.url}/image`, {mode: 'no-cors'});
    await pwa.fetch('/sentinel');
    await pwa.stored('/sentinel');

    expect(type).toBe('opaque');
    if (isStored) await pwa.stored(`${otherOrigin.url}/image`);
    expect((await pwa.entry(`${otherOrigin.url}/image`))?.type).toBe(
      isStored ? 'opaque' : undefined,
    );
  });
}

test('CacheableResponsePlugin has the last word on what is stored', async ({origin, pwa}) => {
  origin
    .on('/data', versioned('"1"', 'one', FRESH))
    .on('/lost', (_, response) => response.writeHead(404, FRESH).end('lost'));
  await pwa.install({routes: [{prefix: '/', plugins: {statuses: [404]}}]});

  await pwa.fetchAll(['/data', '/lost']);
  await pwa.stored('/lost');

  expect(await pwa.entry('/data')).toBeUndefined();
});

test('BroadcastUpdatePlugin is silent on a 304, and tells the page of a new version', async ({
  origin,
  pwa,
}) => {
  origin
    .on('/same', stale)
    .on('/changing', inTurn(stale, versioned('"2"', 'another length', FRESH)));
  await pwa.install({routes: [{prefix: '/', plugins: {broadcast: true}}]});
  await pwa.page.evaluate(() => {
    const heard: string[] = [];
    navigator.serviceWorker.addEventListener('message', ({data}) => {
      if (data.type === 'CACHE_UPDATED') heard.push(new URL(data.payload.updatedURL).pathname);
    });
    Object.assign(window, {heard});
  });

  for (const path of ['/same', '/same', '/changing', '/changing']) {
    await pwa.fetch(path);
    await pwa.stored(path);
  }

  await expect.poll(() => pwa.page.evaluate('window.heard')).toEqual(['/changing']);
});

for (const ignoreSearch of [false, true]) {
  test(`ExpirationPlugin keeps to maxEntries, ignoreSearch: ${ignoreSearch}`, async ({
    origin,
    pwa,
  }) => {
    for (const path of ['/a', '/b', '/c']) origin.on(path, versioned('"1"', path, FRESH));
    // ExpirationPlugin wants a cache with a name of its own.
    const options = {cacheName: 'few', matchOptions: {ignoreSearch}};
    await pwa.install({routes: [{prefix: '/', options, plugins: {expiration: {maxEntries: 2}}}]});

    for (const path of ['/a', '/b', '/c']) {
      await pwa.fetch(`${path}?query`);
      await pwa.stored(ignoreSearch ? path : `${path}?query`);
    }

    await expect.poll(() => pwa.entry(ignoreSearch ? '/a' : '/a?query')).toBeUndefined();
    expect((await pwa.fetch('/b?query')).text).toBe('/b');
    expect((await pwa.fetch('/a?query')).text).toBe('/a');
    expect(pwa.workerErrors).toEqual([]);
  });
}

test('ExpirationPlugin with maxAgeSeconds, which would undo what a 304 renews, is refused by name', async ({
  pwa,
}) => {
  const plugins = {expiration: {maxAgeSeconds: 60}};

  await expect(pwa.install({routes: [{prefix: '/', plugins}]})).rejects.toThrow('evaluation');

  await expect.poll(() => pwa.workerErrors.join()).toContain('override.maxTtlSeconds');
});
