import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import {build, type Rollup} from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** It takes over at once, and tells how long its evaluation took. */
const BEFORE = 'const benchStartMs = performance.now();';
const AFTER = `const benchEvaluationMs = performance.now() - benchStartMs;
addEventListener('install', () => void skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('message', (event) => event.ports[0].postMessage(benchEvaluationMs));`;

interface Bundle {
  readonly source: string;
  /** Minified and gzipped, without what the bench adds. */
  readonly sentBytes: number;
}

const bundles = new Map<string, Promise<Bundle>>();

/** A worker of bench/workers as a site would send it. */
export function bundle(worker: string): Promise<Bundle> {
  const made = bundles.get(worker) ?? bundleOf(worker, true);
  bundles.set(worker, made);
  return made;
}

/** @param minify else functions keep their names. */
export async function bundleOf(worker: string, minify: boolean): Promise<Bundle> {
  const code = await codeOf(`bench/workers/${worker}.ts`, minify);
  return {source: [BEFORE, code, AFTER].join('\n'), sentBytes: gzipSync(code, {level: 9}).length};
}

/** A worker in one script, from where its module stands in the project. */
export async function codeOf(module: string, minify = true): Promise<string> {
  const {output} = (await build({
    root,
    configFile: false,
    logLevel: 'error',
    define: {'process.env.NODE_ENV': '"production"'},
    build: {
      write: false,
      minify,
      rollupOptions: {input: module, output: {format: 'iife'}},
    },
  })) as Rollup.RollupOutput;
  return output[0].code;
}
