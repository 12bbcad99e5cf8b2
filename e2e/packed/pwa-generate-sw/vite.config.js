import {defineConfig} from 'vite';
import {VitePWA} from 'vite-plugin-pwa';

export default defineConfig({
  plugins: [
    VitePWA({
      registerType: 'autoUpdate',
      manifest: {name: 'Harbour'},
      workbox: {
        importScripts: ['workbox-revalidate.classic.js', 'routes.js'],
        // The browser keeps it with the worker.
        globIgnores: ['routes.js'],
      },
    }),
  ],
});
