import {FRESH, html, STALE, versioned} from './support/origin.js';
import {expect, type Pwa, test} from './support/test.js';

const ROUTES = [
  {match: '/api/*', cacheName: 'api'},
  {match: '/pages/*', cacheName: 'pages', defaults: {maxAgeSeconds: 60}},
];

/** Fetches paths, and waits until they are stored. */
async function store(pwa: Pwa, ...paths: string[]): Promise<void> {
  for (const path of paths) {
    await pwa.fetch(path);
    await pwa.stored(path);
  }
}

/** Answers each value of a field with a representation of its own. */
function varying(name: string): ReturnType<typeof versioned> {
  return (request, response, count) => {
    const value = `${request.headers[name.toLowerCase()]}`;
    versioned(`"${value}"`, value, {...FRESH, Vary: name})(request, response, count);
  };
}

/** What Cache Storage holds, as `cache: path` without the origin. */
function stored(pwa: Pwa): Promise<string[]> {
  return pwa.page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys()) {
      for (const {url} of await (await caches.open(name)).keys()) {
        found.push(`${name}: ${url.replace(location.origin, '')}`);
      }
    }
    return found.sort();
  });
}

test('entries tells what is stored, and how it would be judged', async ({origin, pwa}) => {
  const date = new Date(Date.now() - 10_000).toUTCString();
  origin
    .on('/api/fresh', versioned('"1"', 'one', {'Cache-Control': 'max-age=100', Date: date}))
    .on('/api/stale', versioned('"2"', 'four', {...STALE, 'Last-Modified': date}))
    .on('/api/vary', varying('Accept-Language'))
    .on('/pages/a', versioned('"4"', 'seven'));
  await pwa.installRoutes({routes: ROUTES});
  await store(pwa, '/api/fresh', '/api/stale', '/pages/a');
  await pwa.fetch('/api/vary', {headers: {'Accept-Language': 'de'}});
  await pwa.stored('/api/vary');
  await pwa.fetch('/api/vary', {headers: {'Accept-Language': 'fr'}});
  await expect
    .poll(async () => (await stored(pwa)).filter((key) => /^api: .*vary/.test(key)).length)
    .toBe(2);
  await pwa.stopWorker();

  const api = await pwa.page.evaluate(() => client.entries('api'));
  const told = api.map(({url, ...entry}) => ({path: url.replace(origin.url, ''), ...entry}));
  expect(told).toHaveLength(4);
  expect(told[0]).toMatchObject({
    path: '/api/fresh',
    cacheName: 'api',
    status: 200,
    isFresh: true,
    because: 'fresh',
    etag: '"1"',
    lastModified: null,
    bytes: 3,
    selecting: {},
  });
  expect(told[0]?.ageSeconds).toBeGreaterThanOrEqual(9);
  expect(told[0]?.ttlSeconds).toBeLessThanOrEqual(91);
  expect(told[1]).toMatchObject({
    path: '/api/stale',
    isFresh: false,
    because: 'stale',
    lastModified: date,
    bytes: 4,
  });
  expect(told[1]?.ttlSeconds).toBeLessThanOrEqual(-60);
  const languages = told.slice(2).map(({selecting}) => selecting['accept-language']);
  expect(languages.sort()).toEqual(['de', 'fr']);

  const [page] = await pwa.page.evaluate(() => client.entries('pages'));
  expect(page?.isFresh).toBe(true);
  expect(page?.ttlSeconds).toBeGreaterThan(50);
  expect(page?.ttlSeconds).toBeLessThanOrEqual(60);
  const error = await pwa.page.evaluate(() => client.entries('aip').catch(String));
  expect(error).toContain('cacheName is aip; expected: api or pages');
});

test('refresh revalidates what is stored, and counts 304s and 200s apart', async ({
  origin,
  pwa,
}) => {
  origin
    .on('/api/same', versioned('"1"', 'one', FRESH))
    .on('/api/other', versioned('"1"', 'old', FRESH))
    .on('/api/immutable', versioned('"1"', 'x', {'Cache-Control': 'max-age=3600, immutable'}))
    .on('/api/gone', versioned('"1"', 'y', FRESH))
    .on('/pages/a', versioned('"1"', 'page', FRESH));
  await pwa.installRoutes({routes: ROUTES});
  await store(pwa, '/api/same', '/api/other', '/api/immutable', '/api/gone', '/pages/a');
  origin
    .on('/api/other', versioned('"2"', 'new one', FRESH))
    .on('/api/gone', (_, response) => response.writeHead(503).end());
  origin.log.length = 0;

  const {steps, end} = await pwa.page.evaluate(async () => {
    const steps: number[] = [];
    const end = await client.refresh(
      {cacheName: 'api'},
      {onProgress: ({done}) => steps.push(done)},
    );
    return {steps, end};
  });

  expect(end).toEqual({
    entries: 4,
    done: 4,
    notModified: 1,
    modified: 1,
    fresh: 1,
    failed: 1,
    totalBytes: 8,
    receivedBytes: 7,
    savedBytes: 4,
  });
  expect(steps).toEqual([0, 1, 2, 3, 4]);
  expect(origin.log.map(({path, headers}) => [path, headers['if-none-match']]).sort()).toEqual([
    ['/api/gone', '"1"'],
    ['/api/other', '"1"'],
    ['/api/same', '"1"'],
  ]);
  expect((await pwa.fetch('/api/other')).text).toBe('new one');
  expect((await pwa.fetch('/api/gone')).text).toBe('y');
  expect(origin.requests('/api/other')).toHaveLength(1);
});

