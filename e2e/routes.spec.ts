import {FRESH, STALE, versioned} from './support/origin.js';
import {expect, type Pwa, test} from './support/test.js';
import {type RoutedConfig, WITHOUT_HTTP_CACHE} from './support/worker-config.js';

/** In which cache a path was stored when script fetched it, or `undefined`. */
async function cacheOf(pwa: Pwa, path: string): Promise<string | undefined> {
  await pwa.fetch(path);
  const sentinel = `/sentinel?after=${encodeURIComponent(path)}`;
  pwa.origin.on(sentinel, versioned('"s"', 's', FRESH));
  await pwa.fetch(sentinel);
  await pwa.stored(sentinel);
  return (await pwa.entry(path))?.cacheName;
}

const SENTINEL = {match: '/sentinel', cacheName: 'sentinels'};

const MATCHES = [
  {
    what: 'a text, for its path',
    route: {match: '/api/*'},
    takes: ['/api/a', '/api/a?b=c'],
    leaves: ['/apis', '/'],
  },
  {
    what: 'a text with groups',
    route: {match: '/:lang(de|en)/a'},
    takes: ['/de/a'],
    leaves: ['/fr/a'],
  },
  {what: 'a URLPattern', route: {pattern: {pathname: '/api/*'}}, takes: ['/api/a'], leaves: ['/b']},
  {
    what: 'a RegExp for the whole URL',
    route: {regExp: '/api/[a-c]$'},
    takes: ['/api/a', '/x/api/c'],
    leaves: ['/api/d'],
  },
  {
    what: "Workbox's matcher function",
    route: {startsWith: '/api'},
    takes: ['/api/a'],
    leaves: ['/b'],
  },
  {what: 'a destination', route: {match: {destination: ''}}, takes: ['/a'], leaves: []},
  {
    what: 'another destination',
    route: {match: {destination: ['image', 'font']}},
    takes: [],
    leaves: ['/a'],
  },
  {what: 'a mode', route: {match: {mode: 'cors'}}, takes: ['/a'], leaves: []},
  {
    what: 'another mode',
    route: {match: {mode: 'navigate', destination: ''}},
    takes: [],
    leaves: ['/a'],
  },
];

for (const {what, route, takes, leaves} of MATCHES) {
  test(`a route takes what its match tells: ${what}`, async ({origin, pwa}) => {
    for (const path of [...takes, ...leaves]) origin.on(path, versioned('"1"', 'one', FRESH));
    await pwa.installRoutes({routes: [SENTINEL, {...route, cacheName: 'taken'}]});
    for (const path of takes) expect(await cacheOf(pwa, path), path).toBe('taken');
    for (const path of leaves) expect(await cacheOf(pwa, path), path).toBeUndefined();
  });
}

test('the first route that matches takes the request', async ({origin, pwa}) => {
  origin.on('/api/a', versioned('"1"', 'one', FRESH));
  await pwa.installRoutes({
    routes: [
      {match: '/api/b', cacheName: 'first'},
      {match: '/api/*', cacheName: 'second'},
      {match: '/*', cacheName: 'third'},
    ],
  });
  expect(await cacheOf(pwa, '/api/a')).toBe('second');
});

test('another origin is taken only where a match names it', async ({otherOrigin, pwa}) => {
  const open = {...FRESH, 'Access-Control-Allow-Origin': '*'};
  otherOrigin.on('/a', versioned('"1"', 'one', open)).on('/b', versioned('"1"', 'one', open));
  otherOrigin.on('/c', versioned('"1"', 'one', open)).on('/d', versioned('"1"', 'one', open));
  await pwa.installRoutes({
    routes: [
      {match: `${otherOrigin.url}/a`, cacheName: 'text'},
      {match: {destination: '', origin: 'http://example.com'}, cacheName: 'none'},
      {pattern: {pathname: '/b'}, cacheName: 'pattern'},
      {regExp: '/b$', cacheName: 'pattern'},
      {regExp: `^${otherOrigin.url}/c$`, cacheName: 'regExp'},
      SENTINEL,
      {match: '/*', cacheName: 'own'},
    ],
  });
  expect(await cacheOf(pwa, `${otherOrigin.url}/a`)).toBe('text');
  expect(await cacheOf(pwa, `${otherOrigin.url}/b`)).toBeUndefined();
  expect(await cacheOf(pwa, `${otherOrigin.url}/c`)).toBe('regExp');
  expect(await cacheOf(pwa, `${otherOrigin.url}/d`)).toBeUndefined();
});

