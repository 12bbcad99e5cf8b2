import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vite';
import {workboxRevalidate} from 'workbox-revalidate/vite';
import {routes} from './routes.js';
import {siteFolder} from './site-folder.js';

/** Builds the page code and the worker; the pages themselves come from the site's own origin. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: 'page/public',
  logLevel: 'warn',
  plugins: [workboxRevalidate({routes})],
  build: {
    outDir: siteFolder,
    emptyOutDir: true,
    // The origin reads from it what its pages are to load.
    manifest: true,
    modulePreload: {polyfill: false},
    rolldownOptions: {input: 'page/main.ts'},
  },
});
