import type {ServerResponse} from 'node:http';
import {FRESH, inTurn, STALE, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';
import {WITHOUT_HTTP_CACHE} from './support/worker-config.js';

const UNHURRIED = {routes: [{prefix: '/', options: WITHOUT_HTTP_CACHE}]};

for (const [field, directive] of [
  ['Cache-Control', 'no-store'],
  ['Cache-Control', 'no-cache'],
  // RFC 9213 §2.2: a field addressed to this cache counts instead of Cache-Control.
  ['Service-Worker-Cache-Control', 'no-store'],
  ['Service-Worker-Cache-Control', 'no-cache'],
] as const) {
  test(`a response with ${field}: ${directive} answers no other request, not even an equal one under way`, async ({
    origin,
    pwa,
  }) => {
    let first: ServerResponse | undefined;
    origin.on('/nonce', (_, response, count) => {
      response.setHeader('Cache-Control', 'max-age=3600').setHeader(field, directive);
      if (count === 1) first = response;
      else response.end(`nonce ${count}`);
    });
    await pwa.install(UNHURRIED);

    const asked = pwa.fetchAll(['/nonce', '/nonce', '/nonce']);
    await expect.poll(() => first).toBeDefined();
    first?.end('nonce 1');
    const answers = await asked;

    expect(answers.map(({text}) => text).sort()).toEqual(['nonce 1', 'nonce 2', 'nonce 3']);
  });
}

test('a body that stalls keeps nobody from the copy that is stored', async ({origin, pwa}) => {
  const stalled: ServerResponse[] = [];
  origin.on(
    '/data',
    inTurn(
      versioned('"1"', 'one', STALE),
      (_, response) => {
        response.writeHead(200, {ETag: '"2"', 'Content-Length': '100', ...FRESH}).write('half');
        stalled.push(response);
      },
      versioned('"1"', 'one', FRESH),
    ),
  );
  await pwa.install(UNHURRIED);
  await pwa.fetch('/data');
  await pwa.stored('/data');
  await pwa.page.evaluate(() => void fetch('/data'));
  await expect.poll(() => stalled.length).toBe(1);

  expect((await pwa.fetch('/data')).text).toBe('one');
  for (const response of stalled) response.destroy();
});

test('an answer that never comes does not keep those who ask later waiting', async ({
  origin,
  pwa,
}) => {
  const unanswered: ServerResponse[] = [];
  origin.on(
    '/data',
    inTurn((_, response) => void unanswered.push(response), versioned('"1"', 'one', FRESH)),
  );
  await pwa.install(UNHURRIED);
  await pwa.page.evaluate(() => void fetch('/data'));
  await expect.poll(() => unanswered.length).toBe(1);

  const later = () =>
    pwa.page.evaluate(async () => {
      const text = fetch('/data').then((response) => response.text());
      return Promise.race([text, new Promise((resolve) => setTimeout(resolve, 500, 'waiting'))]);
    });
  await expect.poll(later, {timeout: 20_000}).toBe('one');
  for (const response of unanswered) response.destroy();
});

test('a copy whose 304 says no-store is not used unvalidated again', async ({origin, pwa}) => {
  const longAgo = {'Last-Modified': 'Sat, 01 Jun 2019 12:00:00 GMT'};
  origin.on(
    '/data',
    inTurn(
      versioned('"1"', 'one', {...longAgo, ...STALE}),
      versioned('"1"', 'one', {...longAgo, 'Cache-Control': 'no-store'}),
    ),
  );
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');
  for (let times = 0; times < 2; times++) await pwa.fetch('/data');

  expect(origin.requests('/data')).toHaveLength(3);
});

test('an older answer that is overtaken does not replace a newer one', async ({origin, pwa}) => {
  const slow: ServerResponse[] = [];
  origin.on('/data', (request, response) => {
    if (request.headers['x-slow']) slow.push(response);
    else versioned('"2"', 'new', FRESH)(request, response, 1);
  });
  origin.on('/sentinel', versioned('"s"', 's'));
  await pwa.install(UNHURRIED);
  const older = pwa.fetch('/data', {headers: {'X-Slow': '1'}});
  await expect.poll(() => slow.length).toBe(1);
  await pwa.fetch('/data');
  await pwa.stored('/data', 'new');
  for (const response of slow) response.writeHead(200, {ETag: '"1"', ...FRESH}).end('old');

  expect((await older).text).toBe('old');
  expect((await pwa.fetch('/data')).text).toBe('new');
});

test('an older answer whose body ends after a newer one was stored is not kept in its place', async ({
  origin,
  pwa,
}) => {
  let slow: ServerResponse | undefined;
  origin.on('/data', (request, response, count) => {
    if (count > 1) return versioned('"2"', 'new', FRESH)(request, response, count);
    slow = response.writeHead(200, {ETag: '"1"', ...FRESH});
    slow.write('old, ');
  });
  await pwa.install(UNHURRIED);
  // It is answered as soon as there are headers, so that nobody joins it any more.
  await pwa.page.evaluate(async () => {
    const older = await fetch('/data');
    Object.assign(window, {older: older.text()});
  });
  expect((await pwa.fetch('/data', {cache: 'reload'})).text).toBe('new');
  // Those who write a URL wait 3 seconds for each other.
  await pwa.stored('/data', 'new');
  slow?.end('and slow');

  expect(await pwa.page.evaluate('window.older')).toBe('old, and slow');
  // Its put has replaced the newer answer, which cannot be had back: a miss costs one request.
  await expect.poll(() => pwa.entry('/data')).toBeUndefined();
  expect((await pwa.fetch('/data')).text).toBe('new');
  expect((await pwa.fetch('/data')).text).toBe('new');
  expect(origin.requests('/data')).toHaveLength(3);
});
