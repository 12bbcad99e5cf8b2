import {FRESH, failing, inTurn, STALE, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';

const stale = versioned('"1"', 'stored', STALE);
const mustRevalidate = {'Cache-Control': 'max-age=60, must-revalidate', Age: '120'};
const strict = versioned('"1"', 'stored', mustRevalidate);

for (const status of [500, 502, 503, 504]) {
  test(`a stale copy stands in for a ${status}`, async ({origin, pwa}) => {
    origin.on('/data', inTurn(stale, failing(status)));
    await pwa.install();
    await pwa.fetch('/data');
    await pwa.stored('/data');

    const answer = await pwa.fetch('/data');

    expect([answer.status, answer.text]).toEqual([200, 'stored']);
    expect(Number(answer.headers['age'])).toBeGreaterThanOrEqual(120);
    expect(origin.requests('/data')).toHaveLength(2);
  });
}

test('a stale copy stands in for an origin that is gone, and is renewed when it is back', async ({
  origin,
  pwa,
}) => {
  origin.on('/data', inTurn(stale, versioned('"2"', 'new', FRESH)));
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  await origin.goAway();
  const offline = await pwa.fetch('/data');
  await origin.listen();
  const online = await pwa.fetch('/data');

  expect(offline.text).toBe('stored');
  expect(online.text).toBe('new');
});

test('must-revalidate forwards an error', async ({origin, pwa}) => {
  origin.on('/data', inTurn(strict, failing(503)));
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const answer = await pwa.fetch('/data');

  expect([answer.status, answer.text]).toEqual([503, 'error 503']);
});

test('stale-if-error sets how long a stale copy may stand in', async ({origin, pwa}) => {
  const within = {'Cache-Control': 'max-age=60, stale-if-error=3600', Age: '120'};
  const beyond = {'Cache-Control': 'max-age=60, stale-if-error=30', Age: '120'};
  origin
    .on('/within', inTurn(versioned('"1"', 'stored', within), failing(503)))
    .on('/beyond', inTurn(versioned('"1"', 'stored', beyond), failing(503)));
  await pwa.install();
  for (const path of ['/within', '/beyond']) {
    await pwa.fetch(path);
    await pwa.stored(path);
  }

  expect((await pwa.fetch('/within')).text).toBe('stored');
  expect((await pwa.fetch('/beyond')).status).toBe(503);
  await origin.goAway();
  expect((await pwa.fetch('/within')).text).toBe('stored');
  expect((await pwa.fetch('/beyond')).status).toBe(504);
});

for (const cacheControl of ['max-age=60, must-revalidate', 'no-cache']) {
  test(`${cacheControl} with no network is a 504, and one warning names the option`, async ({
    origin,
    pwa,
  }) => {
    const headers = {'Cache-Control': cacheControl, Age: '120'};
    origin.on('/data', versioned('"1"', 'stored', headers));
    await pwa.install();
    await pwa.fetch('/data');
    await pwa.stored('/data');
    await origin.goAway();

    const answers = await pwa.fetchAll(['/data', '/data']);
    const later = await pwa.fetch('/data');

    expect([...answers, later].map(({status}) => status)).toEqual([504, 504, 504]);
    const warnings = () => pwa.workerConsole.filter((line) => line.startsWith('warning'));
    await expect.poll(warnings).toHaveLength(1);
    expect(warnings()[0]).toContain(`${origin.url}/data`);
    expect(warnings()[0]).toMatch(/override.*offline/);
  });

  test(`${cacheControl} with no network is served where override.offline says so`, async ({
    origin,
    pwa,
  }) => {
    const headers = {'Cache-Control': cacheControl, Age: '120'};
    origin.on('/data', inTurn(versioned('"1"', 'stored', headers), failing(503)));
    await pwa.install({routes: [{prefix: '/', options: {override: {offline: 'serve-stored'}}}]});
    await pwa.fetch('/data');
    await pwa.stored('/data');

    const failed = await pwa.fetch('/data');
    await origin.goAway();
    const offline = await pwa.fetch('/data');

    // The origin was reached, and what it says counts.
    expect(failed.status).toBe(503);
    expect([offline.status, offline.text]).toEqual([200, 'stored']);
    expect(pwa.workerConsole.filter((line) => line.startsWith('warning'))).toEqual([]);
  });
}

test('with no network and nothing stored, a fetch fails as it would without a worker', async ({
  origin,
  pwa,
}) => {
  await pwa.install();
  await origin.goAway();

  await expect(pwa.fetch('/data')).rejects.toThrow('Failed to fetch');
});

test('a handlerDidError plugin answers instead of the 504, and where nothing is stored, and not before a copy', async ({
  origin,
  pwa,
}) => {
  origin.on('/strict', strict).on('/stale', stale);
  await pwa.install({routes: [{prefix: '/', plugins: {fallbackText: 'fallback'}}]});
  for (const path of ['/strict', '/stale']) {
    await pwa.fetch(path);
    await pwa.stored(path);
  }
  await origin.goAway();

  const [strictly, leniently, missing] = await pwa.fetchAll(['/strict', '/stale', '/missing']);

  expect([strictly?.status, strictly?.text]).toEqual([200, 'fallback']);
  expect(leniently?.text).toBe('stored');
  expect(missing?.text).toBe('fallback');
  expect(pwa.workerConsole.filter((line) => line.startsWith('warning'))).toEqual([]);
});

test('a handlerDidError plugin that has nothing to offer leaves it at the 504', async ({
  origin,
  pwa,
}) => {
  origin.on('/strict', strict);
  await pwa.install({routes: [{prefix: '/', plugins: {recorder: true}}]});
  await pwa.fetch('/strict');
  await pwa.stored('/strict');
  await pwa.ask('recorded');
  await origin.goAway();

  expect((await pwa.fetch('/strict')).status).toBe(504);
  expect(await pwa.ask('recorded')).toContain('handlerDidError');
});
