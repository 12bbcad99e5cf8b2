/// <reference path="./vite/virtual-routes.d.ts" />
import {options, routes} from 'virtual:workbox-revalidate/routes';
import {registerRoutes} from './routes.js';
import {routeStatically} from './static-routing.js';
import {answerPages} from './worker-messages.js';

declare const self: ServiceWorkerGlobalScope;

answerPages(registerRoutes(routes));
if (options.staticRouting) routeStatically(routes);
// The page of the first visit, too.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
