import type {Browser} from '@playwright/test';
import {STALE, versioned} from './support/origin.js';
import {expect, type Pwa, test} from './support/test.js';

/** About 2 MB that takes V8 long enough to compile for a code cache to be worth its while. */
const SCRIPT = Array.from(
  {length: 20_000},
  (_, i) =>
    `window.f${i} = function (a, b) {return (a * ${i} + b - ${i}) % 7 /* padding */}; window.f${i}(1, 2);`,
).join('\n');

interface TraceEvent {
  readonly name: string;
  readonly args?: {readonly data?: {readonly url?: string; readonly consumedCacheSize?: number}};
}

/** Opens the app; whether its script came from V8's code cache. */
async function runsFromCodeCache(browser: Browser, {page, origin}: Pwa): Promise<boolean> {
  await browser.startTracing(undefined, {categories: ['v8', 'disabled-by-default-v8.compile']});
  await page.goto(`${origin.url}/app.html`);
  const trace: {traceEvents: TraceEvent[]} = JSON.parse(String(await browser.stopTracing()));
  const compiled = trace.traceEvents.find(
    ({name, args}) => name === 'v8.compile' && args?.data?.url === `${origin.url}/app.js`,
  );
  expect(compiled, 'V8 compiled the script, or took it from its code cache').toBeDefined();
  return Boolean(compiled?.args?.data?.consumedCacheSize);
}

test('a script that 304s renew runs from the code cache of V8, since its stored Response is never touched', async ({
  browser,
  origin,
  pwa,
}) => {
  const app = '<!doctype html><title>App</title><script src="/app.js"></script>';
  origin
    .on('/app.html', versioned('"a"', app, {...STALE, 'Content-Type': 'text/html'}))
    .on('/app.js', versioned('"1"', SCRIPT, {...STALE, 'Content-Type': 'text/javascript'}));
  await pwa.install();

  expect(await runsFromCodeCache(browser, pwa), 'the first load').toBe(false);
  await pwa.stored('/app.js');
  // V8 writes its code cache at its leisure, after the second load.
  await expect.poll(() => runsFromCodeCache(browser, pwa)).toBe(true);

  origin.log.length = 0;
  for (let load = 1; load <= 3; load++) {
    expect(await runsFromCodeCache(browser, pwa), `load ${load} after that`).toBe(true);
  }
  expect(origin.requests('/app.js').map(({headers}) => headers['if-none-match'])).toEqual([
    '"1"',
    '"1"',
    '"1"',
  ]);

  // What a cache loses that writes a response again whenever it is renewed.
  await pwa.page.evaluate(async () => {
    for (const name of (await caches.keys()).filter((name) => !name.endsWith('.sidecars'))) {
      const cache = await caches.open(name);
      for (const key of await cache.keys('/app.js')) {
        const response = await cache.match(key);
        if (response) await cache.put(key, response);
      }
    }
  });
  expect(await runsFromCodeCache(browser, pwa), 'the load after it was put again').toBe(false);
});
