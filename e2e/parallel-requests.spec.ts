import {FRESH, inTurn, STALE, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';
import {WITHOUT_HTTP_CACHE} from './support/worker-config.js';

const HUNDRED = Array.from({length: 100}, () => '/data');
const oneAndOnly = (text: string) => HUNDRED.map(() => text);

test('100 fetches of one stale URL make one request, and all get the stored body', async ({
  origin,
  pwa,
}) => {
  origin
    .on('/data', inTurn(versioned('"1"', 'one', STALE), versioned('"1"', 'one', FRESH)))
    .on('/sentinel', versioned('"s"', 's'));
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const answers = await pwa.fetchAll(HUNDRED);
  const next = await pwa.fetch('/data');
  await pwa.fetch('/sentinel');

  expect(answers.map(({text}) => text)).toEqual(oneAndOnly('one'));
  expect(answers.every(({headers}) => headers['cache-control'] === 'max-age=3600')).toBe(true);
  expect(next.text).toBe('one');
  expect(origin.log.map(({path, headers}) => [path, headers['if-none-match']])).toEqual([
    ['/data', undefined],
    ['/data', '"1"'],
    ['/sentinel', undefined],
  ]);
});

test('100 fetches of one URL that is not stored make one request, and all get its body', async ({
  origin,
  pwa,
}) => {
  origin.on('/data', versioned('"1"', 'one '.repeat(10_000), FRESH));
  await pwa.install({routes: [{prefix: '/', options: WITHOUT_HTTP_CACHE}]});

  const answers = await pwa.fetchAll(HUNDRED);

  expect(answers.map(({text}) => text)).toEqual(oneAndOnly('one '.repeat(10_000)));
  expect(origin.requests('/data')).toHaveLength(1);
});

test('fetches of one URL whose Vary cannot be read all get its body', async ({origin, pwa}) => {
  origin.on('/data', versioned('"1"', 'one', {...FRESH, Vary: 'Accept-Encoding;User-Agent'}));
  await pwa.install({routes: [{prefix: '/', options: WITHOUT_HTTP_CACHE}]});
  const answers = await pwa.fetchAll(HUNDRED);
  expect(answers.map(({text}) => text)).toEqual(oneAndOnly('one'));
});

test('100 fetches of one stale URL that has changed make one request, and all get the new body', async ({
  origin,
  pwa,
}) => {
  origin.on('/data', inTurn(versioned('"1"', 'one', STALE), versioned('"2"', 'two', FRESH)));
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const answers = await pwa.fetchAll(HUNDRED);

  expect(answers.map(({text}) => text)).toEqual(oneAndOnly('two'));
  expect(answers.every(({headers}) => headers['etag'] === '"2"')).toBe(true);
  expect(origin.requests('/data')).toHaveLength(2);
});

test('a network that is gone fails all who wait for it alike', async ({origin, pwa}) => {
  await pwa.install();
  await origin.goAway();

  const failures = await pwa.page.evaluate(async () => {
    const outcomes = await Promise.allSettled(Array.from({length: 20}, () => fetch('/data')));
    return outcomes.filter(({status}) => status === 'rejected').length;
  });

  expect(failures).toBe(20);
});

test('whose integrity is wrong fails alone', async ({origin, pwa}) => {
  origin.on('/data', versioned('"1"', 'one', FRESH));
  await pwa.install({routes: [{prefix: '/', options: WITHOUT_HTTP_CACHE}]});
  const outcomes = await pwa.page.evaluate(async () => {
    const inits = [{integrity: `sha256-${'A'.repeat(43)}=`}, {}];
    const asked = inits.map(async (init) => (await fetch('/data', init)).text());
    return (await Promise.allSettled(asked)).map(({status}) => status);
  });
  expect(outcomes).toEqual(['rejected', 'fulfilled']);
});
