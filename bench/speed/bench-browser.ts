import {type ChildProcess, spawn} from 'node:child_process';
import {mkdtempSync, readFileSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import CDP from 'chrome-remote-interface';
import {findBrowser} from '../../scripts/find-browser.js';

const FLAGS = [
  '--headless=new',
  '--remote-debugging-port=0',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  // Windows that lie behind another one are to run as that one does.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** A Chromium that is driven without a framework, which would be part of what is measured. */
export class BenchBrowser {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #port: number;

  private constructor(process: ChildProcess, profile: string, port: number) {
    this.#process = process;
    this.#profile = profile;
    this.#port = port;
  }

  static async start(): Promise<BenchBrowser> {
    const path = findBrowser();
    if (!path)
      throw new Error('There is no Chromium: put one on the PATH, or name it in CHROMIUM_PATH');
    const profile = mkdtempSync(join(tmpdir(), 'bench-'));
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const child = spawn(path, [...FLAGS, ...sandbox, `--user-data-dir=${profile}`, 'about:blank'], {
      stdio: 'ignore',
    });
    return new BenchBrowser(child, profile, await portIn(profile));
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  async page(url: string): Promise<BenchPage> {
    const page = await this.#tab();
    await page.load(url);
    return page;
  }

  /** Does something in a tab that is then closed. */
  async inTab<T>(work: (page: BenchPage) => Promise<T>): Promise<T> {
    const page = await this.#tab();
    try {
      return await work(page);
    } finally {
      await page.close();
    }
  }

  /** In a window of its own: of one window's tabs all but one are hidden, and run differently. */
  async #tab(): Promise<BenchPage> {
    const {webSocketDebuggerUrl} = await CDP.Version({port: this.#port});
    const browser = await CDP({target: webSocketDebuggerUrl});
    const {targetId} = await browser.Target.createTarget({url: 'about:blank', newWindow: true});
    await browser.close();
    const client = await CDP({port: this.#port, target: targetId});
    await client.Page.enable();
    return new BenchPage(client);
  }

  /** Bytes that the garbage collectors of an origin's worker have kept. */
  async workerHeapBytes(origin: string): Promise<number> {
    const client = await this.worker(origin);
    const bytes = await heapBytes(client);
    await client.close();
    return bytes;
  }

  /** The DevTools of the worker of an origin, which must be running. */
  async worker(origin: string): Promise<CDP.Client> {
    const targets = await CDP.List({port: this.#port});
    const target = targets.find(
      ({type, url}) => type === 'service_worker' && url.startsWith(origin),
    );
    if (!target) throw new Error(`${origin} has no running worker`);
    return CDP({port: this.#port, target});
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill();
    await ended;
    // Its children end a little later.
    await rm(this.#profile, {recursive: true, force: true, maxRetries: 20, retryDelay: 100});
  }
}

/** A thing that the browser says that it did (Trace Event Format). */
export interface TraceEvent {
  readonly name: string;
  /** Microseconds. */
  readonly dur?: number;
  readonly args: {readonly data?: Readonly<Record<string, unknown>>};
}

/** Of which the client's types know only the first. */
interface HeapUsage {
  readonly usedSize: number;
  /** What script holds of the engine around it, Headers for example. */
  readonly embedderHeapUsedSize?: number;
  readonly backingStorageSize?: number;
}

/** A tab. */
export class BenchPage {
  readonly #client: CDP.Client;

  constructor(client: CDP.Client) {
    this.#client = client;
  }

  async load(url: string): Promise<void> {
    const loaded = this.#client.Page.loadEventFired();
    await this.#client.Page.navigate({url});
    await loaded;
  }

  /** What the browser says that it did while something was done. */
  async traced(categories: string[], work: () => Promise<void>): Promise<TraceEvent[]> {
    const events: TraceEvent[] = [];
    const unsubscribe = this.#client.Tracing.dataCollected(({value}) => {
      events.push(...(value as TraceEvent[]));
    });
    await this.#client.Tracing.start({traceConfig: {includedCategories: categories}});
    await work();
    const completed = this.#client.Tracing.tracingComplete();
    await this.#client.Tracing.end();
    await completed;
    unsubscribe();
    return events;
  }

  async clearHttpCache(): Promise<void> {
    await this.#client.Network.clearBrowserCache();
  }

  async close(): Promise<void> {
    await this.#client.Page.close();
    await this.#client.close();
  }

  async collectGarbage(): Promise<void> {
    await this.#client.HeapProfiler.collectGarbage();
  }

  /** Runs a function in the page, and waits for what it resolves with. */
  async run<T, A extends readonly unknown[]>(
    work: (...args: A) => T | Promise<T>,
    ...args: A
  ): Promise<T> {
    const expression = `(${work})(...${JSON.stringify(args)})`;
    const {result, exceptionDetails} = await this.#client.Runtime.evaluate({
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  }

  /** Empties the renderer's memory cache, from which a picture would come without any request. */
  async forgetPictures(): Promise<void> {
    // Large ones that nobody shows any more would slow the next one down.
    await this.collectGarbage();
    await this.#client.Network.enable({});
    await this.#client.Network.setCacheDisabled({cacheDisabled: true});
    await this.#client.Network.setCacheDisabled({cacheDisabled: false});
  }

  /** Ends all workers, as the browser may at any time. */
  async stopWorkers(): Promise<void> {
    await this.#client.send('ServiceWorker.enable');
    await this.#client.send('ServiceWorker.stopAllWorkers');
  }
}

async function heapBytes({HeapProfiler, Runtime}: CDP.Client): Promise<number> {
  // What one collection sets free may hold what the next one does.
  for (let i = 0; i < 5; i++) {
    await HeapProfiler.collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const usage: HeapUsage = await Runtime.getHeapUsage();
  return usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0);
}

async function portIn(profile: string): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
      if (port) return Number(port);
    } catch {
      // It is not there yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Chromium does not answer');
}
