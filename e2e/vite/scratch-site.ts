import {type ChildProcess, execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {cp, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify, stripVTControlCharacters} from 'node:util';
import {test as base, expect} from '@playwright/test';

export {expect};

const root = fileURLToPath(new URL('../..', import.meta.url));
const vite = join(root, 'node_modules/vite/bin/vite.js');
// Within the repository, where the package finds itself by its name, as built.
const scratch = join(root, '.cache/vite-plugin');

/** A copy of `e2e/vite/site`, on which Vite is run as its users do. */
export class ScratchSite {
  readonly #servers: ChildProcess[] = [];

  private constructor(readonly folder: string) {}

  static async create(): Promise<ScratchSite> {
    await mkdir(scratch, {recursive: true});
    const folder = await mkdtemp(`${scratch}/`);
    await cp(new URL('site', import.meta.url), folder, {recursive: true});
    return new ScratchSite(folder);
  }

  /** Writes a configuration: the plugin's options and Vite's other ones, as code. */
  async configure(options: string, others = ''): Promise<void> {
    await this.write(
      'vite.config.js',
      `import {workboxRevalidate} from 'workbox-revalidate/vite';
      export default {
        cacheDir: '.vite',
        plugins: [workboxRevalidate(${options})],
        ${others}
      };`,
    );
  }

  write(name: string, text: string): Promise<void> {
    return writeFile(join(this.folder, name), text);
  }

  /** A file of the build. */
  built(name: string): Promise<string> {
    return readFile(join(this.folder, 'dist', name), 'utf8');
  }

  /** @returns what Vite has said. */
  async build(...args: string[]): Promise<string> {
    const {stdout, stderr} = await promisify(execFile)(
      process.execPath,
      [vite, 'build', ...args],
      this.#options(),
    );
    return stripVTControlCharacters(stdout + stderr);
  }

  preview(): Promise<Server> {
    return this.#serve('preview');
  }

  dev(): Promise<Server> {
    return this.#serve('dev');
  }

  async remove(): Promise<void> {
    await Promise.all(this.#servers.map(stopped));
    await rm(this.folder, {recursive: true, force: true});
  }

  async #serve(command: 'dev' | 'preview'): Promise<Server> {
    const server = spawn(process.execPath, [vite, command, '--port', '0'], this.#options());
    this.#servers.push(server);
    let said = '';
    const listen = (data: Buffer) => {
      said += data;
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    const plainly = () => stripVTControlCharacters(said);
    const address = () => /http:\/\/localhost:\d+\S*/.exec(plainly())?.[0];
    await expect.poll(() => address() ?? plainly(), {timeout: 20_000}).toMatch(/^http/);
    return {url: address() ?? '', said: plainly, stop: () => stopped(server)};
  }

  #options() {
    // Playwright sets it for tests; Vite's users leave it to Vite.
    const {NODE_ENV, ...env} = process.env;
    return {cwd: this.folder, env};
  }
}

export interface Server {
  /** Of the site, with its base. */
  readonly url: string;
  /** What Vite has said until now. */
  said(): string;
  stop(): Promise<void>;
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill();
  await once(server, 'exit');
}

/** Each test has its own site. */
export const test = base.extend<{site: ScratchSite}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern.
  site: async ({}, use) => {
    const site = await ScratchSite.create();
    await use(site);
    await site.remove();
  },
});