test('refresh does not put a page in the place of what is none', async ({origin, pwa}) => {
  const script = {...FRESH, 'Content-Type': 'text/javascript'};
  const signIn = versioned('"2"', '<p>Sign in</p>', {...FRESH, 'Content-Type': 'text/html'});
  origin
    .on('/api/app.js', versioned('"1"', 'window.ran = true', script))
    .on('/api/list', versioned('"1"', '[]', {...FRESH, 'Content-Type': 'application/json'}));
  await pwa.installRoutes({routes: ROUTES});
  await pwa.page.addScriptTag({url: '/api/app.js'});
  await pwa.stored('/api/app.js');
  await store(pwa, '/api/list');
  origin.on('/api/app.js', signIn).on('/api/list', signIn);

  const end = await pwa.page.evaluate(() => client.refresh({cacheName: 'api'}));

  expect(end).toMatchObject({entries: 2, failed: 2, modified: 0});
  expect(origin.requests('/api/app.js')).toHaveLength(2);
  expect((await pwa.fetch('/api/app.js')).text).toBe('window.ran = true');
  expect((await pwa.fetch('/api/list')).text).toBe('[]');
});

test('two that refresh the same at once both learn that it failed', async ({origin, pwa}) => {
  let fail: (() => void) | undefined;
  origin.on('/api/a', versioned('"1"', 'one', FRESH));
  await pwa.installRoutes({routes: ROUTES});
  await store(pwa, '/api/a');
  origin.on('/api/a', (_, response) => {
    fail = () => response.writeHead(503).end();
  });
  await pwa.page.evaluate(() => {
    const counts = {found: 0};
    const onProgress = ({done}: {done: number}) => {
      if (done === 0) counts.found++;
    };
    const refresh = () => client.refresh({cacheName: 'api'}, {onProgress});
    Object.assign(window, {counts, ends: Promise.all([refresh(), refresh()])});
  });
  await expect.poll(() => pwa.page.evaluate('counts.found')).toBe(2);
  await expect.poll(() => fail).toBeDefined();
  // To list what is there takes longer than to ask for it.
  await pwa.page.evaluate(() => client.entries('api'));
  fail?.();

  expect(await pwa.page.evaluate('ends')).toMatchObject([
    {entries: 1, failed: 1, notModified: 0},
    {entries: 1, failed: 1, notModified: 0},
  ]);
  expect(origin.requests('/api/a')).toHaveLength(2);
});

test('refresh takes URLs and patterns, and revalidates each variant with its own fields', async ({
  origin,
  pwa,
}) => {
  origin.on('/api/vary', varying('Accept-Language'));
  origin
    .on('/pages/a', versioned('"1"', 'page', FRESH))
    .on('/pages/b', versioned('"1"', 'b', FRESH));
  await pwa.installRoutes({routes: ROUTES});
  for (const language of ['de', 'fr']) {
    await pwa.fetch('/api/vary', {headers: {'Accept-Language': language}});
    await pwa.stored('/api/vary');
  }
  await store(pwa, '/pages/a', '/pages/b');
  await expect
    .poll(async () => (await stored(pwa)).filter((key) => /^api: .*vary/.test(key)).length)
    .toBe(2);
  origin.log.length = 0;

  const byUrl = await pwa.page.evaluate(() => client.refresh({urls: ['/api/vary', '/pages/b']}));
  expect(byUrl).toMatchObject({entries: 3, notModified: 3});
  const asked = origin.requests('/api/vary').map(({headers}) => headers['if-none-match']);
  expect(asked.sort()).toEqual(['"de"', '"fr"']);
  expect(origin.requests('/pages/a')).toHaveLength(0);

  const byText = await pwa.page.evaluate(() => client.refresh({match: '/pages/*'}));
  expect(byText).toMatchObject({entries: 2, notModified: 2});
  const byRegExp = await pwa.page.evaluate(() => client.refresh({match: /\/b$/}));
  expect(byRegExp).toMatchObject({entries: 1, notModified: 1});
});

test('refresh keeps to its concurrency, and ends with its signal', async ({origin, pwa}) => {
  const paths = Array.from({length: 12}, (_, i) => `/api/${i}`);
  for (const path of paths) origin.on(path, versioned('"1"', 'x', FRESH));
  await pwa.installRoutes({routes: ROUTES});
  await pwa.fetchAll(paths);
  for (const path of paths) await pwa.stored(path);
  const held: (() => void)[] = [];
  for (const path of paths) {
    origin.on(path, (_, response) => {
      const answer = () => response.writeHead(304).end();
      if (origin.log.length > 4) held.push(answer);
      else answer();
    });
  }
  origin.log.length = 0;
  const refreshed = pwa.page.evaluate(() => {
    const controller = new AbortController();
    const onProgress = ({done}: {done: number}) => {
      if (done !== 4) return;
      controller.abort();
      Object.assign(globalThis, {isEnded: true});
    };
    return client
      .refresh({cacheName: 'api'}, {concurrency: 2, signal: controller.signal, onProgress})
      .catch(({name}) => name);
  });
  await expect.poll(() => held.length).toBe(2);
  await expect.poll(() => pwa.page.evaluate(() => 'isEnded' in globalThis)).toBe(true);
  // The worker has heard of that before it hears of this.
  expect(await pwa.page.evaluate(() => client.entries('api'))).toHaveLength(12);
  for (const answer of held) answer();
  expect(await refreshed).toBe('AbortError');
  await pwa.fetch('/api/sentinel');
  expect(origin.log.length).toBe(7);
});

test('refresh goes on where it was when the worker is stopped in the middle', async ({
  origin,
  pwa,
}) => {
  const paths = Array.from({length: 8}, (_, i) => `/api/${i}`);
  for (const path of paths) origin.on(path, versioned('"1"', 'x', FRESH));
  await pwa.installRoutes({routes: ROUTES});
  await pwa.fetchAll(paths);
  for (const path of paths) await pwa.stored(path);
  const stopOnceRecorded = async () => {
    await pwa.recorded('/api/4');
    await pwa.stopWorker();
  };
  let isStopped = false;
  origin.on('/api/5', (_, response) => {
    if (isStopped) response.writeHead(304).end();
    else void stopOnceRecorded();
    isStopped = true;
  });
  origin.log.length = 0;

  const end = await pwa.page.evaluate(() => client.refresh({cacheName: 'api'}, {concurrency: 1}));

  expect(end).toMatchObject({entries: 8, done: 8, notModified: 8, failed: 0});
  expect(origin.requests('/api/5')).toHaveLength(2);
  // What was recorded before the worker was stopped is not asked for again.
  expect(origin.log).toHaveLength(9);
});

