import {fileURLToPath} from 'node:url';
import {build} from 'vite';

// One classic script with all that a worker imports, and Workbox, for importScripts().
const dist = fileURLToPath(new URL('../dist', import.meta.url));
await build({
  configFile: false,
  logLevel: 'error',
  define: {'process.env.NODE_ENV': '"production"'},
  build: {
    outDir: dist,
    emptyOutDir: false,
    sourcemap: true,
    lib: {
      entry: `${dist}/index.js`,
      formats: ['iife'],
      name: 'workboxRevalidate',
      fileName: () => 'workbox-revalidate.classic.js',
    },
  },
});