test("any origin's requests are taken where origin is '*'", async ({otherOrigin, pwa}) => {
  otherOrigin.on('/a', versioned('"1"', 'one', {...FRESH, 'Access-Control-Allow-Origin': '*'}));
  await pwa.installRoutes({
    routes: [SENTINEL, {match: {destination: '', origin: '*'}, cacheName: 'any'}],
  });
  expect(await cacheOf(pwa, `${otherOrigin.url}/a`)).toBe('any');
});

const REFUSED = [
  {
    route: {},
    error:
      'routes[1]: match is undefined; expected: a URL pattern, a RegExp, a function, or {destination, mode, origin}',
  },
  {route: {match: 7}, error: 'routes[1]: match is 7; expected'},
  {
    route: {match: {destinaton: 'image'}},
    error: 'routes[1]: match.destinaton is no option; expected: mode, origin, destination',
  },
  {route: {match: {mode: 'nav'}}, error: 'routes[1]: match.mode is nav; expected: navigate or'},
  {route: {match: '/:'}, error: 'routes[1]: '},
  {route: {match: '/a', cachename: 'a'}, error: 'routes[1]: cachename is no option; expected: '},
  {
    route: {match: '/a', defaults: {maxAgeSeconds: -1}},
    error: 'routes[1]: defaults.maxAgeSeconds is -1; expected: a number from 0',
  },
  {route: {match: '/a', warm: '/b'}, error: 'routes[1]: '},
  {
    route: {match: '/a', warm: {url: ['/b']}},
    error: 'routes[1]: warm.url is no option; expected: urls, required, concurrency',
  },
];
test('what cannot be right is refused, with the index of the route', async ({pwa}) => {
  for (const {route, error} of REFUSED) {
    await pwa.installRoutes({routes: [SENTINEL, route]});
    expect(await pwa.say('refusal'), JSON.stringify(route)).toContain(error);
  }
});

test('§4.4: every method is seen, an unknown one too, and what no route takes invalidates as well', async ({
  origin,
  pwa,
}) => {
  for (const path of ['/api/a', '/data', '/sentinel'])
    origin.on(path, versioned('"1"', 'one', FRESH));
  await pwa.installRoutes({
    routes: [
      {match: '/api/*', cacheName: 'api'},
      {match: {destination: '', mode: 'cors'}, cacheName: 'data'},
    ],
  });
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'M-SEARCH']) {
    for (const path of ['/api/a', '/data']) {
      await pwa.fetch(path);
      await pwa.fetch(path, {method});
      const before = origin.requests(path).length;
      await pwa.fetch(path);
      expect(origin.requests(path).length - before, `${method} ${path}`).toBe(1);
    }
  }
});

test('§4.4: what script changes is invalid as an image too', async ({origin, pwa}) => {
  origin.on(
    '/picture',
    versioned('"1"', '<svg xmlns="http://www.w3.org/2000/svg"/>', {
      ...FRESH,
      'Content-Type': 'image/svg+xml',
    }),
  );
  await pwa.installRoutes({routes: [{match: {destination: 'image'}, cacheName: 'images'}]});
  const show = () =>
    pwa.page.evaluate(async () => {
      const image = new Image();
      image.src = `/picture`;
      await image.decode().catch(() => {});
    });
  await show();
  await pwa.stored('/picture');
  await pwa.fetch('/picture', {method: 'PUT'});
  const reloaded = await pwa.page.evaluate(() => navigator.serviceWorker.controller !== null);
  expect(reloaded).toBe(true);
  await pwa.page.reload();
  await show();
  await expect.poll(() => origin.requests('/picture').length).toBe(3);
  expect(origin.requests('/picture').at(-1)?.headers['if-none-match']).toBe('"1"');
});

