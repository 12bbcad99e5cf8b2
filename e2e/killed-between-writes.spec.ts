import {FRESH, inTurn, STALE, versioned} from './support/origin.js';
import {expect, type Pwa, test} from './support/test.js';

/** A generator of numbers from 0 to 1 that gives the same ones in each run (Mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Every version that an answer speaks of, in its body and in its fields. */
function versionsOf({text, headers}: Awaited<ReturnType<Pwa['fetch']>>): (string | undefined)[] {
  // Only 304s bring `X-Confirmed`, so it is always from a sidecar.
  const {etag, 'x-version': version, 'x-confirmed': confirmed = version} = headers;
  return [text.trim(), etag?.replaceAll('"', ''), version, confirmed];
}

test('a sidecar describes exactly one stored response: a worker killed between two writes never gives a wrong body', async ({
  origin,
  pwa,
}) => {
  test.setTimeout(120_000);
  const random = seededRandom(20260101);
  const paths = ['/a', '/b', '/c'];
  const versions = new Map(paths.map((path) => [path, 1]));
  for (const path of paths) {
    origin.on(path, (request, response) => {
      const version = `${path}-v${versions.get(path)}`;
      const headers = {...STALE, ETag: `"${version}"`, 'X-Version': version};
      if (request.headers['if-none-match'] === headers.ETag) {
        response.writeHead(304, {...headers, 'X-Confirmed': version}).end();
      } else {
        response.writeHead(200, headers).end(version.padEnd(50_000));
      }
    });
  }
  await pwa.install();

  let kills = 0;
  let answers = 0;
  const check = (answer: Awaited<ReturnType<Pwa['fetch']>>) => {
    const [version, ...others] = versionsOf(answer);
    expect(others, `after ${kills} kills`).toEqual([version, version, version]);
    answers++;
  };
  for (let round = 0; round < 50; round++) {
    for (const path of paths) {
      if (random() < 0.3) versions.set(path, (versions.get(path) ?? 0) + 1);
    }
    const fetched = Promise.allSettled(paths.map((path) => pwa.fetch(path)));
    // Some of the moments are before an answer, some while a body or a sidecar is written.
    await new Promise((resolve) => setTimeout(resolve, random() * 400));
    await pwa.stopWorker();
    kills++;

    for (const outcome of await fetched) {
      if (outcome.status === 'fulfilled') check(outcome.value);
    }
    // What the next worker finds in storage, before any 304 mends it.
    for (const answer of await pwa.fetchAll(paths, {cache: 'force-cache'})) check(answer);
  }

  expect(kills).toBe(50);
  expect(answers).toBeGreaterThan(150);
  for (const path of paths) {
    const current = `${path}-v${versions.get(path)}`;
    const [version, ...others] = versionsOf(await pwa.fetch(path));
    expect([version, ...others]).toEqual([current, current, current, current]);
  }
});

/** What a shared cache sends of a response that it keeps: its Date stays. */
const ONE_DATE = new Date(Date.now() - 180_000).toUTCString();

for (const {of, first, second} of [
  {of: 'another', first: {ETag: '"1"', ...STALE}, second: {ETag: '"2"', ...STALE}},
  {
    of: 'the same one, which a shared cache has sent earlier',
    first: {ETag: '"1"', Date: ONE_DATE, ...STALE},
    second: {ETag: '"1"', Date: ONE_DATE, ...STALE, Age: '180'},
  },
]) {
  test(`a sidecar describes exactly one stored response: that of ${of} is ignored`, async ({
    origin,
    pwa,
  }) => {
    const renewed = {...FRESH, 'X-Confirmed': 'one'};
    origin
      .on(
        '/data',
        inTurn(
          versioned(first.ETag, 'one', first),
          versioned(first.ETag, 'one', renewed),
          versioned(second.ETag, 'two', second),
          versioned(second.ETag, 'two', FRESH),
        ),
      )
      .on('/sentinel', versioned('"s"', 's'));
    await pwa.install();
    await pwa.fetch('/data');
    await pwa.stored('/data');
    await pwa.fetch('/data');
    await pwa.recorded('/data');
    await pwa.page.evaluate(async () => {
      const sidecar = await caches.match('/data', {
        cacheName: (await caches.keys()).find((name) => name.endsWith('.sidecars')) ?? '',
      });
      Object.assign(window, {sidecar});
    });

    await pwa.fetch('/data', {cache: 'reload'});
    await pwa.stored('/data', 'two');
    // As if the worker had been killed after the new body was written.
    await pwa.stopWorker();
    await pwa.page.evaluate(async () => {
      const {sidecar} = window as unknown as {sidecar: Response};
      const name = (await caches.keys()).find((name) => name.endsWith('.sidecars')) ?? '';
      await (await caches.open(name)).put('/data', sidecar);
    });
    const afterwards = await pwa.fetch('/data');
    await pwa.fetch('/sentinel');

    expect(afterwards.text).toBe('two');
    expect(afterwards.headers).not.toHaveProperty('x-confirmed');
    // By the sidecar's lifetime there would have been no request.
    expect(origin.requests('/data')[3]?.headers['if-none-match']).toBe(second.ETag);
  });
}
