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

/** Waits until the list of a URL's parts is this, in the order in which they came. */
async function storedParts(pwa: Pwa, ...parts: [number, number][]): Promise<void> {
  const read = () =>
    pwa.page.evaluate(async () => {
      const names = (await caches.keys()).filter((name) => name.endsWith('.parts'));
      const cache = await caches.open(names[0] ?? 'none');
      const list = (await cache.match('/data'))?.headers.get('workbox-revalidate-1-parts');
      const bodies = (await cache.keys()).length - 1;
      const {ranges = []} = JSON.parse(list ?? '{}');
      return {bodies, parts: ranges.map(({first, last}: Record<string, number>) => [first, last])};
    });
  await expect.poll(read).toEqual({bodies: parts.length, parts});
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
  // If-Range is not met, so the origin sends the whole: more than what was asked for, but no mixture.
  const whole = await fetchRange(pwa, 'bytes=0-199');
  expect(whole).toMatchObject({status: 200, text: body});
  expect(origin.requests('/data').at(-1)?.headers['if-range']).toBe('"1"');
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

const NOT_STORED: Record<string, Version> = {
  'a weak entity tag': {etag: 'W/"1"'},
  'no-store': {etag: '"1"', fields: {'Cache-Control': 'no-store'}},
  'no-store that is addressed to this cache': {etag: '"1"', fields: here('no-store')},
  'an encoded representation': {etag: '"1"', fields: {...FRESH, 'Content-Encoding': 'identity'}},
};
for (const [kind, version] of Object.entries(NOT_STORED)) {
  test(`a part is not stored: ${kind}`, async ({origin, pwa}) => {
    origin.on('/data', ranged(version)).on('/sentinel', ranged({etag: '"1"'}));
    await pwa.install({routes: ROUTES});
    await fetchRange(pwa, 'bytes=0-99');
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
