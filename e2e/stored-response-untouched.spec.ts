import {FRESH, inTurn, STALE, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';

test('the stored Response is never touched: after several 304s it is as the network gave it', async ({
  origin,
  pwa,
}) => {
  const dated = {...STALE, Date: 'Sat, 01 Jun 2024 12:00:00 GMT', 'X-Version': 'first'};
  origin.on(
    '/data',
    inTurn(
      versioned('"1"', 'one', dated),
      versioned('"1"', 'one', {...STALE, Date: 'Sun, 02 Jun 2024 12:00:00 GMT', 'X-Version': '2'}),
      versioned('"1"', 'one', {...STALE, 'X-Version': 'third', 'X-New': 'yes'}),
    ),
  );
  await pwa.install();
  const asReceived = await pwa.fetch('/data');
  await pwa.stored('/data');
  const asStored = await pwa.entry('/data');

  for (let i = 0; i < 4; i++) await pwa.fetch('/data');
  const version = async () => (await pwa.sidecar('/data'))?.stamp?.updates?.['x-version'];
  await expect.poll(version).toBe('third');

  expect(origin.requests('/data')).toHaveLength(5);
  expect(asStored).toMatchObject({status: 200, text: 'one', type: 'basic'});
  expect(asStored?.headers).toMatchObject({...asReceived.headers, age: '120'});
  expect(asStored?.headers['date']).toBe(dated.Date);
  expect(await pwa.entry('/data')).toEqual(asStored);
});

test('what a 304 changes lives beside the stored response, and is served with it', async ({
  origin,
  pwa,
}) => {
  origin.on(
    '/data',
    inTurn(
      versioned('"1"', 'one', {...STALE, 'X-Version': 'first'}),
      versioned('"1"', 'one', {...FRESH, 'X-Version': 'second'}),
    ),
  );
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const renewed = await pwa.fetch('/data');
  await pwa.recorded('/data');
  const {stamp} = (await pwa.sidecar('/data')) ?? {};

  expect(renewed.headers).toMatchObject({'x-version': 'second', 'cache-control': 'max-age=3600'});
  expect(stamp?.updates).toMatchObject({'x-version': 'second', 'cache-control': 'max-age=3600'});
  expect((await pwa.entry('/data'))?.headers).toMatchObject({'x-version': 'first', age: '120'});
});

test('what is known when a response is stored travels with it, in a stamp of one header', async ({
  origin,
  pwa,
}) => {
  origin.on('/data', versioned('"1"', 'one', {...FRESH, Vary: 'Accept-Language'}));
  await pwa.install();
  await pwa.fetch('/data', {headers: {'Accept-Language': 'de'}});
  await pwa.stored('/data');

  const keyHeaders = await pwa.page.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0] ?? '');
    const [key] = await cache.keys('/data', {ignoreVary: true});
    return Object.fromEntries(key?.headers ?? []);
  });

  expect(Object.keys(keyHeaders)).toEqual(['workbox-revalidate-1']);
  expect(keyHeaders['workbox-revalidate-1']).toContain('"de"');
});