test('the worker itself may refresh, in any handler whose event it keeps alive', async ({
  origin,
  pwa,
}) => {
  origin.on('/api/a', versioned('"1"', 'x', FRESH));
  await pwa.installRoutes({routes: ROUTES});
  await store(pwa, '/api/a');
  expect(await pwa.say('refresh')).toBe('refreshed');
  expect(origin.requests('/api/a').at(-1)?.headers['if-none-match']).toBe('"1"');
});

/** Stores two entries of one cache, with a sidecar each, variants of a third, and one of another cache. */
async function fill(pwa: Pwa): Promise<void> {
  const grouped = {...STALE, 'Cache-Groups': '"news"'};
  pwa.origin
    .on('/api/a', versioned('"1"', 'a', STALE))
    .on('/api/b', versioned('"1"', 'b', grouped))
    .on('/api/vary', varying('Foo'))
    .on('/pages/a', versioned('"1"', 'p', STALE));
  await pwa.installRoutes({routes: ROUTES});
  for (let i = 0; i < 2; i++) {
    await pwa.fetchAll(['/api/a', '/api/b', '/pages/a']);
    await pwa.fetch('/api/vary', {headers: {Foo: `${i}`}});
    for (const path of ['/api/a', '/api/b', '/pages/a', '/api/vary']) await pwa.stored(path);
  }
  await expect.poll(async () => (await stored(pwa)).length).toBe(10);
}

/** What of the paths that were filled is left, whatever beside them. */
async function left(pwa: Pwa): Promise<string[]> {
  const keys = await stored(pwa);
  return [...new Set(keys.map((key) => key.replace(/^.*: |\?.*/g, '')))].sort();
}

test('purge deletes what is selected, with all that is known of it', async ({pwa}) => {
  await fill(pwa);
  await pwa.page.evaluate(() => client.purge({urls: ['/api/a']}));
  expect(await left(pwa)).toEqual(['/api/b', '/api/vary', '/pages/a']);
  await pwa.page.evaluate(() => client.purge({group: 'news'}));
  expect(await left(pwa)).toEqual(['/api/vary', '/pages/a']);
  await pwa.page.evaluate(() => client.purge({match: '/api/*'}));
  expect(await left(pwa)).toEqual(['/pages/a']);
  await pwa.page.evaluate(() => client.purge({cacheName: 'pages'}));
  expect(await stored(pwa)).toEqual([]);
});

test('purge deletes all that this package has stored, and nothing else', async ({pwa}) => {
  await fill(pwa);
  await pwa.put('of-others', '/kept', {text: 'kept', headers: {}});
  // What an earlier version of the site has stored under other names.
  await pwa.put('old', '/old', {text: 'old', headers: {}});
  await pwa.put('old.sidecars', '/old', {text: '', headers: {}});
  await pwa.page.evaluate(() => client.purge());
  expect(await stored(pwa)).toEqual(['of-others: /kept']);
  expect((await pwa.fetch('/api/b')).text).toBe('b');
  await pwa.stored('/api/b');
});

/** Fetches what is answered only when it is told. */
async function askSlowly(pwa: Pwa, fields = FRESH) {
  let answer = () => {};
  let isAsked = false;
  pwa.origin.on('/api/slow', (request, response) => {
    answer = () => versioned('"1"', 'secret', fields)(request, response, 1);
    isAsked = true;
  });
  const slow = pwa.fetch('/api/slow');
  await expect.poll(() => isAsked).toBe(true);
  return {slow, answer};
}

test('an answer that was under way when all was purged is not stored, nor what it says', async ({
  origin,
  pwa,
}) => {
  await fill(pwa);
  const fields = {...FRESH, 'No-Vary-Search': 'params=("utm")'};
  const {slow, answer} = await askSlowly(pwa, fields);
  await pwa.page.evaluate(() => client.purge());
  answer();
  expect((await slow).text).toBe('secret');
  origin.on('/api/sentinel', versioned('"s"', 's', FRESH));
  await store(pwa, '/api/sentinel');
  expect((await left(pwa)).filter((path) => path !== '/api/sentinel')).toEqual([]);
});

test('the answer to a POST that was under way when all was purged is not stored', async ({
  origin,
  pwa,
}) => {
  await fill(pwa);
  let answer = () => {};
  origin.on('/api/me', (request, response) => {
    const fields = {...FRESH, 'Content-Location': '/api/me'};
    const respond = () => versioned('"1"', `${request.method}`, fields)(request, response, 1);
    if (request.method === 'POST') answer = respond;
    else respond();
  });
  const posted = pwa.fetch('/api/me', {method: 'POST'});
  await expect.poll(() => origin.requests('/api/me').length).toBe(1);
  await pwa.page.evaluate(() => client.purge());
  answer();
  await posted;
  expect((await pwa.fetch('/api/me')).text).toBe('GET');
});

test('an answer that comes while a purge of its group lists the cache is not left', async ({
  origin,
  pwa,
}) => {
  origin.on('/api/slow', (request, response, count) => {
    const grouped = versioned('"1"', 'secret', {...FRESH, 'Cache-Groups': '"mine"'});
    held = () => grouped(request, response, count);
  });
  let held: (() => void) | undefined;
  origin.on('/api/now', (_, response) => {
    held?.();
    response.end();
  });
  await pwa.installRoutes({routes: [{match: '/api/slow', cacheName: 'api'}]});
  await pwa.page.evaluate(async () => {
    const cache = await caches.open('api');
    const put = (_: unknown, i: number) => cache.put(`/api/${i}`, new Response('x'));
    await Promise.all(Array.from({length: 1000}, put));
  });
  const slow = pwa.fetch('/api/slow');
  await expect.poll(() => held).toBeDefined();
  await pwa.page.evaluate(async () => {
    const purged = client.purge({group: 'mine'});
    await fetch('/api/now');
    await purged;
  });
  expect((await slow).text).toBe('secret');
  const settings = {cache: 'only-if-cached', mode: 'same-origin'} as const;
  expect((await pwa.fetch('/api/slow', settings)).status).toBe(504);
});

