import type {ServerResponse} from 'node:http';
import {FRESH, type Origin, versioned} from './support/origin.js';
import {expect, type Pwa, test} from './support/test.js';
import {WITHOUT_HTTP_CACHE} from './support/worker-config.js';

const METHODS = [{prefix: '/'}, {prefix: '/', method: 'POST'}] as const;

/**
 * Serves `/data` as `old`, but not before it is told to, and from the second request on as `new`.
 * @returns what tells it to.
 */
function holdOld(origin: Origin, fields: () => Record<string, string> = () => FRESH): () => void {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  origin.on('/data', async (request, response, count) => {
    if (request.method === 'POST') {
      response.end('changed');
      return;
    }
    const what = count === 1 ? 'old' : 'new';
    if (what === 'old') await released;
    versioned(`"${what}"`, what, fields())(request, response, count);
  });
  return release;
}

test('an answer that was under way while a POST changed things is validated before it is used again', async ({
  origin,
  pwa,
}) => {
  const release = holdOld(origin);
  await pwa.install({routes: METHODS});

  const slow = pwa.fetch('/data');
  await expect.poll(() => origin.requests('/data').length).toBe(1);
  expect((await pwa.fetch('/data', {method: 'POST'})).text).toBe('changed');
  release();
  expect((await slow).text).toBe('old');
  await pwa.stored('/data', 'old');

  expect((await pwa.fetch('/data')).text).toBe('new');
  expect(origin.requests('/data').at(-1)?.headers['if-none-match']).toBe('"old"');
});

for (const {what, path, fields} of [
  {what: 'what is marked', path: '/data', fields: {}},
  {what: 'a member of a group', path: '/all', fields: {'Cache-Groups': '"g"'}},
]) {
  test(`so is ${what} by the next worker, where the last one was killed before it had noted when it was asked for`, async ({
    origin,
    pwa,
  }) => {
    const release = holdOld(origin, () => ({...FRESH, ...fields}));
    origin.on('/all', (_, response) =>
      response.writeHead(204, {'Cache-Group-Invalidation': '"g"'}).end(),
    );
    await pwa.install({routes: METHODS});
    const slow = pwa.fetch('/data');
    await expect.poll(() => origin.requests('/data').length).toBe(1);
    await pwa.fetch(path, {method: 'POST'});
    await expect.poll(() => pwa.sidecar(path)).toBeDefined();
    await pwa.page.evaluate(async () => {
      const cacheName = (await caches.keys()).find((name) => name.endsWith('.sidecars')) ?? '';
      Object.assign(window, {cacheName, before: await caches.match('/data', {cacheName})});
    });
    // A Date is in whole seconds: it has to be later than the mark.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    release();
    await slow;
    await expect.poll(async () => (await pwa.sidecar('/data'))?.stamp).toBeDefined();
    await pwa.stopWorker();
    await pwa.page.evaluate(async () => {
      const {cacheName, before} = window as unknown as {cacheName: string; before?: Response};
      const companion = await caches.open(cacheName);
      await (before ? companion.put('/data', before) : companion.delete('/data'));
    });

    expect((await pwa.fetch('/data')).text).toBe('new');
  });
}

test('the answer to a POST that another one has overtaken is not stored', async ({origin, pwa}) => {
  const answers: (() => void)[] = [];
  origin.on('/data', (request, response, count) => {
    const state = versioned(`"${count}"`, `state ${count}`, {
      ...FRESH,
      'Content-Location': '/data',
    });
    if (request.method === 'POST') answers.push(() => state(request, response, count));
    else state(request, response, count);
  });
  await pwa.install({routes: METHODS});

  const posts = [];
  for (let count = 1; count <= 2; count++) {
    posts.push(pwa.fetch('/data', {method: 'POST'}));
    await expect.poll(() => answers.length).toBe(count);
  }
  for (const [index, answer] of [...answers.entries()].reverse()) {
    answer();
    await posts[index];
  }
  expect((await pwa.fetch('/data')).text).toBe('state 3');
});

