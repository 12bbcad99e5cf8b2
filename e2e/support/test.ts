import {test as base, type CDPSession, expect, type Page} from '@playwright/test';
import {Origin} from './origin.js';
import type {WorkerConfig} from './worker-config.js';

export {expect};

/** A page under the control of a spec's worker. */
export class Pwa {
  constructor(
    readonly page: Page,
    readonly origin: Origin,
    private readonly cdp: CDPSession,
  ) {}

  /** Registers the worker and waits until it controls the page. */
  async install(config: WorkerConfig = {}): Promise<void> {
    await this.page.goto(this.origin.url);
    await this.page.evaluate(
      async (query) => {
        const controlled = new Promise((resolve) => {
          navigator.serviceWorker.addEventListener('controllerchange', resolve, {once: true});
        });
        await navigator.serviceWorker.register(`/sw.js?config=${query}`);
        await controlled;
      },
      encodeURIComponent(JSON.stringify(config)),
    );
    this.origin.log.length = 0;
  }

  /** A fetch by the page's script. */
  fetch(path: string, init: RequestInit = {}): Promise<Fetched> {
    return this.page.evaluate(
      async ({url, init}) => {
        const response = await fetch(url, init);
        return {
          status: response.status,
          headers: Object.fromEntries(response.headers),
          text: await response.text(),
        };
      },
      {url: new URL(path, this.origin.url).href, init},
    );
  }

  /** Whether a URL has an entry in a cache, once all writes that matter are done. */
  isStored(path: string, cacheName = ''): Promise<boolean> {
    return this.page.evaluate(
      async ({url, cacheName}) =>
        Boolean(await caches.match(url, {ignoreVary: true, ...(cacheName && {cacheName})})),
      {url: new URL(path, this.origin.url).href, cacheName},
    );
  }

  /** Waits until a fetched response has been written to the cache. */
  async stored(path: string): Promise<void> {
    await expect.poll(() => this.isStored(path)).toBe(true);
  }

  /** Kills the worker as the browser may at any time; the next request starts it anew. */
  async stopWorker(): Promise<void> {
    await this.cdp.send('ServiceWorker.stopAllWorkers');
  }

  /** What the recorder plugin noted since the last call. */
  recorded(): Promise<string[]> {
    return this.page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const {port1, port2} = new MessageChannel();
          port1.onmessage = ({data}) => resolve(data);
          navigator.serviceWorker.controller?.postMessage('recorded', [port2]);
        }),
    );
  }
}

interface Fetched {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

/** Each test has its own origin, and a page of that origin. */
export const test = base.extend<{origin: Origin; pwa: Pwa}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern.
  origin: async ({}, use) => {
    const origin = await Origin.start();
    await use(origin);
    await origin.goAway();
  },
  pwa: async ({page, origin}, use) => {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('ServiceWorker.enable');
    await use(new Pwa(page, origin, cdp));
  },
});
