import {FRESH, inTurn, STALE, versioned} from './support/origin.js';
import {expect, type Pwa, test} from './support/test.js';
import {WITHOUT_HTTP_CACHE} from './support/worker-config.js';

const ALONE = {routes: [{prefix: '/', options: WITHOUT_HTTP_CACHE}]};

/** A lifetime that began long ago, and that only the stamp or a sidecar can tell more of. */
const LONG_AGO = {Date: 'Sat, 01 Jun 2024 12:00:00 GMT', 'Cache-Control': 'max-age=60'};

async function restarted(pwa: Pwa, path: string) {
  await pwa.stopWorker();
  const answer = await pwa.fetch(path);
  await pwa.fetch('/sentinel');
  return answer;
}

test('nothing lives only in the memory of the worker: a fresh copy is fresh for the next worker', async ({
  origin,
  pwa,
}) => {
  origin.on('/data', versioned('"1"', 'one', FRESH)).on('/sentinel', versioned('"s"', 's'));
  await pwa.install(ALONE);
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const answer = await restarted(pwa, '/data');

  expect(answer.text).toBe('one');
  expect(origin.log.map(({path}) => path)).toEqual(['/data', '/sentinel']);
});

test('nothing lives only in the memory of the worker: what a 304 renewed is fresh for the next worker', async ({
  origin,
  pwa,
}) => {
  const renewed = {...FRESH, 'X-Renewed': 'yes'};
  origin
    .on('/data', inTurn(versioned('"1"', 'one', LONG_AGO), versioned('"1"', 'one', renewed)))
    .on('/sentinel', versioned('"s"', 's'));
  await pwa.install(ALONE);
  await pwa.fetch('/data');
  await pwa.stored('/data');
  await pwa.fetch('/data');
  await pwa.recorded('/data');

  const answer = await restarted(pwa, '/data');

  expect(answer.text).toBe('one');
  expect(answer.headers).toMatchObject({'x-renewed': 'yes', 'cache-control': 'max-age=3600'});
  expect(origin.log.map(({path}) => path)).toEqual(['/data', '/data', '/sentinel']);
});

test('nothing lives only in the memory of the worker: many sidecars of one burst are all written', async ({
  origin,
  pwa,
}) => {
  const paths = Array.from({length: 40}, (_, i) => `/data/${i}`);
  for (const path of paths) {
    origin.on(path, inTurn(versioned('"1"', path, LONG_AGO), versioned('"1"', path, FRESH)));
  }
  await pwa.install(ALONE);
  await pwa.fetchAll(paths);
  for (const path of paths) await pwa.stored(path);
  await pwa.fetchAll(paths);
  for (const path of paths) await pwa.recorded(path);

  await pwa.stopWorker();
  const answers = await pwa.fetchAll(paths);

  expect(answers.map(({text}) => text)).toEqual(paths);
  expect(origin.log).toHaveLength(2 * paths.length);
});

test('nothing lives only in the memory of the worker: the age of a response on arrival does not', async ({
  origin,
  pwa,
}) => {
  origin.on('/data', versioned('"1"', 'one', STALE)).on('/sentinel', versioned('"s"', 's'));
  await pwa.install(ALONE);
  await pwa.fetch('/data');
  await pwa.stored('/data');

  await restarted(pwa, '/data');

  expect(origin.requests('/data')[1]?.headers['if-none-match']).toBe('"1"');
});

test('nothing lives only in the memory of the worker: when an undated response came is known', async ({
  origin,
  pwa,
}) => {
  origin
    .on('/data', (_, response) => {
      response.sendDate = false;
      response.writeHead(200, {...FRESH, ETag: '"1"'}).end('undated');
    })
    .on('/sentinel', versioned('"s"', 's'));
  await pwa.install(ALONE);
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const answer = await restarted(pwa, '/data');

  expect(answer.text).toBe('undated');
  expect(origin.log.map(({path}) => path)).toEqual(['/data', '/sentinel']);
});

test('a Date an hour ahead does not keep a response fresh for an hour more', async ({
  origin,
  pwa,
}) => {
  const ahead = {
    Date: new Date(Date.now() + 3_600_000).toUTCString(),
    'Cache-Control': 'max-age=60',
    Age: '120',
  };
  origin.on('/data', versioned('"1"', 'one', ahead)).on('/sentinel', versioned('"s"', 's'));
  await pwa.install(ALONE);
  await pwa.fetch('/data');
  await pwa.stored('/data');

  await pwa.fetch('/data');
  await restarted(pwa, '/data');

  expect(origin.requests('/data')).toHaveLength(3);
});

for (const {when, isWritten} of [
  {when: 'as soon as it is stored', isWritten: false},
  {when: 'once its sidecar is written', isWritten: true},
]) {
  test(`what a shared cache has sent is as old for the next worker as it is, ${when}`, async ({
    origin,
    pwa,
  }) => {
    const halfAnHour = {Date: new Date(Date.now() - 1_800_000).toUTCString(), Age: '1800'};
    origin
      .on('/data', versioned('"1"', 'one', {...FRESH, ...halfAnHour}))
      .on('/sentinel', versioned('"s"', 's'));
    await pwa.install(ALONE);
    await pwa.fetch('/data');
    await pwa.stored('/data');
    if (isWritten) await expect.poll(() => pwa.sidecar('/data')).toBeDefined();

    const answer = await restarted(pwa, '/data');

    // Taken for received at its Date, it would be an hour old.
    expect(Number(answer.headers['age'])).toBeGreaterThanOrEqual(1800);
    expect(Number(answer.headers['age'])).toBeLessThan(1830);
    expect(origin.log.map(({path}) => path)).toEqual(['/data', '/sentinel']);
  });
}