for (const [cache, options] of Object.entries({
  'the HTTP cache': {},
  'no cache': WITHOUT_HTTP_CACHE,
})) {
  test(`a request that is made after a POST does not share one that was made before, by ${cache}`, async ({
    origin,
    pwa,
  }) => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let state = 'old';
    origin.on('/data', async (request, response) => {
      if (request.method === 'POST') {
        state = 'new';
        response.end('changed');
        return;
      }
      const seen = state;
      if (seen === 'old') await released;
      response.setHeader('Cache-Control', 'max-age=3600');
      response.end(seen);
    });
    origin.on('/sentinel', versioned('"s"', 's'));
    await pwa.install({routes: METHODS.map((route) => ({...route, options}))});

    const before = pwa.fetch('/data');
    await expect.poll(() => origin.requests('/data').length).toBe(1);
    await pwa.fetch('/data', {method: 'POST'});
    const after = pwa.fetch('/data');
    await pwa.fetch('/sentinel');
    release();

    expect([(await before).text, (await after).text]).toEqual(['old', 'new']);
    await pwa.stored('/data', 'new');
    expect((await pwa.fetch('/data')).text).toBe('new');
  });
}

test('what was invalidated stays so when the worker stops', async ({origin, pwa}) => {
  const grouped = {...FRESH, 'Cache-Groups': '"articles"'};
  origin
    .on('/data', (request, response, count) =>
      request.method === 'POST'
        ? response.writeHead(204).end()
        : versioned('"1"', 'one', FRESH)(request, response, count),
    )
    .on('/located', versioned('"1"', 'one', FRESH))
    .on('/grouped', versioned('"1"', 'one', grouped))
    .on('/other', versioned('"1"', 'one', FRESH))
    .on('/change', (_, response) => {
      const headers = {Location: '/located', 'Cache-Group-Invalidation': '"articles"'};
      response.writeHead(201, headers).end();
    });
  await pwa.install({routes: METHODS});
  const paths = ['/data', '/located', '/grouped', '/other'];
  for (const path of paths) {
    await pwa.fetch(path);
    await pwa.stored(path);
  }
  await pwa.fetch('/data', {method: 'POST'});
  await pwa.fetch('/change', {method: 'POST'});
  // What the worker writes after its answer, it writes before the next one that changes something.
  await expect.poll(() => pwa.sidecar('/data')).toBeDefined();
  await expect.poll(() => pwa.sidecar('/located')).toBeDefined();
  await expect.poll(() => groupMarks(pwa)).toBe(1);
  await pwa.stopWorker();

  origin.log.length = 0;
  for (const path of paths) expect((await pwa.fetch(path)).text).toBe('one');

  expect(origin.log.map(({path, headers}) => [path, headers['if-none-match']])).toEqual([
    ['/data', '"1"'],
    ['/located', '"1"'],
    ['/grouped', '"1"'],
  ]);
});

test('what one route is told is invalid, another one with another cache validates', async ({
  origin,
  pwa,
}) => {
  origin
    .on('/pages/a', versioned('"1"', 'one', FRESH))
    .on('/data/a', versioned('"1"', 'one', FRESH))
    .on('/api', (_, response) => {
      response.writeHead(201, {Location: '/pages/a', 'Content-Location': '/data/a'}).end();
    });
  await pwa.install({
    routes: [
      {prefix: '/pages/', options: {cacheName: 'pages'}},
      {prefix: '/data/', options: {cacheName: 'data'}},
      {prefix: '/api', method: 'POST', options: {cacheName: 'api'}},
    ],
  });
  for (const path of ['/pages/a', '/data/a']) {
    await pwa.fetch(path);
    await pwa.stored(path);
  }

  for (const isRestarted of [false, true]) {
    // A route whose cache was not used since the worker has started hears of it, too.
    if (isRestarted) await pwa.stopWorker();
    await pwa.fetch('/api', {method: 'POST'});
    origin.log.length = 0;
    for (const path of ['/pages/a', '/data/a', '/pages/a', '/data/a']) {
      expect((await pwa.fetch(path)).text).toBe('one');
    }
    expect(origin.log.map(({path, headers}) => [path, headers['if-none-match']])).toEqual([
      ['/pages/a', '"1"'],
      ['/data/a', '"1"'],
    ]);
  }
});

