import {options, routes} from 'virtual:workbox-revalidate/routes';
import {answerPages, registerRoutes, routeStatically} from 'workbox-revalidate';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('fetch', (event) => {
  if (event.request.url.endsWith('/says')) event.respondWith(new Response('a worker of its own'));
});
answerPages(registerRoutes(routes));
if (options.staticRouting) routeStatically(routes);
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
