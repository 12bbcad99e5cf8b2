import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vite';
import {readPageAssets} from './origin/page-assets.js';

const root = fileURLToPath(new URL('.', import.meta.url));
export const siteFolder = fileURLToPath(new URL('dist', import.meta.url));

/** Two builds into one folder: the page code, then (`--mode worker`) the worker that stores it. */
export default defineConfig(({mode}) => ({
  root,
  publicDir: mode === 'worker' ? false : 'page/public',
  logLevel: 'warn',
  ...(mode === 'worker'
    ? {
        define: {
          // Workbox asks for it, and a browser has none.
          'process.env.NODE_ENV': '"production"',
          SHELL_ASSETS: JSON.stringify(readPageAssets(siteFolder).all),
        },
        build: {
          outDir: siteFolder,
          emptyOutDir: false,
          rolldownOptions: {
            input: 'worker/sw.ts',
            output: {format: 'iife' as const, entryFileNames: 'sw.js'},
          },
        },
      }
    : {
        build: {
          outDir: siteFolder,
          emptyOutDir: true,
          manifest: true,
          modulePreload: {polyfill: false},
          rolldownOptions: {input: 'page/main.ts'},
        },
      }),
}));