test('a POST invalidates what is stored under the key of its request', async ({origin, pwa}) => {
  origin
    .on('/items', (request, response, count) =>
      request.method === 'POST'
        ? response.writeHead(204).end()
        : versioned('"1"', 'one', FRESH)(request, response, count),
    )
    .on('/by-key', (request, response, count) =>
      request.method === 'POST'
        ? response.writeHead(204).end()
        : versioned('"1"', 'one', FRESH)(request, response, count),
    );
  const options = {matchOptions: {ignoreSearch: true}, cacheName: 'items'};
  const byKey = {plugins: {cacheKey: `${origin.url}/key`}, options: {cacheName: 'by-key'}};
  await pwa.install({
    routes: [
      ...METHODS.map((route) => ({...route, prefix: '/items', options})),
      ...METHODS.map((route) => ({...route, prefix: '/by-key', ...byKey})),
    ],
  });
  for (const path of ['/items', '/by-key']) {
    await pwa.fetch(path);
    await expect.poll(() => pwa.entry(path === '/items' ? path : '/key')).toBeDefined();
    await pwa.fetch(`${path}?id=3`, {method: 'POST'});
    origin.log.length = 0;
    expect((await pwa.fetch(path)).text).toBe('one');
    expect(origin.requests(path).map(({headers}) => headers['if-none-match'])).toEqual(['"1"']);
  }
});

test('a Location is found under the URL for which No-Vary-Search has it stored, by a worker that knows nothing yet', async ({
  origin,
  pwa,
}) => {
  origin.on('/list', (request, response, count) =>
    request.method === 'POST'
      ? response.writeHead(201, {Location: '/list'}).end()
      : versioned('"1"', 'one', {...FRESH, 'No-Vary-Search': 'params=("utm")'})(
          request,
          response,
          count,
        ),
  );
  await pwa.install({routes: METHODS});
  await pwa.fetch('/list?utm=1&id=3');
  await pwa.stored('/list?id=3');
  await pwa.stopWorker();
  await pwa.fetch('/list?utm=2&id=3', {method: 'POST'});
  origin.log.length = 0;
  expect((await pwa.fetch('/list?utm=3&id=3')).text).toBe('one');
  expect(origin.log.map(({headers}) => headers['if-none-match'])).toEqual(['"1"']);
});

/** How many marks of cache groups are in storage. */
function groupMarks({page}: Pwa): Promise<number> {
  return page.evaluate(async () => {
    let marks = 0;
    for (const name of await caches.keys()) {
      const keys = await (await caches.open(name)).keys();
      marks += keys.filter(({url}) => url.includes('group=')).length;
    }
    return marks;
  });
}

for (const [what, changed] of Object.entries({
  'its URL': {},
  'its cache group': {'Cache-Group-Invalidation': '"g"'},
})) {
  test(`what was asked for after ${what} was invalidated is there in the next life of the worker, offline`, async ({
    origin,
    pwa,
  }) => {
    const url = what === 'its URL' ? '/data' : '/other';
    const change = (_: unknown, response: ServerResponse) => {
      response.writeHead(204, changed).end();
    };
    origin
      .on('/data', (request, response, count) => {
        if (request.method === 'POST') return change(request, response);
        // As of a clock that is a little behind.
        const date = new Date(Date.now() - 1000).toUTCString();
        const headers = {...FRESH, 'Cache-Groups': '"g"', Date: date};
        return versioned('"1"', 'one', headers)(request, response, count);
      })
      .on('/other', change);
    await pwa.install({routes: METHODS});
    await pwa.fetch(url, {method: 'POST'});
    expect((await pwa.fetch('/data')).text).toBe('one');
    await pwa.stored('/data');
    await pwa.stopWorker();
    await origin.goAway();

    expect(await pwa.fetch('/data')).toMatchObject({status: 200, text: 'one'});
  });
}

test('what was asked for before is invalid in the next life of the worker, whatever its Date says', async ({
  origin,
  pwa,
}) => {
  // Dated when it is sent, not when it was made.
  const release = holdOld(origin, () => ({...FRESH, Date: new Date().toUTCString()}));
  await pwa.install({routes: METHODS});
  const slow = pwa.fetch('/data');
  await expect.poll(() => origin.requests('/data').length).toBe(1);
  await pwa.fetch('/data', {method: 'POST'});
  // Date counts in seconds: in the next one, it lies behind the mark.
  setTimeout(release, 1000 - (Date.now() % 1000));
  expect((await slow).text).toBe('old');
  await pwa.stored('/data', 'old');
  await pwa.stopWorker();

  expect((await pwa.fetch('/data')).text).toBe('new');
});