test('a refresh that is ended before the worker has heard of it does nothing', async ({
  origin,
  pwa,
}) => {
  await fill(pwa);
  origin.on('/api/sentinel', versioned('"s"', 's'));
  origin.log.length = 0;
  const reason = await pwa.page.evaluate(() => {
    const controller = new AbortController();
    const ended = client.refresh({cacheName: 'api'}, {signal: controller.signal});
    controller.abort();
    return ended.catch(({name}) => name);
  });
  expect(reason).toBe('AbortError');
  await pwa.fetch('/api/sentinel');
  expect(origin.log.map(({path}) => path)).toEqual(['/api/sentinel']);
});

test('a purge ends a refresh: nothing of what was there comes back', async ({origin, pwa}) => {
  const paths = Array.from({length: 8}, (_, i) => `/api/${i}`);
  for (const path of paths) origin.on(path, varying('Authorization'));
  await pwa.installRoutes({routes: ROUTES});
  await pwa.fetchAll(paths, {headers: {Authorization: 'secret'}});
  for (const path of paths) await pwa.stored(path);
  const unanswered: (() => void)[] = [];
  for (const path of paths) {
    origin.on(path, (request, response, count) => {
      unanswered.push(() => varying('Authorization')(request, response, count));
    });
  }
  origin.log.length = 0;

  const refreshed = pwa.page.evaluate(() =>
    client.refresh({cacheName: 'api'}, {concurrency: 2}).then(({entries, done}) => [entries, done]),
  );
  await expect.poll(() => unanswered.length).toBe(2);
  await pwa.page.evaluate(() => client.purge());
  for (const answer of unanswered) answer();

  expect(await refreshed).toEqual([8, 2]);
  expect(origin.log).toHaveLength(2);
  expect(await stored(pwa)).toEqual([]);
});

test('refresh asks once for what is named twice', async ({origin, pwa}) => {
  origin.on('/api/a', versioned('"1"', 'one', {...FRESH, 'No-Vary-Search': 'params=("utm")'}));
  await pwa.installRoutes({routes: ROUTES});
  await store(pwa, '/api/a');
  const {entries, done, totalBytes} = await pwa.page.evaluate(() =>
    client.refresh({urls: ['/api/a', '/api/a#b', '/api/a?utm=1']}),
  );
  expect([entries, done, totalBytes]).toEqual([1, 1, 3]);
});

test("purge does not need the page's own worker", async ({origin, pwa}) => {
  await fill(pwa);
  await pwa.put('of-others', '/kept', {text: 'kept', headers: {}});

  // <base> is not where the page is.
  await pwa.page.evaluate(() => {
    const base = document.createElement('base');
    base.href = 'https://elsewhere.example/';
    document.head.append(base);
  });
  expect(await pwa.page.evaluate(async () => (await client.entries('api')).length)).toBe(4);
  await pwa.page.evaluate(() => client.purge());
  expect(await stored(pwa)).toEqual(['of-others: /kept']);

  // The worker has been unregistered.
  await pwa.page.goto(origin.url);
  await pwa.addClient();
  await store(pwa, '/api/a');
  await pwa.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.unregister();
  });
  await pwa.page.goto(origin.url);
  await pwa.addClient();
  expect(await stored(pwa)).toContain('api: /api/a');
  await pwa.page.evaluate(() => client.purge());
  expect(await stored(pwa)).toEqual(['of-others: /kept']);
});

test('purge reaches a worker that is unregistered and still controls the page', async ({pwa}) => {
  await fill(pwa);
  const {slow, answer} = await askSlowly(pwa);
  await pwa.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.unregister();
    await client.purge();
  });
  answer();
  expect((await slow).text).toBe('secret');
  expect(
    (await pwa.fetch('/api/slow', {cache: 'only-if-cached', mode: 'same-origin'})).status,
  ).toBe(504);
});

test('purge reaches a worker that has another scope', async ({origin, pwa}) => {
  origin
    .on('/app/', (_, response) => html(response, '<!doctype html><title>App</title>'))
    .on('/app/data', versioned('"1"', 'one', STALE));
  await pwa.page.goto(`${origin.url}/app/`);
  const config = {routes: [{match: '/app/data', cacheName: 'api'}], takesOver: true};
  await pwa.page.evaluate(
    async (url) => {
      const controlled = new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('controllerchange', resolve, {once: true});
      });
      await navigator.serviceWorker.register(url, {scope: '/app/'});
      await controlled;
    },
    `/sw.routed.js?config=${encodeURIComponent(JSON.stringify(config))}`,
  );
  const app = pwa.page;
  await pwa.fetch('/app/data');
  await pwa.stored('/app/data');
  await pwa.fetch('/app/data');

  const account = await app.context().newPage();
  await account.goto(origin.url);
  await account.addScriptTag({url: '/sw.page-client.js'});
  await account.evaluate(() => client.purge());

  expect(await stored(pwa)).toEqual([]);
  // Nor does the worker that goes on remember anything.
  expect((await pwa.fetch('/app/data')).text).toBe('one');
  const {headers} = origin.requests('/app/data').at(-1) ?? {};
  expect(headers?.['cache-control']).toBe('max-age=0');
});

