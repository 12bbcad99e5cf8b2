import {fileURLToPath} from 'node:url';
import {build} from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Playwright's global setup: bundles what specs run, from the built package, as its users would. */
// biome-ignore lint/style/noDefaultExport: Playwright asks for it.
export default async function buildWorker(): Promise<void> {
  for (const mode of ['production', 'development']) {
    await bundle('e2e/workers/configured.ts', `sw.${mode}.js`, mode);
  }
  await bundle('e2e/workers/routed.ts', 'sw.routed.js');
  await bundle('e2e/support/page-client.ts', 'sw.page-client.js');
}

async function bundle(input: string, fileName: string, mode = 'production'): Promise<void> {
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
      rollupOptions: {input, output: {format: 'iife', entryFileNames: fileName}},
    },
  });
}
