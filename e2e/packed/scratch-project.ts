import {execFile} from 'node:child_process';
import {cp, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify, stripVTControlCharacters} from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const QUIETLY = ['--no-audit', '--no-fund', '--loglevel=error'];

/** Packs this package, as built, into a folder; @returns the file. */
export async function pack(folder: string): Promise<string> {
  const said = await run(root, 'npm', 'pack', '--ignore-scripts', '--pack-destination', folder);
  return join(folder, said.trim().split('\n').at(-1) ?? '');
}

/** A new folder outside the repository, where nothing is found but what is installed there. */
export function scratchFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'workbox-revalidate-'));
}

/** A copy of a project of `e2e/packed`. */
export class ScratchProject {
  #folder = '';

  constructor(readonly name: string) {}

  /** Installs what the project asks for, and packages that replace or join it. */
  async install(...packages: string[]): Promise<void> {
    this.#folder = await scratchFolder();
    await cp(new URL(this.name, import.meta.url), this.#folder, {recursive: true});
    await this.#npm('install', '--prefer-offline', '--no-package-lock', ...packages);
  }

  /** @returns the folder that was built. */
  async build(): Promise<string> {
    await this.#npm('run', 'build');
    return join(this.#folder, 'dist');
  }

  /** Runs a script of an installed package; @returns what it says, also where it fails. */
  async node(script: string, ...args: string[]): Promise<string> {
    const path = join('node_modules', script);
    return run(this.#folder, process.execPath, path, ...args).catch(({message}) => message);
  }

  async remove(): Promise<void> {
    if (this.#folder) await rm(this.#folder, {recursive: true});
  }

  #npm(command: string, ...args: string[]): Promise<string> {
    return run(this.#folder, 'npm', command, ...QUIETLY, ...args);
  }
}

/** @throws {Error} with all that was said, where it fails. */
async function run(folder: string, file: string, ...args: string[]): Promise<string> {
  // Playwright sets it for tests; the build tools' users leave it to these.
  const {NODE_ENV, ...env} = process.env;
  try {
    return (await promisify(execFile)(file, args, {cwd: folder, env})).stdout;
  } catch (error) {
    const {stdout, stderr} = error as {stdout: string; stderr: string};
    throw new Error(stripVTControlCharacters(`${file} ${args.join(' ')}\n${stdout}${stderr}`));
  }
}
