import {setTimeout as sleep} from 'node:timers/promises';
import type {BrowserContext, Page} from '@playwright/test';
import type {RequestRecord} from '../../example-site/origin/request-log.js';
import {missingOnPage} from './missing-on-page.js';
import type {RunningOrigin} from './running-origin.js';

const PATHS = ['/', '/city/lisbon', '/moon'];
const QUIET_MS = 400;
/** With its last tab closed, the browser looks for a new worker, about a second later. */
const QUIET_AFTER_VISIT_MS = 1500;

/** What a page must show besides its own figures. */
export interface Expected {
  readonly notice?: string;
  readonly isOffline?: boolean;
}

export interface Visit {
  readonly seen: readonly RequestRecord[];
  /** What the pages failed to show. */
  readonly missing: readonly string[];
}

interface Options {
  readonly context: BrowserContext;
  readonly hasWorker: boolean;
  /** An origin of its own, so that no late request is counted for somebody else. */
  readonly origin: RunningOrigin;
  readonly records: RequestRecord[];
}

/** Somebody who opens the same three pages at every visit, each visit in a new tab. */
export class Visitor {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async visit(expected: Expected): Promise<Visit> {
    const {context, hasWorker, records} = this.#options;
    // A tab of another day: the last one still has its pictures in memory, and would not ask.
    const page = await context.newPage();
    if (!hasWorker) await disableCache(page);
    const missing: string[] = [];
    for (const path of PATHS) missing.push(...(await this.#open(page, path, expected)));
    if (hasWorker) await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    // A tab on its way to the browser's own error page may never close; it goes with the browser.
    if (missing.length === 0) await page.close();
    await this.#quiet(hasWorker ? QUIET_AFTER_VISIT_MS : QUIET_MS);
    return {seen: records.splice(0), missing};
  }

  /** Moves the worker's clock only; the site's code knows nothing of it. */
  async advanceWorkerClock(ms: number): Promise<void> {
    const advance = (aheadMs: number) => {
      const now = Date.now;
      Date.now = () => now() + aheadMs;
    };
    const {context} = this.#options;
    for (const worker of context.serviceWorkers()) await worker.evaluate(advance, ms);
    // A worker that the browser ends and starts again has lost its moved clock.
    context.on('serviceworker', (worker) => void worker.evaluate(advance, ms));
  }

  async publishNotice(body: string): Promise<void> {
    const {origin, records} = this.#options;
    const response = await fetch(`${origin.address}/notices`, {method: 'POST', body});
    if (!response.ok) throw new Error(`The notice was answered with ${response.status}`);
    // The editor's request is no visitor's.
    while (origin.pending() > 0) await sleep(10);
    const editors = records.findIndex(({method}) => method === 'POST');
    if (editors >= 0) records.splice(editors, 1);
  }

  /** Takes away both ends: the origin is ended, and the browser has no network. */
  async goOffline(): Promise<void> {
    await this.endOrigin();
    await this.#options.context.setOffline(true);
  }

  endOrigin(): Promise<void> {
    return this.#options.origin.stop();
  }

  async #open(page: Page, path: string, expected: Expected): Promise<string[]> {
    try {
      const response = await page.goto(`${this.#options.origin.address}${path}`);
      if (!response?.ok()) return [`${path} is answered with ${response?.status()}`];
    } catch {
      return [`${path} cannot be loaded`];
    }
    await page.waitForLoadState('networkidle');
    await this.#quiet();
    return (await page.evaluate(missingOnPage, expected)).map((what) => `${path} shows no ${what}`);
  }

  /** Until the origin has had no request for a while, the worker's included. */
  async #quiet(quietMs = QUIET_MS): Promise<void> {
    const {origin, records} = this.#options;
    let seen = records.length;
    let quietSinceMs = performance.now();
    while (performance.now() - quietSinceMs < quietMs) {
      await sleep(50);
      if (origin.pending() === 0 && records.length === seen) continue;
      seen = records.length;
      quietSinceMs = performance.now();
    }
  }
}

async function disableCache(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Network.enable');
  await devTools.send('Network.setCacheDisabled', {cacheDisabled: true});
}
