import {registerRoute} from 'workbox-routing/registerRoute.js';
import {NetworkFirst} from 'workbox-strategies/NetworkFirst.js';

registerRoute(({url}) => url.pathname !== '/', new NetworkFirst());
