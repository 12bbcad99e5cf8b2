import {statSync} from 'node:fs';
import {resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {normalizePath} from 'vite';
import {wrong} from '../check.js';

const ready = normalizePath(fileURLToPath(new URL('../ready-worker.js', import.meta.url)));

/**
 * The file that the worker begins with.
 * @throws {TypeError} where there is none.
 */
export function workerEntry(worker: string | undefined, root: string): string {
  if (worker === undefined) return ready;
  const path = resolve(root, worker);
  if (!statSync(path, {throwIfNoEntry: false})?.isFile()) {
    wrong('worker', worker, `the path of a file from ${root}`);
  }
  return normalizePath(path);
}
