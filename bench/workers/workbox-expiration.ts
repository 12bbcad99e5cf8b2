import type {WorkboxPlugin} from 'workbox-core/types.js';
import {ExpirationPlugin} from 'workbox-expiration/ExpirationPlugin.js';
import {registerRoute} from 'workbox-routing/registerRoute.js';
import {CacheFirst} from 'workbox-strategies/CacheFirst.js';

const plugins = [new ExpirationPlugin({maxEntries: 1000, maxAgeSeconds: 86_400}) as WorkboxPlugin];
registerRoute(({url}) => url.pathname !== '/', new CacheFirst({cacheName: 'images', plugins}));
