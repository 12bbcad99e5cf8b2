import {registerRoute} from 'workbox-routing/registerRoute.js';
import {StaleWhileRevalidate} from 'workbox-strategies/StaleWhileRevalidate.js';

registerRoute(({url}) => url.pathname !== '/', new StaleWhileRevalidate());
