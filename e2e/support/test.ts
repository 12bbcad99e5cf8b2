import {test as base, type CDPSession, expect, type Page} from '@playwright/test';
import {Origin} from './origin.js';
import type {RoutedConfig, WorkerConfig} from './worker-config.js';

export {expect};

/** A page under the control of a spec's worker. */
export class Pwa {
  /** What the worker has written to its console, as `type: text`. */
  readonly workerConsole: string[] = [];
  /** What the worker has thrown and nobody caught. */
  readonly workerErrors: string[] = [];

  constructor(
    readonly page: Page,
    readonly origin: Origin,
    readonly cdp: CDPSession,
  ) {
    page.context().on('console', (message) => {
      if (message.worker()) this.workerConsole.push(`${message.type()}: ${message.text()}`);
    });
    cdp.on('ServiceWorker.workerErrorReported', ({errorMessage}) => {
      this.workerErrors.push(errorMessage.errorMessage);
    });
  }

  /** Registers the worker and waits until it controls the page. */
  async install(
    config: WorkerConfig | RoutedConfig = {},
    worker: 'production' | 'development' | 'routed' = 'production',
  ): Promise<void> {
    await this.page.goto(this.origin.url);
    await this.page.evaluate(
      async (url) => {
        const controlled = new Promise((resolve) => {
          navigator.serviceWorker.addEventListener('controllerchange', resolve, {once: true});
        });
        await navigator.serviceWorker.register(url);
        await controlled;
      },
      `/sw.${worker}.js?config=${encodeURIComponent(JSON.stringify(config))}`,
    );
    this.origin.log.length = 0;
  }

  /** Installs a worker of routes, and the page client in the page. */
  async installRoutes(config: RoutedConfig): Promise<void> {
    await this.install(config, 'routed');
    await this.addClient();
  }

  /** Puts `client`, the page client, into the page. */
  async addClient(): Promise<void> {
    await this.page.addScriptTag({url: '/sw.page-client.js'});
  }

  /** A fetch by the page's script. */
  async fetch(path: string, init: RequestInit = {}): Promise<Fetched> {
    const [fetched] = await this.fetchAll([path], init);
    return fetched as Fetched;
  }

  /** Fetches by the page's script, all at once. */
  fetchAll(paths: string[], init: RequestInit = {}): Promise<Fetched[]> {
    return this.page.evaluate(
      ({urls, init}) =>
        Promise.all(
          urls.map(async (url) => {
            const response = await fetch(url, init);
            return {
              status: response.status,
              type: response.type,
              headers: Object.fromEntries(response.headers),
              text: await response.text(),
            };
          }),
        ),
      {urls: paths.map((path) => new URL(path, this.origin.url).href), init},
    );
  }

  /** A URL's entry as it lies in Cache Storage. */
  entry(path: string): Promise<Entry | undefined> {
    return this.page.evaluate(async (url) => {
      const names = (await caches.keys()).filter((name) => !name.endsWith('.sidecars'));
      for (const cacheName of names) {
        const response = await caches.match(url, {cacheName, ignoreVary: true});
        if (!response) continue;
        const {status, type, redirected} = response;
        const headers = Object.fromEntries(response.headers);
        return {cacheName, status, type, redirected, headers, text: await response.text()};
      }
      return undefined;
    }, new URL(path, this.origin.url).href);
  }

  /** Puts a response into a cache as the page's own code, or another library, may. */
  async put(cacheName: string, path: string, planted: Planted): Promise<void> {
    await this.page.evaluate(
      async ({cacheName, path, planted: {text, headers, keyHeaders = {}}}) => {
        const cache = await caches.open(cacheName);
        await cache.put(new Request(path, {headers: keyHeaders}), new Response(text, {headers}));
      },
      {cacheName, path, planted},
    );
  }

  /** Waits until a URL's entry has been written: any, or one with this body. */
  async stored(path: string, text?: string): Promise<void> {
    if (text === undefined) await expect.poll(() => this.entry(path)).toBeDefined();
    else await expect.poll(async () => (await this.entry(path))?.text).toBe(text);
  }

  /** What a URL's sidecar says, as it lies in Cache Storage. */
  sidecar(path: string): Promise<Sidecar | undefined> {
    return this.page.evaluate(async (url) => {
      for (const cacheName of await caches.keys()) {
        if (!cacheName.endsWith('.sidecars')) continue;
        const response = await caches.match(url, {cacheName});
        const known = response?.headers.get('workbox-revalidate-1');
        if (known) return JSON.parse(known);
      }
      return undefined;
    }, new URL(path, this.origin.url).href);
  }

  /** Waits until a URL's sidecar says what a 304 has changed. */
  async recorded(path: string): Promise<void> {
    await expect.poll(async () => (await this.sidecar(path))?.stamp?.updates).toBeDefined();
  }

  /** Kills the worker as the browser may at any time; the next request starts it anew. */
  async stopWorker(): Promise<void> {
    await this.cdp.send('ServiceWorker.stopAllWorkers');
  }

  /** What the worker noted for this question since it was last asked. */
  ask(question: 'recorded' | 'clock-readings'): Promise<string[]> {
    return this.say(question);
  }

  /** What a worker under test answers to a message that its specs know. */
  say<T>(question: string): Promise<T> {
    return this.page.evaluate(
      (question) =>
        new Promise<T>((resolve) => {
          const {port1, port2} = new MessageChannel();
          port1.onmessage = ({data}) => resolve(data);
          navigator.serviceWorker.controller?.postMessage(question, [port2]);
        }),
      question,
    );
  }
}

interface Fetched {
  readonly status: number;
  readonly type: ResponseType;
  readonly headers: Record<string, string>;
  readonly text: string;
}

interface Planted {
  readonly text: string;
  readonly headers: Record<string, string>;
  /** Header fields of the Request under which it is put. */
  readonly keyHeaders?: Record<string, string>;
}

interface Entry extends Fetched {
  readonly cacheName: string;
  readonly redirected: boolean;
}

/** As far as specs look at it. */
interface Sidecar {
  readonly stamp?: {readonly updates?: Record<string, string>};
  readonly invalidatedMs?: number;
}

/** Each test has its own origin, a page of that origin, and another origin if it asks for one. */
export const test = base.extend<{origin: Origin; otherOrigin: Origin; pwa: Pwa}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern.
  origin: async ({}, use) => {
    const origin = await Origin.start();
    await use(origin);
    await origin.goAway();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern.
  otherOrigin: async ({}, use) => {
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
