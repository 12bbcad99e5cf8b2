import {FRESH, STALE, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';

test('a fresh response is served with no request', async ({origin, pwa}) => {
  origin.on('/data', versioned('"1"', 'one', FRESH)).on('/sentinel', versioned('"s"', 's'));
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const second = await pwa.fetch('/data');
  await pwa.fetch('/sentinel');

  expect(second.text).toBe('one');
  expect(origin.log.map(({path}) => path)).toEqual(['/data', '/sentinel']);
});

test('a stale response is revalidated with a conditional request, renewed by the 304, and served', async ({
  origin,
  pwa,
}) => {
  origin.on('/data', (request, response, count) =>
    versioned('"1"', 'one', count === 1 ? STALE : FRESH)(request, response, count),
  );
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const revalidated = await pwa.fetch('/data');
  const renewed = await pwa.fetch('/data');

  expect([revalidated.status, revalidated.text]).toEqual([200, 'one']);
  expect(revalidated.headers['cache-control']).toBe('max-age=3600');
  expect(renewed.text).toBe('one');
  expect(origin.requests('/data').map(({headers}) => headers['if-none-match'])).toEqual([
    undefined,
    '"1"',
  ]);
  expect(origin.requests('/data')[1]?.headers['cache-control']).toBe('max-age=0');
});
