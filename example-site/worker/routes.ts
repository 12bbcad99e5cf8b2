import type {WorkboxPlugin} from 'workbox-core';
import {ExpirationPlugin} from 'workbox-expiration';
import {RevalidateWhenStale} from 'workbox-revalidate';

// Workbox's own types disagree under `exactOptionalPropertyTypes`.
const keepAtMost = (maxEntries: number) => new ExpirationPlugin({maxEntries}) as WorkboxPlugin;

const pages = new RevalidateWhenStale({
  cacheName: 'pages',
  // The pages are `no-cache`; at sea, yesterday's confirmation is better than an error.
  override: {offline: 'serve-stored'},
  networkTimeoutSeconds: 4,
});

const figures = new RevalidateWhenStale({
  cacheName: 'figures',
  networkTimeoutSeconds: 4,
  // Every day has an address of its own: without a bound they would gather for ever.
  plugins: [keepAtMost(120)],
});

const pictures = new RevalidateWhenStale({cacheName: 'pictures', networkTimeoutSeconds: 4});

const assets = new RevalidateWhenStale({
  cacheName: 'assets',
  // A new build has new names; the old ones are not asked for again.
  plugins: [keepAtMost(40)],
});

/** The strategy for each kind of address; none for what must reach the origin. */
export function strategyFor({pathname}: URL): RevalidateWhenStale | undefined {
  if (pathname.startsWith('/api/')) return figures;
  if (pathname.startsWith('/chart/') || pathname.startsWith('/images/')) return pictures;
  if (pathname.startsWith('/assets/')) return assets;
  if (/^\/(icon.*|manifest\.webmanifest)$/.test(pathname)) return pictures;
  if (/^\/(|moon|about|city\/[^/]+)$/.test(pathname)) return pages;
  return undefined;
}