test('a HEAD is answered from what is stored', async ({origin, pwa}) => {
  origin.on('/a', versioned('"1"', 'one', FRESH));
  await pwa.installRoutes({routes: [{match: '/a', cacheName: 'a'}]});
  await pwa.fetch('/a');
  await pwa.stored('/a');
  expect((await pwa.fetch('/a', {method: 'HEAD'})).headers['etag']).toBe('"1"');
  expect(origin.requests('/a')).toHaveLength(1);
});

test('warm: what is named is stored when the worker is installed, and revalidated by the next one', async ({
  origin,
  pwa,
}) => {
  const conditions: string[] = [];
  const noting = (answer: ReturnType<typeof versioned>): typeof answer => {
    return (request, response, count) => {
      conditions.push(`${request.url} ${request.headers['if-none-match'] ?? ''}`.trim());
      answer(request, response, count);
    };
  };
  origin
    .on('/a', noting(versioned('"1"', 'one', FRESH)))
    .on('/b', noting(versioned('"2"', 'two', STALE)))
    .on('/c', noting(versioned('"3"', 'three', {'Cache-Control': 'max-age=3600, immutable'})))
    .on('/gone', (_, response) => response.writeHead(404).end());
  const urls = ['/a', '/b', '/c', '/gone'];
  await pwa.installRoutes({routes: [{match: '/*', cacheName: 'all', warm: urls}]});
  for (const path of ['/a', '/b', '/c']) await pwa.stored(path);
  expect(pwa.workerConsole.join()).toContain('/gone: 404');
  expect(conditions.sort()).toEqual(['/a', '/b', '/c']);

  conditions.length = 0;
  await pwa.installRoutes({routes: [{match: '/*', cacheName: 'all', warm: {urls}}]});
  await expect.poll(() => conditions.sort()).toEqual(['/a "1"', '/b "2"']);
});

test('warm: when what a shared cache has sent was received is noted beside it', async ({
  origin,
  pwa,
}) => {
  origin.on('/edge', versioned('"1"', 'edge', {...FRESH, Age: '60'}));
  await pwa.installRoutes({routes: [{match: '/*', cacheName: 'all', warm: ['/edge']}]});
  await expect.poll(async () => (await pwa.sidecar('/edge'))?.stamp).toBeDefined();
});

test('warm: no more are fetched at once than asked for', async ({origin, pwa}) => {
  let open = 0;
  let most = 0;
  const urls = Array.from({length: 12}, (_, i) => `/warm/${i}`);
  for (const url of urls) {
    origin.on(url, (_, response) => {
      open++;
      most = Math.max(most, open);
      setTimeout(() => {
        open--;
        response.setHeader('Cache-Control', 'max-age=60').end('x');
      }, 30);
    });
  }
  await pwa.installRoutes({
    routes: [{match: '/warm/*', cacheName: 'warm', warm: {urls, concurrency: 3}}],
  });
  for (const url of urls) await pwa.stored(url);
  expect(most).toBe(3);
});

