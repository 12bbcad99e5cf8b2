import {fileURLToPath} from 'node:url';
import {build} from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Playwright's global setup: bundles the specs' worker, from the built package, as its users would. */
// biome-ignore lint/style/noDefaultExport: Playwright asks for it.
export default async function buildWorker(): Promise<void> {
  for (const mode of ['production', 'development']) {
    await build({
      root,
      mode,
      configFile: false,
      logLevel: 'error',
      define: {'process.env.NODE_ENV': JSON.stringify(mode)},
      build: {
        outDir: '.cache/e2e',
        emptyOutDir: false,
        minify: false,
        rollupOptions: {
          input: 'e2e/workers/configured.ts',
          output: {format: 'iife', entryFileNames: `sw.${mode}.js`},
        },
      },
    });
  }
}
