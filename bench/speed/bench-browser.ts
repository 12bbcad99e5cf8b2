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
  // Tabs that are not seen are to run as those that are.
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

  async version(): Promise<string> {
    const {Browser} = await CDP.Version({port: this.#port});
    return Browser;
  }

  async page(url: string): Promise<BenchPage> {
    const target = await CDP.New({port: this.#port, url: 'about:blank'});
    const client = await CDP({port: this.#port, target});
    await client.Page.enable();
    const loaded = client.Page.loadEventFired();
    await client.Page.navigate({url});
    await loaded;
    return new BenchPage(client);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill();
    await ended;
    // Its children end a little later.
    await rm(this.#profile, {recursive: true, force: true, maxRetries: 20, retryDelay: 100});
  }
}

/** A tab. */
export class BenchPage {
  readonly #client: CDP.Client;

  constructor(client: CDP.Client) {
    this.#client = client;
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