test('warm: a failure keeps the worker from being installed only where it is required', async ({
  origin,
  pwa,
}) => {
  origin
    .on('/gone', (_, response) => response.writeHead(404).end())
    .on('/broken', (_, response) => {
      response.writeHead(200, {'Content-Length': '100'}).write('half');
      setTimeout(() => response.destroy(), 100);
    });
  await pwa.page.goto(origin.url);
  const installed = (path: string, required: boolean) =>
    pwa.page.evaluate(
      async (config) => {
        const url = `/sw.routed.js?config=${encodeURIComponent(JSON.stringify(config))}`;
        const registration = await navigator.serviceWorker.register(url);
        const worker = registration.installing as ServiceWorker;
        return new Promise<string>((resolve) => {
          worker.addEventListener('statechange', () => {
            if (worker.state !== 'installing') resolve(worker.state);
          });
        });
      },
      {routes: [{match: '/*', cacheName: 'all', warm: {urls: [path], required}}]},
    );
  expect(await installed('/gone', true)).toBe('redundant');
  expect(await installed('/broken', true)).toBe('redundant');
  expect(await installed('/gone', false)).toBe('installed');
});

for (const staticRouting of [true, false]) {
  test(`what no route takes does not reach the worker: ${staticRouting}`, async ({origin, pwa}) => {
    for (const path of ['/api/a', '/other', '/late'])
      origin.on(path, versioned('"1"', 'one', FRESH));
    await pwa.installRoutes({
      routes: [
        {match: '/api/*', cacheName: 'api'},
        {match: {destination: 'image'}, cacheName: 'images'},
      ],
      staticRouting,
    });
    await pwa.fetch('/other');
    await pwa.fetch('/api/a');
    await pwa.fetch('/late', {method: 'POST'});
    await pwa.page.evaluate(() => (new Image().src = '/picture'));
    await expect.poll(() => origin.requests('/picture').length).toBe(1);
    const reached = await pwa.say<string[]>('seen');
    const seen = reached.filter((path) => !path.startsWith('/sw.'));
    const expected = ['/api/a', '/late', '/picture'];
    expect(seen).toEqual(staticRouting ? expected : ['/other', ...expected]);
  });
}

for (const match of [{mode: 'navigate'}, '/page'] as const) {
  test(`a page is asked for once where the worker has to start first: ${JSON.stringify(match)}`, async ({
    origin,
    pwa,
  }) => {
    const html = {'Content-Type': 'text/html', ...STALE};
    origin.on('/page', versioned('"1"', '<!doctype html><title>one</title>', html));
    await pwa.installRoutes({routes: [{match, cacheName: 'pages'}], staticRouting: true});
    await pwa.page.goto(`${origin.url}/page`);
    await pwa.stored('/page');
    for (let visit = 0; visit < 3; visit++) {
      await pwa.stopWorker();
      await pwa.cdp.send('Network.clearBrowserCache');
      await pwa.page.goto(`${origin.url}/page`);
    }
    const [, ...later] = origin.requests('/page');
    expect(later.map(({headers}) => headers['if-none-match'])).toEqual(['"1"', '"1"', '"1"']);
  });
}

test('§4.4: what script changes is invalid for a function that looks at the request, too', async ({
  origin,
  pwa,
}) => {
  origin.on('/data', versioned('"1"', 'one', FRESH));
  await pwa.installRoutes({routes: [{startsWith: '/data', onlyGet: true, cacheName: 'data'}]});
  await pwa.fetch('/data');
  await pwa.stored('/data');
  await pwa.fetch('/data', {method: 'DELETE'});
  await pwa.fetch('/data');
  expect(origin.requests('/data').map(({method}) => method)).toEqual(['GET', 'DELETE', 'GET']);
});

test('a request that no pattern takes is left to the listeners that come later', async ({
  origin,
  pwa,
}) => {
  origin.on('/share', (_, response) => response.writeHead(404).end());
  await pwa.installRoutes({routes: [{match: '/api/*', cacheName: 'api'}], answersShare: true});
  expect((await pwa.fetch('/share', {method: 'POST'})).text).toBe('shared');
});

/** Registers another version, which waits once it is installed. */
async function registerNext({page}: Pwa, config: RoutedConfig): Promise<void> {
  await page.evaluate(
    async (config) => {
      const url = `/sw.routed.js?config=${encodeURIComponent(JSON.stringify(config))}`;
      await navigator.serviceWorker.register(url);
    },
    {...config, takesOver: false},
  );
}

