import {RevalidateWhenStale} from 'workbox-revalidate';
import {registerRoute} from 'workbox-routing/registerRoute.js';

registerRoute(({url}) => url.pathname !== '/', new RevalidateWhenStale());
