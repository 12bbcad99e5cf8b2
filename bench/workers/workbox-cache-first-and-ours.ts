import {RevalidateWhenStale} from 'workbox-revalidate';
import {registerRoute} from 'workbox-routing/registerRoute.js';
import {CacheFirst} from 'workbox-strategies/CacheFirst.js';

registerRoute(({url}) => url.pathname !== '/', new CacheFirst());
// Bundled, and never called.
Object.assign(self, {RevalidateWhenStale});