function isWaiting({page}: Pwa): Promise<boolean> {
  return page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);
}

async function letNextTakeOver({page}: Pwa): Promise<void> {
  await page.evaluate(async () => {
    const {waiting} = await navigator.serviceWorker.ready;
    const changed = new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve, {once: true});
    });
    waiting?.postMessage({to: 'workbox-revalidate', message: {type: 'skip-waiting'}});
    await changed;
  });
}

test('a version that has waited knows what was invalidated meanwhile', async ({origin, pwa}) => {
  origin.on('/api/list', versioned('"1"', 'one', FRESH));
  const routes = [{match: '/api/*', cacheName: 'api', warm: ['/api/list']}];
  await pwa.installRoutes({routes});
  await registerNext(pwa, {routes});
  await expect.poll(() => isWaiting(pwa)).toBe(true);
  await pwa.fetch('/api/list', {method: 'POST'});
  await expect.poll(async () => (await pwa.sidecar('/api/list'))?.invalidatedMs).toBeDefined();
  await letNextTakeOver(pwa);
  const before = origin.requests('/api/list').length;
  await pwa.fetch('/api/list');
  expect(origin.requests('/api/list').length - before).toBe(1);
});

for (const {when, posts} of [
  {when: '', posts: 0},
  {when: ', and had been before', posts: 1},
]) {
  test(`what is invalidated while a version fetches ahead${when} stays invalid`, async ({
    origin,
    pwa,
  }) => {
    let isHeld = false;
    let answer: (() => void) | undefined;
    origin.on('/api/list', (request, response, count) => {
      const respond = () => versioned('"1"', 'one', FRESH)(request, response, count);
      if (request.headers['if-none-match'] && isHeld && !answer) answer = respond;
      else respond();
    });
    const api = {match: '/api/*', cacheName: 'api'};
    await pwa.installRoutes({routes: [api]});
    await pwa.fetch('/api/list');
    await pwa.stored('/api/list');
    const mark = async () => (await pwa.sidecar('/api/list'))?.invalidatedMs;
    for (let i = 0; i < posts; i++) {
      await pwa.fetch('/api/list', {method: 'POST'});
      await expect.poll(mark).toBeDefined();
    }
    const markBefore = await mark();
    isHeld = true;
    await registerNext(pwa, {routes: [{...api, warm: ['/api/list']}]});
    await expect.poll(() => answer).toBeDefined();
    await pwa.fetch('/api/list', {method: 'POST'});
    await expect.poll(mark).not.toBe(markBefore);
    answer?.();
    await expect.poll(() => isWaiting(pwa)).toBe(true);
    await letNextTakeOver(pwa);
    const before = origin.requests('/api/list').length;
    await pwa.fetch('/api/list');
    expect(origin.requests('/api/list').length - before).toBe(1);
  });
}

test('a request that is made after a POST that no route takes does not share one that was made before', async ({
  origin,
  pwa,
}) => {
  const unanswered: (() => void)[] = [];
  let state = 'old';
  origin.on('/data', (request, response) => {
    const seen = state;
    const answer = () => response.setHeader('Cache-Control', 'max-age=3600').end(seen);
    if (request.method === 'POST') state = 'new';
    if (request.method === 'POST' || seen === 'new') answer();
    else unanswered.push(answer);
  });
  const route = {startsWith: '/data', onlyGet: true, cacheName: 'data', ...WITHOUT_HTTP_CACHE};
  await pwa.installRoutes({routes: [route]});
  const before = pwa.fetch('/data');
  await expect.poll(() => unanswered.length).toBe(1);
  await pwa.fetch('/data', {method: 'POST'});
  const after = pwa.fetch('/data');
  await expect.poll(() => origin.requests('/data').length).toBe(3);
  unanswered[0]?.();
  expect([(await before).text, (await after).text]).toEqual(['old', 'new']);
});