test('purge reaches a version that is being installed', async ({origin, pwa}) => {
  const unanswered: (() => void)[] = [];
  origin.on('/api/me', (request, response) => {
    unanswered.push(() => versioned('"1"', 'secret', FRESH)(request, response, 1));
  });
  await pwa.installRoutes({routes: [{match: '/api/*', cacheName: 'api'}]});
  const routes = [{match: '/api/*', cacheName: 'api', warm: ['/api/me']}];
  const config = {routes, takesOver: false};
  await pwa.page.evaluate(
    (url) => void navigator.serviceWorker.register(url),
    `/sw.routed.js?config=${encodeURIComponent(JSON.stringify(config))}`,
  );
  await expect.poll(() => unanswered.length).toBe(1);
  await pwa.page.evaluate(() => client.purge());
  unanswered[0]?.();
  const isWaiting = () =>
    pwa.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return Boolean(registration?.waiting);
    });
  await expect.poll(isWaiting).toBe(true);
  expect(await stored(pwa)).toEqual([]);
});

test('what a version being installed is told to purge it does not take from the HTTP cache', async ({
  origin,
  pwa,
}) => {
  let answer: (() => void) | undefined;
  origin.on('/api/me', versioned('"1"', 'me', FRESH)).on('/api/ahead', (request, response) => {
    answer = () => versioned('"1"', 'ahead', FRESH)(request, response, 1);
  });
  await pwa.page.goto(origin.url);
  await pwa.fetch('/api/me');
  await pwa.addClient();
  const routes = [{match: '/api/*', cacheName: 'api', warm: ['/api/ahead']}];
  await pwa.page.evaluate(
    (url) => void navigator.serviceWorker.register(url),
    `/sw.routed.js?config=${encodeURIComponent(JSON.stringify({routes}))}`,
  );
  await expect.poll(() => answer).toBeDefined();
  await pwa.page.evaluate(() => client.purge());
  answer?.();
  await expect
    .poll(() => pwa.page.evaluate(() => navigator.serviceWorker.controller?.state))
    .toBe('activated');
  origin.log.length = 0;
  await pwa.fetch('/api/me');
  expect(origin.requests('/api/me')).toHaveLength(1);
});

test('a purge of something else does not undo what is being marked', async ({origin, pwa}) => {
  origin.on('/api/items', versioned('"1"', 'items', FRESH));
  const routes = [{match: '/api/*', cacheName: 'api'}];
  await pwa.installRoutes({routes, slowCompanions: true});
  await store(pwa, '/api/items');
  await pwa.fetch('/api/items', {method: 'POST'});
  await pwa.page.evaluate(async () => {
    const purged = client.purge({urls: ['/api/other']});
    // The worker has forgotten the mark by then, and it is not written yet.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await fetch('/api/items');
    await purged;
  });
  await expect.poll(async () => (await pwa.sidecar('/api/items'))?.invalidatedMs).toBeDefined();
  origin.log.length = 0;
  await pwa.fetch('/api/items');
  expect(origin.requests('/api/items')).toHaveLength(1);
});

test('purge finds a URL whose search the route ignores', async ({origin, pwa}) => {
  origin.on('/api/me', versioned('"1"', 'me', FRESH));
  const route = {match: '/api/*', cacheName: 'api', matchOptions: {ignoreSearch: true}};
  await pwa.installRoutes({routes: [route]});
  await pwa.fetch('/api/me?tab=2');
  await expect.poll(() => stored(pwa)).toContain('api: /api/me');
  await pwa.page.evaluate(() => client.purge({urls: ['/api/me?tab=2']}));
  expect(await stored(pwa)).not.toContain('api: /api/me');
});

test('a request that is made after a purge does not share one that was made before', async ({
  origin,
  pwa,
}) => {
  await fill(pwa);
  const unanswered: (() => void)[] = [];
  let user = 'alice';
  origin.on('/api/me', (_, response) => {
    const seen = user;
    const answer = () => response.setHeader('Cache-Control', 'private, max-age=0').end(seen);
    if (seen === 'alice') unanswered.push(answer);
    else answer();
  });
  const before = pwa.fetch('/api/me', {cache: 'no-store'});
  await expect.poll(() => unanswered.length).toBe(1);
  await pwa.page.evaluate(() => client.purge());
  user = 'bob';
  const after = pwa.fetch('/api/me', {cache: 'no-store'});
  await expect.poll(() => origin.requests('/api/me').length).toBe(2);
  unanswered[0]?.();
  expect([(await before).text, (await after).text]).toEqual(['alice', 'bob']);
});

test('onDecision tells how each request is handled, across restarts of the worker', async ({
  origin,
  pwa,
}) => {
  origin.on('/api/a', versioned('"1"', 'a', FRESH)).on('/api/b', versioned('"2"', 'b', STALE));
  await pwa.installRoutes({routes: ROUTES});
  await pwa.page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, {told});
    const stop = client.onDecision(({url, fwd, hit, detail}) => {
      told.push(`${url.replace(location.origin, '')} ${hit ? 'hit' : fwd} ${detail}`);
    });
    Object.assign(window, {stop});
  });
  const told = () => pwa.page.evaluate(() => (window as unknown as {told: string[]}).told);
  await expect
    .poll(async () => {
      await pwa.fetch('/api/ping');
      return (await told()).length;
    })
    .toBeGreaterThan(0);

  await store(pwa, '/api/a');
  await pwa.fetch('/api/a');
  await expect.poll(told).toContain('/api/a hit fresh');
  expect(await told()).toContain('/api/a uri-miss not-stored');

  await pwa.stopWorker();
  await pwa.fetch('/api/b');
  await expect.poll(told).toContain('/api/b uri-miss not-stored');

  await origin.goAway();
  await pwa.fetch('/api/never').catch(() => {});
  await expect.poll(told).toContain('/api/never uri-miss not-stored');

  await pwa.page.evaluate(() => (window as unknown as {stop(): void}).stop());
  const before = (await told()).length;
  await pwa.fetch('/api/a');
  await pwa.fetch('/api/a');
  expect(await told()).toHaveLength(before);
});

