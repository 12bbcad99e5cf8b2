import {createHash} from 'node:crypto';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {expect, type Pwa, test} from './support/test.js';

/** The browser's own HTTP cache combines parts, too: it must not be what these specs see. */
const here = (cacheControl: string) => ({
  'Cache-Control': 'no-store',
  'Service-Worker-Cache-Control': cacheControl,
});
const FRESH = here('max-age=3600');
const STALE = {...here('max-age=60'), Age: '120'};

const BODY = Array.from({length: 1000}, (_, i) => String(i % 10)).join('');
const ROUTES = [{prefix: '/', plugins: {partialResponses: {}, cacheStatus: true}}];

interface Version {
  etag: string;
  body?: string;
  fields?: Record<string, string>;
}

/** Answers ranges, and the conditions If-Range and If-None-Match, as a good origin does. */
function ranged({etag, body = BODY, fields = FRESH}: Version) {
  return ({headers}: IncomingMessage, response: ServerResponse): void => {
    response.setHeader('Content-Type', 'text/plain');
    for (const [name, value] of Object.entries({ETag: etag, ...fields})) {
      response.setHeader(name, value);
    }
    const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '') ?? [];
    if (headers['if-none-match'] === etag) {
      response.writeHead(304).end();
    } else if (from !== undefined && (headers['if-range'] ?? etag) === etag) {
      const first = from === '' ? body.length - Number(to) : Number(from);
      const last = from && to ? Math.min(Number(to), body.length - 1) : body.length - 1;
      response.setHeader('Content-Range', `bytes ${first}-${last}/${body.length}`);
      response.writeHead(206).end(body.slice(first, last + 1));
    } else {
      response.end(body);
    }
  };
}

/** Fetches a range once what was fetched before has been stored. */
async function fetchRange(pwa: Pwa, range: string, init: RequestInit = {}) {
  const {status, headers, text} = await pwa.fetch('/data', {...init, headers: {Range: range}});
  return {status, text, range: headers['content-range'], done: headers['cache-status']};
}

/** The list of a URL's parts, in the order in which they came, and how many there are in storage. */
function partsOf(pwa: Pwa): Promise<{bodies: number; parts: [number, number][]}> {
  return pwa.page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.endsWith('.parts'));
    const cache = await caches.open(names[0] ?? 'none');
    const list = (await cache.match('/data'))?.headers.get('workbox-revalidate-1-parts');
    const bodies = (await cache.keys()).filter(({url}) => url.includes('?')).length;
    const {ranges = []} = JSON.parse(list ?? '{}');
    return {bodies, parts: ranges.map(({first, last}: Record<string, number>) => [first, last])};
  });
}

async function storedParts(pwa: Pwa, ...parts: [number, number][]): Promise<void> {
  await expect.poll(() => partsOf(pwa)).toEqual({bodies: parts.length, parts});
}

test('§3.4: ranges that stored parts hold are served from them, also when the worker has restarted', async ({
  origin,
  pwa,
}) => {
  origin.on('/data', ranged({etag: '"1"'}));
  await pwa.install({routes: ROUTES});
  const first = await fetchRange(pwa, 'bytes=100-199');
  expect(first).toMatchObject({
    status: 206,
    text: BODY.slice(100, 200),
    range: 'bytes 100-199/1000',
  });
  await storedParts(pwa, [100, 199]);
  await fetchRange(pwa, 'bytes=200-249');
  await storedParts(pwa, [100, 199], [200, 249]);
  await pwa.stopWorker();

  for (const [from, to] of [
    [100, 199],
    [120, 130],
    [150, 249],
  ] as const) {
    const served = await fetchRange(pwa, `bytes=${from}-${to}`);
    expect(served).toMatchObject({
      status: 206,
      text: BODY.slice(from, to + 1),
      range: `bytes ${from}-${to}/1000`,
    });
    expect(served.done).toContain('hit');
  }
  expect(origin.requests('/data')).toHaveLength(2);
});

