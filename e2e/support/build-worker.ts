import {fileURLToPath} from 'node:url';
import {build} from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Playwright's global setup: bundles the specs' worker, from the built package, as its users would. */
// biome-ignore lint/style/noDefaultExport: Playwright asks for it.
export default async function buildWorker(): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    define: {'process.env.NODE_ENV': '"production"'},
    build: {
      outDir: '.cache/e2e',
      minify: false,
      rollupOptions: {
        input: 'e2e/workers/configured.ts',
        output: {format: 'iife', entryFileNames: 'sw.js'},
      },
    },
  });
}