test('onDecision tells once what a worker decides that it has started itself', async ({
  origin,
  pwa,
}) => {
  origin.on('/api/a', versioned('"1"', 'a', FRESH));
  await pwa.installRoutes({routes: ROUTES});
  await store(pwa, '/api/a');
  await pwa.stopWorker();
  await pwa.page.evaluate(async () => {
    const told: string[] = [];
    Object.assign(window, {told});
    client.onDecision(({url}) => told.push(new URL(url).pathname));
    await fetch('/api/a');
  });
  const told = () => pwa.page.evaluate<string[]>('told');
  await expect
    .poll(async () => {
      await pwa.fetch('/api/end');
      return told();
    })
    .toContain('/api/end');
  expect((await told()).filter((path) => path === '/api/a')).toEqual(['/api/a']);
});

test('onDecision tells each decision once while it asks again, on a page that is busy', async ({
  origin,
  pwa,
}) => {
  origin.on('/api/a', versioned('"1"', 'a', FRESH));
  await pwa.installRoutes({routes: ROUTES});
  const requests = Array.from({length: 20}, (_, i) => `/api/a?${i}`);
  for (let life = 0; life < 20; life++) {
    await pwa.stopWorker();
    const told = await pwa.page.evaluate(async (requests) => {
      const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const told: string[] = [];
      const end = client.onDecision(({url}) => told.push(url.replace(location.origin, '')));
      const fetched = [];
      for (const request of requests) {
        fetched.push(fetch(request));
        const sinceMs = performance.now();
        while (performance.now() - sinceMs < 8);
        await pause(1);
      }
      await Promise.all(fetched);
      const endMs = performance.now() + 2000;
      while (told.length < requests.length && performance.now() < endMs) await pause(20);
      await pause(50);
      end();
      return told;
    }, requests);
    expect(told.sort(), `in life ${life}`).toEqual([...requests].sort());
  }
});

test('a message that cannot be understood is reported, and one for others is left alone', async ({
  pwa,
}) => {
  await pwa.installRoutes({routes: ROUTES});
  const answers = await pwa.page.evaluate(async () => {
    const answered: unknown[] = [];
    const ask = (data: unknown) =>
      new Promise<void>((resolve) => {
        const {port1, port2} = new MessageChannel();
        port1.onmessage = ({data}) => {
          answered.push(data);
          resolve();
        };
        navigator.serviceWorker.controller?.postMessage(data, [port2]);
      });
    const to = 'workbox-revalidate';
    // These are for others.
    void ask({type: 'explode'});
    void ask(null);
    await ask({to, message: {type: 'explode'}});
    await ask({to, message: {type: 'entries'}});
    await ask({to, message: {type: 'purge', selection: {urls: 'all'}}});
    await ask({
      to,
      message: {type: 'refresh', selection: {group: 'g'}, concurrency: 0, sinceMs: 0},
    });
    await ask({to, message: {type: 'subscribe'}});
    await ask({to});
    return answered;
  });
  const failed = (reason: string) => ({type: 'failed', reason: expect.stringContaining(reason)});
  expect(answers).toEqual([
    failed('type is explode; expected'),
    failed('cacheName is undefined; expected: a text'),
    failed('selection is {"urls":"all"}; expected: {cacheName}, {urls}, {match} or {group}'),
    failed('concurrency is 0; expected: a whole number from 1'),
    failed('token is undefined; expected: a text'),
    failed('message is undefined; expected: an object'),
  ]);
  expect(pwa.workerConsole.filter((line) => line.includes('not understood'))).toHaveLength(6);
});

test('a message from another origin does nothing', async ({pwa}) => {
  await fill(pwa);
  const before = await stored(pwa);
  expect(await pwa.say('message-from-elsewhere')).toBe('sent');
  await pwa.page.evaluate(() => client.entries('api'));
  expect(await stored(pwa)).toEqual(before);
});

test('refresh asks with the credentials of the page, and with the options of the right route', async ({
  origin,
  otherOrigin,
  pwa,
}) => {
  otherOrigin.on('/me', ({headers}, response) => {
    const who = headers.cookie ? 'alice' : 'anonymous';
    versioned(`"${who}"`, who, {
      ...FRESH,
      'Access-Control-Allow-Origin': origin.url,
      'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Expose-Headers': 'ETag, Date',
      'Set-Cookie': 'user=alice',
    })({headers} as never, response, 1);
  });
  const byFlavour: Parameters<typeof origin.on>[1] = ({headers}, response) => {
    const flavour = `${headers['x-flavour'] ?? 'none'}`;
    versioned(`"${flavour}"`, flavour, FRESH)({headers} as never, response, 1);
  };
  origin.on('/a/1', byFlavour).on('/b/1', byFlavour);
  const flavoured = (name: string) => ({fetchOptions: {headers: {'X-Flavour': name}}});
  await pwa.installRoutes({
    routes: [
      {match: '/a/*', cacheName: 'shared', ...flavoured('a')},
      {match: '/b/*', cacheName: 'shared', ...flavoured('b')},
      {match: `${otherOrigin.url}/*`, cacheName: 'other'},
    ],
  });
  const me = `${otherOrigin.url}/me`;
  await pwa.fetch(me, {credentials: 'include'});
  await pwa.fetch(me, {credentials: 'include', cache: 'reload'});
  await pwa.stored(me, 'alice');
  await store(pwa, '/a/1', '/b/1');

  const shared = await pwa.page.evaluate(() => client.refresh({cacheName: 'shared'}));
  expect(shared).toMatchObject({entries: 2, notModified: 2});
  expect((await pwa.entry('/a/1'))?.text).toBe('a');
  const other = await pwa.page.evaluate(() => client.refresh({cacheName: 'other'}));
  expect(other).toMatchObject({entries: 1, notModified: 1});
  expect((await pwa.fetch(me, {credentials: 'include'})).text).toBe('alice');
});