test('§3.3: only what is missing of a range is asked for', async ({origin, pwa}) => {
  origin.on('/data', ranged({etag: '"1"'}));
  await pwa.install({routes: ROUTES});
  await fetchRange(pwa, 'bytes=0-99');
  await storedParts(pwa, [0, 99]);
  await fetchRange(pwa, 'bytes=900-999');
  await storedParts(pwa, [0, 99], [900, 999]);

  const completed = await fetchRange(pwa, 'bytes=50-949');
  expect(completed).toMatchObject({
    status: 206,
    text: BODY.slice(50, 950),
    range: 'bytes 50-949/1000',
  });
  expect(completed.done).toContain('fwd=partial');
  expect(origin.requests('/data').at(-1)?.headers).toMatchObject({
    range: 'bytes=100-899',
    'if-range': '"1"',
  });
  await storedParts(pwa, [0, 99], [900, 999], [100, 899]);

  expect(await pwa.fetch('/data')).toMatchObject({status: 200, text: BODY});
  expect(await fetchRange(pwa, 'bytes=-100')).toMatchObject({text: BODY.slice(900)});
  expect(origin.requests('/data')).toHaveLength(3);
});

test('§3.3: a whole is completed from its parts, and is then stored as a whole', async ({
  origin,
  pwa,
}) => {
  origin.on('/data', ranged({etag: '"1"'}));
  await pwa.install({routes: ROUTES});
  await fetchRange(pwa, 'bytes=0-599');
  await storedParts(pwa, [0, 599]);

  expect(await pwa.fetch('/data')).toMatchObject({status: 200, text: BODY});
  expect(origin.requests('/data').at(-1)?.headers).toMatchObject({
    range: 'bytes=600-999',
    'if-range': '"1"',
  });
  await expect.poll(async () => (await pwa.entry('/data'))?.text).toBe(BODY);
  await expect
    .poll(() =>
      pwa.page.evaluate(async () => (await caches.match('/data'))?.headers.get('content-range')),
    )
    .toBeNull();
  await origin.goAway();
  expect(await pwa.fetch('/data')).toMatchObject({status: 200, text: BODY});
  expect(await fetchRange(pwa, 'bytes=7-8')).toMatchObject({status: 206, text: '78'});
});

test('§4.3.4: a 304 renews all parts of a representation', async ({origin, pwa}) => {
  origin.on('/data', ranged({etag: '"1"', fields: STALE}));
  await pwa.install({routes: ROUTES});
  await fetchRange(pwa, 'bytes=0-99');
  await storedParts(pwa, [0, 99]);
  await fetchRange(pwa, 'bytes=100-199');
  await storedParts(pwa, [0, 99], [100, 199]);

  origin.on('/data', ranged({etag: '"1"'}));
  const validated = await fetchRange(pwa, 'bytes=10-19');
  expect(validated).toMatchObject({status: 206, text: BODY.slice(10, 20)});
  expect(validated.done).toMatch(/fwd=stale.*fwd-status=304/);
  expect((await fetchRange(pwa, 'bytes=0-199')).done).toContain('hit');
  expect(origin.requests('/data')).toHaveLength(3);
});

test('§3.4: parts of another representation are neither combined nor kept', async ({
  origin,
  pwa,
}) => {
  origin.on('/data', ranged({etag: '"1"'}));
  await pwa.install({routes: ROUTES});
  await fetchRange(pwa, 'bytes=0-99');
  await storedParts(pwa, [0, 99]);

  const body = BODY.replaceAll('1', 'x');
  origin.on('/data', ranged({etag: '"2"', body}));
  // If-Range is not met, so the origin sends the whole: the page asked for a part, and gets one.
  const part = await fetchRange(pwa, 'bytes=0-199');
  expect(part).toMatchObject({status: 206, text: body.slice(0, 200)});
  expect(origin.requests('/data').at(-2)?.headers['if-range']).toBe('"1"');
  expect(origin.requests('/data').at(-1)?.headers).not.toHaveProperty('if-range');
  await storedParts(pwa, [0, 199]);
});

test('an origin that ignores If-Range mixes nothing', async ({origin, pwa}) => {
  origin.on('/data', ranged({etag: '"1"'}));
  await pwa.install({routes: ROUTES});
  await fetchRange(pwa, 'bytes=0-99');
  await storedParts(pwa, [0, 99]);

  const body = BODY.replaceAll('1', 'x');
  origin.on('/data', (request, response) => {
    delete request.headers['if-range'];
    ranged({etag: '"2"', body})(request, response);
  });
  const answered = await fetchRange(pwa, 'bytes=0-199');
  expect(answered).toMatchObject({status: 206, text: body.slice(0, 200)});
  await storedParts(pwa, [0, 199]);
});

