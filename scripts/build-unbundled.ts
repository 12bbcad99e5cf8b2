import {fileURLToPath} from 'node:url';
import {build} from 'vite';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

/** Bundles an entry into one file, for sites that have no bundler. */
async function bundle(entry: string, format: 'iife' | 'es', fileName: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    define: {'process.env.NODE_ENV': '"production"'},
    build: {
      outDir: dist,
      emptyOutDir: false,
      sourcemap: true,
      lib: {
        entry: `${dist}/${entry}`,
        formats: [format],
        name: 'workboxRevalidate',
        fileName: () => fileName,
      },
    },
  });
}

// All that a worker imports, and Workbox, for importScripts(); and all that a page does.
await bundle('index.js', 'iife', 'workbox-revalidate.classic.js');
await bundle('page/index.js', 'es', 'workbox-revalidate.page.js');
