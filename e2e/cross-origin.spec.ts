import {createHash} from 'node:crypto';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {FRESH, type Origin, STALE, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';

const CORS = {'Access-Control-Allow-Origin': '*'};
const CONDITIONAL = {routes: [{prefix: '/', options: {crossOrigin: 'conditional'}}]};

/** Answers preflights, and lets a request carry a validator or not. */
function serve(origin: Origin, path: string, body: string, allowsValidators: boolean): void {
  const answer = versioned('"1"', body, {
    ...CORS,
    ...STALE,
    'Access-Control-Expose-Headers': 'ETag, Date, Age',
  });
  origin.on(path, (request: IncomingMessage, response: ServerResponse, count: number) => {
    if (request.method !== 'OPTIONS') return answer(request, response, count);
    const allowed = allowsValidators ? {'Access-Control-Allow-Headers': 'If-None-Match'} : {};
    response.writeHead(204, {...CORS, ...allowed}).end();
  });
}

const methods = (origin: Origin) => origin.log.map(({method}) => method);
const validators = (origin: Origin) =>
  origin.log.filter(({method}) => method === 'GET').map(({headers}) => headers['if-none-match']);

test('by default another origin is revalidated by the HTTP cache of the browser, with no preflight', async ({
  otherOrigin,
  pwa,
}) => {
  const url = `${otherOrigin.url}/data`;
  serve(otherOrigin, '/data', 'one', false);
  await pwa.install();
  await pwa.fetch(url);
  await pwa.stored(url);

  const revalidated = await pwa.fetch(url);

  expect([revalidated.status, revalidated.text]).toEqual([200, 'one']);
  expect(methods(otherOrigin)).toEqual(['GET', 'GET']);
  expect(validators(otherOrigin)).toEqual([undefined, '"1"']);
});

test('another origin that has not changed renews the stored response, which is not written again', async ({
  otherOrigin,
  pwa,
}) => {
  const url = `${otherOrigin.url}/data`;
  const longAgo = {Date: 'Sat, 01 Jun 2024 12:00:00 GMT', 'Cache-Control': 'max-age=60'};
  const exposed = {...CORS, 'Access-Control-Expose-Headers': 'ETag, Date, Age'};
  otherOrigin.on('/data', (request, response, count) =>
    versioned('"1"', 'one', {...exposed, ...(count === 1 ? longAgo : FRESH)})(
      request,
      response,
      count,
    ),
  );
  await pwa.install();
  await pwa.fetch(url);
  await pwa.stored(url);

  expect((await pwa.fetch(url)).text).toBe('one');
  await pwa.recorded(url);
  expect((await pwa.fetch(url)).text).toBe('one');

  expect(otherOrigin.log).toHaveLength(2);
  expect((await pwa.entry(url))?.headers['date']).toBe(longAgo.Date);
});

test("crossOrigin: 'conditional' sends If-None-Match where the origin allows it", async ({
  otherOrigin,
  pwa,
}) => {
  const url = `${otherOrigin.url}/data`;
  serve(otherOrigin, '/data', 'one', true);
  await pwa.install(CONDITIONAL);
  await pwa.fetch(url);
  await pwa.stored(url);

  const revalidated = await pwa.fetch(url);

  expect([revalidated.status, revalidated.text]).toEqual([200, 'one']);
  expect(methods(otherOrigin)).toEqual(['GET', 'OPTIONS', 'GET']);
  expect(validators(otherOrigin)).toEqual([undefined, '"1"']);
});

test("crossOrigin: 'conditional' falls back where the preflight is refused, and asks no more", async ({
  otherOrigin,
  pwa,
}) => {
  const url = `${otherOrigin.url}/data`;
  serve(otherOrigin, '/data', 'one', false);
  await pwa.install(CONDITIONAL);
  await pwa.fetch(url);
  await pwa.stored(url);

  const [first, second] = [await pwa.fetch(url), await pwa.fetch(url)];

  expect([first.text, second.text]).toEqual(['one', 'one']);
  expect(methods(otherOrigin)).toEqual(['GET', 'OPTIONS', 'GET', 'GET']);
});

test('what script may not read does not answer a request that wants to read it', async ({
  otherOrigin,
  pwa,
}) => {
  const url = `${otherOrigin.url}/data`;
  otherOrigin.on('/data', versioned('"1"', 'one', {...CORS, ...FRESH}));
  await pwa.install({routes: [{prefix: '/', plugins: {statuses: [0, 200]}}]});
  await pwa.fetch(url, {mode: 'no-cors'});
  await pwa.stored(url);

  const {status, type, text} = await pwa.fetch(url, {cache: 'force-cache'});

  expect([status, type, text]).toEqual([200, 'cors', 'one']);
});

test('a stale copy of another origin stands in when that origin is gone', async ({
  otherOrigin,
  pwa,
}) => {
  const url = `${otherOrigin.url}/data`;
  serve(otherOrigin, '/data', 'one', true);
  await pwa.install(CONDITIONAL);
  await pwa.fetch(url);
  await pwa.stored(url);
  await otherOrigin.goAway();

  expect((await pwa.fetch(url)).text).toBe('one');
});

test("crossOrigin: 'conditional' is not given up because of a request with integrity", async ({
  otherOrigin,
  pwa,
}) => {
  const url = `${otherOrigin.url}/data`;
  serve(otherOrigin, '/data', 'one', true);
  await pwa.install(CONDITIONAL);
  const integrity = `sha256-${createHash('sha256').update('one').digest('base64')}`;
  await pwa.fetch(url, {integrity});
  await pwa.stored(url);
  for (let times = 0; times < 2; times++) {
    expect((await pwa.fetch(url, {integrity})).text).toBe('one');
  }
  expect(validators(otherOrigin)).toEqual([undefined, '"1"', '"1"']);
});