test('§4.4: what was invalidated is asked for again', async ({origin, pwa}) => {
  origin.on('/data', ranged({etag: '"1"'}));
  const routes = [...ROUTES, {prefix: '/', method: 'POST' as const}];
  await pwa.install({routes});
  await fetchRange(pwa, 'bytes=0-99');
  await storedParts(pwa, [0, 99]);
  await pwa.fetch('/data', {method: 'POST'});
  expect((await fetchRange(pwa, 'bytes=0-99')).done).toContain('fwd=');
  expect(origin.requests('/data')).toHaveLength(3);
});

test('a purge of something else leaves parts as they are', async ({origin, pwa}) => {
  origin.on('/data', ranged({etag: '"1"'})).on('/sentinel', ranged({etag: '"s"'}));
  await pwa.installRoutes({routes: [{match: '/data', cacheName: 'files', parts: {}}]});
  await fetchRange(pwa, 'bytes=0-99');
  await storedParts(pwa, [0, 99]);
  await pwa.page.evaluate(() => client.purge({urls: ['/other']}));

  expect(await fetchRange(pwa, 'bytes=10-19')).toMatchObject({
    status: 206,
    text: BODY.slice(10, 20),
  });
  await pwa.fetch('/sentinel');
  expect(origin.log.map(({path}) => path)).toEqual(['/data', '/sentinel']);
});

const NOT_STORED: Record<string, Version> = {
  'a weak entity tag': {etag: 'W/"1"'},
  'no-store': {etag: '"1"', fields: {'Cache-Control': 'no-store'}},
  'no-store that is addressed to this cache': {etag: '"1"', fields: here('no-store')},
  'a Vary that nobody can select by': {etag: '"1"', fields: {...FRESH, Vary: 'Cookie'}},
  'an encoded representation': {etag: '"1"', fields: {...FRESH, 'Content-Encoding': 'identity'}},
};
for (const [kind, version] of Object.entries(NOT_STORED)) {
  test(`a part is not stored: ${kind}`, async ({origin, pwa}) => {
    origin.on('/data', ranged(version)).on('/sentinel', ranged({etag: '"1"'}));
    await pwa.install({routes: ROUTES});
    await fetchRange(pwa, 'bytes=0-99');
    // What is stored later tells that there was time enough.
    await pwa.fetch('/sentinel', {headers: {Range: 'bytes=0-99'}});
    await expect.poll(() => pwa.page.evaluate(() => caches.match('/sentinel'))).toBeTruthy();
    await fetchRange(pwa, 'bytes=0-99');
    expect(origin.requests('/data')).toHaveLength(2);
  });
}

test('a part that is longer than maxPartBytes is not stored', async ({origin, pwa}) => {
  origin.on('/data', ranged({etag: '"1"'}));
  await pwa.install({routes: [{prefix: '/', plugins: {partialResponses: {maxPartBytes: 100}}}]});
  await fetchRange(pwa, 'bytes=0-100');
  await fetchRange(pwa, 'bytes=0-99');
  await storedParts(pwa, [0, 99]);
});

test('a part that was cut short is not stored', async ({origin, pwa}) => {
  origin.on('/data', (_, response) => {
    response.writeHead(206, {
      ...FRESH,
      ETag: '"1"',
      'Content-Range': 'bytes 0-99/1000',
      'Content-Length': 100,
    });
    response.write('0123456789');
    setTimeout(() => response.destroy(), 50);
  });
  await pwa.install({routes: ROUTES});
  await expect(fetchRange(pwa, 'bytes=0-99')).rejects.toThrow();
  origin.on('/data', ranged({etag: '"1"'}));
  expect(await fetchRange(pwa, 'bytes=0-99')).toMatchObject({text: BODY.slice(0, 100)});
  await storedParts(pwa, [0, 99]);
});

/** A request that the browser's HTTP cache does not keep waiting for another one of its URL. */
function fetchUnlocked(pwa: Pwa, range: string) {
  return pwa.fetch('/data', {headers: {Range: range, 'If-Range': '"1"'}});
}

/** Answers only when told to, each request on its own; `answers` are by range. */
function held(version: Version) {
  const answers = new Map<string, () => void>();
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    answers.set(`${request.headers.range}`, () => ranged(version)(request, response));
  };
  return {answer, answers};
}