test('refresh counts what two caches hold for one URL twice', async ({origin, pwa}) => {
  origin.on('/api/a', versioned('"1"', 'one', FRESH));
  await pwa.installRoutes({
    routes: [
      {match: {destination: '', mode: 'same-origin'}, cacheName: 'first'},
      {match: '/api/*', cacheName: 'second'},
    ],
  });
  await pwa.fetch('/api/a', {mode: 'same-origin'});
  await pwa.fetch('/api/a');
  await expect.poll(() => stored(pwa)).toEqual(['first: /api/a', 'second: /api/a']);
  const end = await pwa.page.evaluate(() => client.refresh({urls: ['/api/a']}));
  expect(end).toMatchObject({entries: 2, done: 2, notModified: 2});
});

test('refresh leaves alone what a worker cannot ask for as the page did', async ({origin, pwa}) => {
  origin
    .on('/api/a', versioned('"1"', 'one', FRESH))
    .on('/dest', versioned('"1"', 'two', {...FRESH, Vary: 'Sec-Fetch-Dest'}));
  await pwa.installRoutes({
    routes: [
      {match: '/api/*', cacheName: 'api', matchOptions: {ignoreSearch: true}},
      {match: '/dest', cacheName: 'dest'},
    ],
  });
  await pwa.fetch('/api/a?key=1');
  await pwa.stored('/api/a');
  await store(pwa, '/dest');
  origin.log.length = 0;
  for (const cacheName of ['api', 'dest']) {
    const end = await pwa.page.evaluate((cacheName) => client.refresh({cacheName}), cacheName);
    expect(end.entries).toBe(0);
  }
  expect(origin.log).toEqual([]);
});

test("after a purge the browser's HTTP cache does not give back what is gone", async ({
  origin,
  pwa,
}) => {
  let user = 'alice';
  origin.on('/api/me', (request, response) => {
    versioned(`"${user}"`, user, {'Cache-Control': 'private, max-age=3600'})(request, response, 1);
  });
  await pwa.installRoutes({routes: ROUTES});
  await store(pwa, '/api/me');
  await pwa.page.evaluate(() => client.purge());
  user = 'bob';
  expect((await pwa.fetch('/api/me')).text).toBe('bob');
});

test('purge finds caches of other versions, equal searches, all that a RegExp finds, and URLs of the page', async ({
  origin,
  pwa,
}) => {
  const noVarySearch = {...FRESH, 'No-Vary-Search': 'params=("utm")'};
  origin.on('/api/me', versioned('"1"', 'me', noVarySearch));
  for (const path of ['/api/1', '/api/2', '/api/3']) origin.on(path, versioned('"1"', 'x', FRESH));
  origin.on(
    '/shop/',
    (_, response) => void response.setHeader('Content-Type', 'text/html').end('<!doctype html>'),
  );
  origin.on('/shop/cart', versioned('"1"', 'x', FRESH));
  await pwa.installRoutes({routes: [{match: '/*', cacheName: 'old'}]});
  await store(pwa, '/api/1');
  expect(await stored(pwa)).toContain('old: /api/1');
  await pwa.installRoutes({routes: [...ROUTES, {match: '/shop/*', cacheName: 'shop'}]});
  await pwa.page.evaluate(() => client.purge());
  expect((await stored(pwa)).filter((key) => key.startsWith('old'))).toEqual([]);

  await pwa.fetch('/api/me?utm=1');
  await expect.poll(async () => await stored(pwa)).toContain('api: /api/me');
  await pwa.page.evaluate(() => client.purge({urls: ['/api/me?utm=2']}));
  expect(await stored(pwa)).not.toContain('api: /api/me');

  await store(pwa, '/api/1', '/api/2', '/api/3');
  await pwa.page.evaluate(() => client.purge({match: /\/api\/\d/g}));
  expect((await stored(pwa)).filter((key) => /\d$/.test(key))).toEqual([]);

  await pwa.page.goto(`${origin.url}/shop/`);
  await pwa.addClient();
  await store(pwa, '/shop/cart');
  await pwa.page.evaluate(() => client.purge({urls: ['cart']}));
  expect((await stored(pwa)).filter((key) => key.endsWith('cart'))).toEqual([]);
});

test('a purge by pattern forgets no cache group that was invalidated', async ({origin, pwa}) => {
  origin.on('/api/a', versioned('"1"', 'a', {...FRESH, 'Cache-Groups': '"news"'}));
  origin.on('/api/change', (_, response) => {
    response.writeHead(204, {'Cache-Group-Invalidation': '"news"'}).end();
  });
  await pwa.installRoutes({routes: ROUTES});
  await store(pwa, '/api/a');
  await pwa.fetch('/api/change', {method: 'POST'});
  await expect.poll(() => stored(pwa)).toContain('api.sidecars: /workbox-revalidate-group=news');

  await pwa.page.evaluate(() => client.purge({match: '/:slug'}));
  await pwa.fetch('/api/a');

  expect(origin.requests('/api/a').map(({method}) => method)).toEqual(['GET', 'GET']);
});

test('a purge of something else does not lose the mark of a cache group that is being written', async ({
  origin,
  pwa,
}) => {
  origin
    .on('/api/a', versioned('"1"', 'a', {...FRESH, 'Cache-Groups': '"news"'}))
    .on('/api/b', versioned('"1"', 'b', {...FRESH, 'Cache-Groups': '"sport"'}))
    .on('/api/change', (_, response) => {
      response.writeHead(204, {'Cache-Group-Invalidation': '"news"'}).end();
    });
  await pwa.installRoutes({routes: ROUTES, slowGroups: true});
  await store(pwa, '/api/a', '/api/b');
  await pwa.stopWorker();
  await pwa.fetch('/api/change', {method: 'POST'});
  // It is written twice, as that of a URL is, whose search may not matter; the purge comes in between.
  await expect
    .poll(() => pwa.sidecar('/workbox-revalidate-group=news'), {intervals: [50]})
    .toBeDefined();
  await pwa.page.evaluate(() => client.purge({urls: ['/api/other']}));
  // It waits for its group as long as the mark does, and has begun later.
  await pwa.fetch('/api/b');

  await pwa.fetch('/api/a');

  expect(origin.requests('/api/a')).toHaveLength(2);
});

