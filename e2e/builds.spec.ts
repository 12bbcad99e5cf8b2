import {readdir, readFile} from 'node:fs/promises';
import {FRESH, inTurn, STALE, versioned, workers} from './support/origin.js';
import {expect, test} from './support/test.js';

const dist = new URL('../dist/', import.meta.url);

/** The JavaScript below a folder, without its comments. */
async function sources(folder: URL): Promise<Map<string, string>> {
  const names = (await readdir(folder, {recursive: true})).filter((name) => name.endsWith('.js'));
  const read = async (name: string): Promise<[string, string]> => [
    name,
    (await readFile(new URL(name, folder), 'utf8')).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''),
  ];
  return new Map(await Promise.all(names.map(read)));
}

for (const mode of ['production', 'development'] as const) {
  test(`the same behaviour in development and production builds: ${mode}`, async ({
    origin,
    pwa,
  }) => {
    origin
      .on(
        '/data',
        inTurn(
          versioned('"1"', 'one', STALE),
          versioned('"1"', 'one', FRESH),
          versioned('"2"', 'two', {...FRESH, Vary: 'Accept'}),
        ),
      )
      .on('/sentinel', versioned('"s"', 's'));
    const plugins = {recorder: true, broadcast: true, expiration: {maxEntries: 10}};
    const options = {cacheName: 'data', matchOptions: {ignoreSearch: true}};
    await pwa.install({routes: [{prefix: '/data', options, plugins}, {prefix: '/'}]}, mode);

    expect((await pwa.fetch('/data')).text).toBe('one');
    await pwa.stored('/data');
    expect((await pwa.fetch('/data')).text).toBe('one');
    expect((await pwa.fetch('/data')).text).toBe('one');
    await pwa.fetch('/sentinel');
    expect((await pwa.fetch('/data', {cache: 'no-cache'})).text).toBe('two');
    await pwa.stored('/data', 'two');
    await origin.goAway();
    expect((await pwa.fetch('/data')).text).toBe('two');

    expect(origin.log.map(({path, headers}) => [path, headers['if-none-match']])).toEqual([
      ['/data', undefined],
      ['/data', '"1"'],
      ['/sentinel', undefined],
      ['/data', '"1"'],
    ]);
    expect(pwa.workerErrors).toEqual([]);
    await expect(pwa.fetch('/missing')).rejects.toThrow('Failed to fetch');
  });
}

test('what ships does not ask which build it is in', async () => {
  const files = [...(await sources(dist)), ...(await sources(workers))];

  expect(files.length).toBeGreaterThan(10);
  expect(files.filter(([, source]) => /process\.env|NODE_ENV/.test(source))).toEqual([]);
});

test('pure functions never read the clock, nor the network, nor storage', async () => {
  const files = [...(await sources(new URL('http/', dist)))];

  expect(files.length).toBeGreaterThan(5);
  const impure = /Date\.now|new Date\(\)|performance\.|\bfetch\(|\bcaches\b/;
  expect(files.filter(([, source]) => impure.test(source))).toEqual([]);
});

test('one reading of the clock per request', async ({origin, pwa}) => {
  origin
    .on('/fresh', versioned('"1"', 'one', {...FRESH, Vary: 'Accept'}))
    .on('/stale', versioned('"1"', 'one', STALE));
  await pwa.install();
  for (const path of ['/fresh', '/stale']) {
    await pwa.fetch(path);
    await pwa.stored(path);
  }

  for (const restarts of [false, true]) {
    if (restarts) await pwa.stopWorker();
    await pwa.ask('clock-readings');
    await pwa.fetch('/fresh');
    expect(await pwa.ask('clock-readings')).toHaveLength(1);
    await pwa.fetch('/stale');
    // And when the 304 came (§4.2.3).
    expect(await pwa.ask('clock-readings')).toHaveLength(2);
  }
});