test('parts that are received in another order than asked for are all kept', async ({
  origin,
  pwa,
}) => {
  const {answer, answers} = held({etag: '"1"'});
  origin.on('/data', answer);
  await pwa.install({routes: ROUTES});
  const ranges = ['bytes=0-99', 'bytes=200-299', 'bytes=400-499'];
  const asked = ranges.map((range) => ({range, response: fetchUnlocked(pwa, range)}));
  await expect.poll(() => answers.size).toBe(3);
  for (const {range, response} of asked.reverse()) {
    answers.get(range)?.();
    await response;
  }
  await expect.poll(async () => (await partsOf(pwa)).parts.length).toBe(3);
  expect((await partsOf(pwa)).bodies).toBe(3);
  for (const range of ranges) expect((await fetchRange(pwa, range)).done).toContain('hit');
});

test('an older representation that is received late does not replace a newer one', async ({
  origin,
  pwa,
}) => {
  const {answer, answers} = held({etag: '"1"'});
  origin.on('/data', answer);
  await pwa.install({routes: ROUTES});
  const late = fetchUnlocked(pwa, 'bytes=0-99');
  await expect.poll(() => answers.size).toBe(1);
  origin.on('/data', ranged({etag: '"2"', body: BODY.replaceAll('1', 'x')}));
  await fetchRange(pwa, 'bytes=200-299');
  await storedParts(pwa, [200, 299]);
  answers.get('bytes=0-99')?.();
  await late;
  await fetchRange(pwa, 'bytes=400-499');
  await storedParts(pwa, [200, 299], [400, 499]);
});

test('a list whose bytes have gone is not believed for ever', async ({origin, pwa}) => {
  origin.on('/data', ranged({etag: '"1"'}));
  await pwa.install({routes: ROUTES});
  await fetchRange(pwa, 'bytes=0-99');
  await storedParts(pwa, [0, 99]);
  await pwa.page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.endsWith('.parts'));
    const cache = await caches.open(names[0] ?? 'none');
    for (const key of await cache.keys()) if (key.url.includes('?')) await cache.delete(key);
  });
  expect(await fetchRange(pwa, 'bytes=0-99')).toMatchObject({text: BODY.slice(0, 100)});
  await storedParts(pwa, [0, 99]);
  expect((await fetchRange(pwa, 'bytes=0-99')).done).toContain('hit');
});

test('§4.4: an unsafe request invalidates parts also where it is the first that a worker sees', async ({
  origin,
  pwa,
}) => {
  origin
    .on('/data', ranged({etag: '"1"', fields: {...FRESH, 'Cache-Groups': '"g"'}}))
    .on('/act', (_, response) => {
      response.writeHead(204, {'Cache-Group-Invalidation': '"g"'}).end();
    });
  await pwa.install({routes: [...ROUTES, {prefix: '/', method: 'POST' as const}]});
  for (const unsafe of ['/data', '/act']) {
    await fetchRange(pwa, 'bytes=0-99');
    await storedParts(pwa, [0, 99]);
    await pwa.stopWorker();
    await pwa.fetch(unsafe, {method: 'POST'});
    const before = origin.requests('/data').length;
    expect((await fetchRange(pwa, 'bytes=0-9')).done, unsafe).not.toContain('hit');
    expect(origin.requests('/data').length - before).toBe(1);
  }
});

test("the browser's HTTP cache does not bring an invalidated part back", async ({origin, pwa}) => {
  origin
    .on('/data', ranged({etag: '"1"', fields: {'Cache-Control': 'max-age=3600'}}))
    .on('/act', (_, response) => {
      response.writeHead(204, {'Content-Location': '/data'}).end();
    });
  await pwa.install({routes: [...ROUTES, {prefix: '/', method: 'POST' as const}]});
  await fetchRange(pwa, 'bytes=0-99');
  await storedParts(pwa, [0, 99]);
  await pwa.fetch('/act', {method: 'POST'});
  await fetchRange(pwa, 'bytes=0-99');
  expect(origin.requests('/data')).toHaveLength(2);
});

test('what a stamp knows of a part counts: a Date ahead, an Age, a Vary', async ({origin, pwa}) => {
  const ahead = new Date(Date.now() + 3_600_000).toUTCString();
  const ago = new Date(Date.now() - 600_000).toUTCString();
  origin.on('/data', ranged({etag: '"1"', fields: {...here('max-age=1'), Date: ahead}}));
  await pwa.install({routes: ROUTES});
  await fetchRange(pwa, 'bytes=0-99');
  await storedParts(pwa, [0, 99]);
  await expect
    .poll(async () => (await fetchRange(pwa, 'bytes=0-99')).done, {intervals: [300]})
    .not.toContain('hit');

  const aged = {...here('max-age=1000'), Date: ago, Age: '600', Vary: 'X-Mode'};
  origin.on('/data', ranged({etag: '"2"', fields: aged}));
  await fetchRange(pwa, 'bytes=0-99', {cache: 'reload'});
  await storedParts(pwa, [0, 99]);
  expect((await fetchRange(pwa, 'bytes=0-99')).done).toContain('hit');
});