test('what is marked after a purge makes no companions of caches that no route has', async ({
  origin,
  pwa,
}) => {
  for (const path of ['/api/a', '/api/b']) {
    origin.on(path, (_, response) => response.writeHead(204).end());
  }
  await pwa.installRoutes({routes: ROUTES});
  await pwa.put('old-v1', '/old', {text: 'old', headers: {}});
  await pwa.put('old-v1.sidecars', '/old', {text: '', headers: {}});
  await pwa.page.evaluate(() => client.purge());
  expect(await pwa.page.evaluate(() => caches.keys())).toEqual([]);

  for (const path of ['/api/a', '/api/b']) {
    await pwa.fetch(path, {method: 'POST'});
    for (const {cacheName} of ROUTES) {
      await expect.poll(() => stored(pwa)).toContain(`${cacheName}.sidecars: ${path}`);
    }
  }
  const names = await pwa.page.evaluate(() => caches.keys());
  expect(names.sort()).toEqual(['api.sidecars', 'pages.sidecars']);
});

test('two listeners of one page hear the same decisions, and one that ends does not end the other', async ({
  origin,
  pwa,
}) => {
  origin.on('/api/a', versioned('"1"', 'a', FRESH));
  await pwa.installRoutes({routes: ROUTES});
  await pwa.page.evaluate(async () => {
    const counts = [0, 0];
    const ends = counts.map((_, i) =>
      client.onDecision(() => {
        counts[i] = (counts[i] ?? 0) + 1;
      }),
    );
    Object.assign(window, {counts, ends});
  });
  const counts = () => pwa.page.evaluate(() => (window as unknown as {counts: number[]}).counts);
  await expect
    .poll(async () => {
      await pwa.fetch('/api/a');
      return (await counts()).every((count) => count > 0);
    })
    .toBe(true);
  await pwa.page.evaluate(() => (window as unknown as {ends: (() => void)[]}).ends[1]?.());
  const [first = 0] = await counts();
  await pwa.fetch('/api/a');
  await expect.poll(async () => (await counts())[0]).toBeGreaterThan(first);
});

test('a worker that does not answer pages is no endless wait', async ({pwa}) => {
  await pwa.install({routes: [{prefix: '/api/'}]});
  await pwa.addClient();
  const error = await pwa.page.evaluate(() => client.entries('api').catch(String));
  expect(error).toContain('does not answer: does it call answerPages()?');
});

test('registerWorker tells of each version once', async ({origin, page}) => {
  await page.goto(origin.url);
  await page.addScriptTag({url: '/sw.page-client.js'});
  const told = await page.evaluate(async (routes) => {
    const told: string[] = [];
    const urlOf = (version: number) => {
      const config = {routes: routes.slice(0, version), takesOver: false};
      return `/sw.routed.js?config=${encodeURIComponent(JSON.stringify(config))}`;
    };
    const register = (version: number) =>
      new Promise<void>((resolve) => {
        const tell = (what: string) => {
          told.push(`${what} ${version}`);
          resolve();
        };
        const onInstalled = () => tell('installed');
        const onWaiting = () => tell('waiting');
        void client.registerWorker(urlOf(version), version === 1 ? {onInstalled} : {onWaiting});
      });
    await register(1);
    await navigator.serviceWorker.ready;
    await register(2);
    const failed = await client.registerWorker('/none.js', {onError: () => told.push('failed')});
    return [...told, typeof failed];
  }, ROUTES);
  expect(told).toEqual(['installed 1', 'waiting 2', 'failed', 'undefined']);
});

for (const isControlled of [true, false]) {
  test(`registerWorker tells once of a version that takes over a page which is ${isControlled ? '' : 'not '}controlled`, async ({
    pwa,
  }) => {
    await pwa.installRoutes({routes: ROUTES.slice(0, 1)});
    const loaded = pwa.page.waitForEvent('load');
    // Past the caches is past the worker, too.
    await pwa.cdp.send('Page.reload', {ignoreCache: !isControlled});
    await loaded;
    await pwa.addClient();
    const told = await pwa.page.evaluate(async (routes) => {
      const told: string[] = [];
      const config = encodeURIComponent(JSON.stringify({routes, takesOver: false}));
      const {serviceWorker} = navigator;
      const registration = await serviceWorker.ready;
      const waiting = new Promise<ServiceWorker>((resolve) => {
        void client.registerWorker(`/sw.routed.js?config=${config}`, {
          onWaiting(activate) {
            told.push(`waiting, controlled: ${serviceWorker.controller !== null}`);
            resolve(registration.waiting as ServiceWorker);
            activate();
          },
          onUpdated: () => told.push('updated'),
        });
      });
      const changed = new Promise((resolve) => {
        serviceWorker.addEventListener('controllerchange', resolve, {once: true});
      });
      const worker = await waiting;
      await new Promise<void>((resolve) => {
        const look = () => worker.state === 'activated' && resolve();
        worker.addEventListener('statechange', look);
        look();
      });
      await changed;
      return told;
    }, ROUTES);
    expect(told).toEqual([`waiting, controlled: ${isControlled}`, 'updated']);
  });
}

test('without a worker the client says so', async ({origin, page}) => {
  await page.goto(origin.url);
  await page.addScriptTag({url: '/sw.page-client.js'});
  const error = await page.evaluate(() => client.entries('api').catch(String));
  expect(error).toContain('No service worker is active for this page');
  // Whoever signs out need not know whether there is one.
  await page.evaluate(() => client.purge());
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.routed.js', {scope: '/elsewhere/'});
    await client.purge();
  });
});
