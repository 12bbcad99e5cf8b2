import {setTimeout as sleep} from 'node:timers/promises';
import type {RequestRecord} from '../../example-site/origin/request-log.js';
import type {BenchBrowser, BenchPage} from '../speed/bench-browser.js';
import type {Site} from './site.js';

/** Longer than a round trip, and than what the page's script does between two requests. */
const QUIET_MS = 300;
/** The browser looks for a new worker for whoever has stayed longer than a second. */
const STAY_MS = 1500;
/** It does so about half a second after the last tab was closed. */
const LATEST_LOOK_MS = 5000;

export interface Visit {
  /** From the start of the navigation to the end of the load event. */
  readonly loadMs: number;
  readonly firstPaintMs: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  /** The part of `receivedBytes` that is the browser's look for a new worker. */
  readonly workerBytes: number;
}

/** Opens a page as somebody does who was here before: no connection is open, and no worker at work. */
export async function visit(
  browser: BenchBrowser,
  site: Site,
  isHttpCacheCold: boolean,
): Promise<Visit> {
  const {proxy, records} = site;
  proxy.hangUp();
  records.length = 0;
  const before = proxy.bytes;
  const times = await browser.inTab(async (page) => {
    await page.stopWorkers();
    if (isHttpCacheCold) await page.clearHttpCache();
    return open(page, site);
  });
  await lookForNewWorker(site);
  const {down, up} = proxy.bytes;
  return {
    ...times,
    receivedBytes: down - before.down,
    sentBytes: up - before.up,
    workerBytes: records.filter(isLook).reduce((total, {bytesSent}) => total + bytesSent, 0),
  };
}

/** The first visits: until the worker is there, and has stored what the page consists of. */
export async function prepare(browser: BenchBrowser, site: Site): Promise<void> {
  for (let times = 0; times < 2; times++) {
    site.records.length = 0;
    await browser.inTab((page) => open(page, site));
    await lookForNewWorker(site);
  }
}

async function open(page: BenchPage, {proxy}: Site) {
  await page.load(`${proxy.url}/`);
  await proxy.quiet(STAY_MS);
  return page.run(pageTimes);
}

async function lookForNewWorker({proxy, records}: Site): Promise<void> {
  const latestMs = performance.now() + LATEST_LOOK_MS;
  while (!records.some(isLook) && performance.now() < latestMs) await sleep(20);
  await proxy.quiet(QUIET_MS);
}

function isLook({path}: RequestRecord): boolean {
  return path === '/sw.js';
}

/** Runs in the page. */
function pageTimes(): {loadMs: number; firstPaintMs: number} {
  const [navigation] = performance.getEntriesByType('navigation');
  const [firstPaint] = performance.getEntriesByName('first-contentful-paint');
  return {
    loadMs: (navigation as PerformanceNavigationTiming).loadEventEnd,
    firstPaintMs: firstPaint?.startTime ?? Number.NaN,
  };
}
