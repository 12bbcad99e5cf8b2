import {randomBytes} from 'node:crypto';
import {FRESH, inTurn, STALE, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';
import {WITHOUT_HTTP_CACHE} from './support/worker-config.js';

const CACHE = 'responses';
const ROUTES = [{prefix: '/', options: {cacheName: CACHE, ...WITHOUT_HTTP_CACHE}}];
const now = () => new Date().toUTCString();

test('storage trouble never fails a response: with no quota left, the page gets the new one, and the old one stays', async ({
  origin,
  pwa,
}) => {
  const big = randomBytes(3_000_000).toString('latin1');
  origin
    .on('/data', inTurn(versioned('"1"', 'small', STALE), versioned('"2"', big, FRESH)))
    .on('/other', versioned('"3"', big, FRESH));
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');
  await pwa.cdp.send('Storage.overrideQuotaForOrigin', {origin: origin.url, quotaSize: 1_000_000});

  const [changed, other] = [await pwa.fetch('/data'), await pwa.fetch('/other')];

  expect([changed.status, changed.headers['etag']]).toEqual([200, '"2"']);
  expect(changed.text === big).toBe(true);
  expect([other.status, other.headers['etag']]).toEqual([200, '"3"']);
  expect((await pwa.fetch('/data')).headers['etag']).toBe('"2"');
  expect((await pwa.entry('/data'))?.text).toBe('small');
  expect(await pwa.entry('/other')).toBeUndefined();
  expect(pwa.workerErrors).toEqual([]);
  await origin.goAway();
  expect((await pwa.fetch('/data')).text).toBe('small');
});

for (const [what, value] of Object.entries({
  'that is no JSON': '{{{',
  'that is something else': '"a string"',
  'that says nothing': '{}',
  'that holds something else': '{"stamp":"?"}',
  'that is empty': '',
})) {
  test(`storage trouble never fails a response: a sidecar ${what}`, async ({origin, pwa}) => {
    origin.on('/data', versioned('"1"', 'one', FRESH)).on('/sentinel', versioned('"s"', 's'));
    await pwa.install({routes: ROUTES});
    await pwa.fetch('/data');
    await pwa.stored('/data');
    await pwa.put(`${CACHE}.sidecars`, '/data', {
      text: '',
      headers: {'workbox-revalidate-1': value, 'X-From': 'garbage'},
    });
    await pwa.stopWorker();

    const answer = await pwa.fetch('/data');
    await pwa.fetch('/sentinel');

    expect(answer.text).toBe('one');
    expect(answer.headers).not.toHaveProperty('x-from');
    expect(origin.log.map(({path}) => path)).toEqual(['/data', '/sentinel']);
  });

  test(`storage trouble never fails a response: a stamp ${what}`, async ({origin, pwa}) => {
    origin.on('/data', versioned('"2"', 'two', FRESH));
    await pwa.install({routes: ROUTES});
    await pwa.put(CACHE, '/data', {
      text: 'planted',
      // Age and Vary leave it to the stamp when this came, and for whom.
      headers: {ETag: '"1"', Date: now(), Age: '1', Vary: 'Accept-Language', ...FRESH},
      keyHeaders: {'workbox-revalidate-1': value},
    });

    const answer = await pwa.fetch('/data', {headers: {'Accept-Language': 'de'}});

    expect([answer.status, answer.text]).toEqual([200, 'two']);
    expect(pwa.workerErrors).toEqual([]);
  });
}

test('storage trouble never fails a response: a sidecar of an unknown version is ignored', async ({
  origin,
  pwa,
}) => {
  const renewed = {...FRESH, 'X-Renewed': 'yes'};
  origin.on(
    '/data',
    inTurn(
      versioned('"1"', 'one', STALE),
      versioned('"1"', 'one', renewed),
      versioned('"1"', 'one', FRESH),
    ),
  );
  await pwa.install({routes: ROUTES});
  await pwa.fetch('/data');
  await pwa.stored('/data');
  await pwa.fetch('/data');
  await pwa.recorded('/data');
  const known = JSON.stringify(await pwa.sidecar('/data'));
  await pwa.put(`${CACHE}.sidecars`, '/data', {
    text: '',
    headers: {'workbox-revalidate-2': known},
  });
  await pwa.stopWorker();

  const answer = await pwa.fetch('/data');

  expect(answer.text).toBe('one');
  expect(answer.headers).not.toHaveProperty('x-renewed');
  expect(origin.requests('/data')[2]?.headers['if-none-match']).toBe('"1"');
});

test('a stamp of the right form with nonsense for times costs a revalidation', async ({
  origin,
  pwa,
}) => {
  origin.on('/data', versioned('"1"', 'one', FRESH)).on('/sentinel', versioned('"s"', 's'));
  const date = now();
  const fingerprint = JSON.stringify(['"1"', null, date, null]);
  const stamp = {fingerprint, requestTimeMs: {}, responseTimeMs: 'soon', selecting: 7};
  await pwa.install({routes: ROUTES});
  await pwa.put(CACHE, '/data', {
    text: 'planted',
    headers: {ETag: '"1"', Date: date, Age: '1', ...FRESH},
    keyHeaders: {'workbox-revalidate-1': JSON.stringify({stamp})},
  });

  const answer = await pwa.fetch('/data');
  const next = await pwa.fetch('/data');

  expect([answer.text, next.text]).toEqual(['planted', 'planted']);
  expect(origin.requests('/data').length).toBeLessThanOrEqual(1);
});
