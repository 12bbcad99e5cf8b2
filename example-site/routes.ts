import type {PlainRoute} from 'workbox-revalidate/vite';

const page = {
  cacheName: 'pages',
  // The pages are `no-cache`; at sea, yesterday's confirmation is better than an error.
  override: {offline: 'serve-stored'},
  networkTimeoutSeconds: 4,
} as const;

const picture = {
  cacheName: 'pictures',
  networkTimeoutSeconds: 4,
  // The charts of two years for every city.
  limits: {maxEntries: 120},
} as const;

/**
 * What the worker answers; none for what must reach the origin. Patterns only, so that the browser may
 * send all else to the network without starting the worker.
 */
export const routes: readonly PlainRoute[] = [
  ...['/', '/moon', '/about', '/cache'].map((path) => ({...page, match: path, warm: [path]})),
  {...page, match: '/city/:slug'},
  {
    match: '/api/*',
    cacheName: 'figures',
    networkTimeoutSeconds: 4,
    // Every day has an address of its own: without a bound they would gather for ever.
    limits: {maxEntries: 120},
  },
  {...picture, match: '/chart/*'},
  {...picture, match: '/images/*'},
  {...picture, match: '/icon*', warm: ['/icon.svg', '/icon-192.png']},
  {...picture, match: '/manifest.webmanifest', warm: ['/manifest.webmanifest']},
  {
    match: '/assets/*',
    cacheName: 'assets',
    warm: {assets: ['assets/*']},
    // A new build has new names; the old ones are not asked for again.
    limits: {maxEntries: 40},
  },
];