test('no-store on the rest of a whole keeps the whole from being stored', async ({origin, pwa}) => {
  origin.on('/data', ranged({etag: '"1"'}));
  await pwa.install({routes: ROUTES});
  await fetchRange(pwa, 'bytes=0-599');
  await storedParts(pwa, [0, 599]);
  origin.on('/data', ranged({etag: '"1"', fields: {'Cache-Control': 'no-store'}}));
  expect((await pwa.fetch('/data')).text).toBe(BODY);
  const again = await pwa.fetch('/data');
  expect(again.headers['cache-status']).not.toContain('hit');
});

const SHA256 = `sha256-${createHash('sha256').update(BODY).digest('base64')}`;

/** Requests that are sent as the page made them, though parts are stored. */
const LEFT_ALONE: Record<string, {init: RequestInit; status: number; text: string}> = {
  'with a digest of the whole': {init: {integrity: SHA256}, status: 200, text: BODY},
  'for several parts': {init: {headers: {Range: 'bytes=0-1,500-501'}}, status: 200, text: BODY},
  'in another unit': {init: {headers: {Range: 'lines=0-1'}}, status: 200, text: BODY},
  'in a mode that asks anew': {init: {cache: 'reload'}, status: 200, text: BODY},
};
for (const [kind, {init, status, text}] of Object.entries(LEFT_ALONE)) {
  test(`a request is not sent for what is missing: ${kind}`, async ({origin, pwa}) => {
    origin.on('/data', ranged({etag: '"1"'}));
    await pwa.install({routes: ROUTES});
    await fetchRange(pwa, 'bytes=0-99');
    await storedParts(pwa, [0, 99]);
    expect(await pwa.fetch('/data', init)).toMatchObject({status, text});
    expect(origin.requests('/data').at(-1)?.headers).not.toHaveProperty('if-range');
  });
}

test('more than maxPartBytes is not asked for before the page has an answer', async ({
  origin,
  pwa,
}) => {
  origin.on('/data', ranged({etag: '"1"'}));
  await pwa.install({routes: [{prefix: '/', plugins: {partialResponses: {maxPartBytes: 100}}}]});
  await fetchRange(pwa, 'bytes=0-99');
  await storedParts(pwa, [0, 99]);
  expect(await pwa.fetch('/data')).toMatchObject({status: 200, text: BODY});
  expect(origin.requests('/data').at(-1)?.headers).not.toHaveProperty('range');
});

test('a part whose body is slow keeps no other request waiting', async ({origin, pwa}) => {
  let finish = () => {};
  origin.on('/data', (request, response, count) => {
    if (count > 1) return ranged({etag: '"1"'})(request, response);
    response.writeHead(206, {...FRESH, ETag: '"1"', 'Content-Range': 'bytes 0-99/1000'});
    response.write(BODY.slice(0, 50));
    finish = () => response.end(BODY.slice(50, 100));
  });
  await pwa.install({routes: ROUTES});
  const slow = fetchRange(pwa, 'bytes=0-99');
  await expect.poll(() => origin.requests('/data').length).toBe(1);
  expect(await fetchRange(pwa, 'bytes=200-299')).toMatchObject({text: BODY.slice(200, 300)});
  finish();
  expect((await slow).text).toBe(BODY.slice(0, 100));
  await storedParts(pwa, [200, 299], [0, 99]);
});

test('parts give way to a whole response that finds no room', async ({origin, pwa}) => {
  const big = 'x'.repeat(3_000_000);
  origin
    .on('/data', ranged({etag: '"1"'}))
    .on('/whole', (_, response) => response.setHeader('Cache-Control', 'max-age=60').end(big));
  await pwa.install({routes: ROUTES});
  await fetchRange(pwa, 'bytes=0-99');
  await storedParts(pwa, [0, 99]);
  await pwa.stopWorker();
  await pwa.cdp.send('Storage.overrideQuotaForOrigin', {origin: origin.url, quotaSize: 1_000_000});

  expect((await pwa.fetch('/whole')).text === big).toBe(true);

  await expect.poll(() => partsOf(pwa)).toEqual({bodies: 0, parts: []});
});
