import {
  answerPages,
  type CacheStatusRecord,
  onCacheStatus,
  partialResponses,
  RevalidateWhenStale,
  type RevalidateWhenStaleOptions,
  type RouteOptions,
  registerRoutes,
  routeStatically,
} from 'workbox-revalidate';
import {registerRoute} from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope;

const say = ({url, hit, ttl}: CacheStatusRecord) => console.debug(url, hit, ttl);
const routes: RouteOptions[] = [
  {match: '/api/*', cacheName: 'api', defaults: {maxAgeSeconds: 60}},
  {match: {destination: 'image', origin: '*'}, plugins: [onCacheStatus(say)]},
  {match: ({sameOrigin}) => sameOrigin, warm: {urls: ['/'], required: true}},
];
answerPages(registerRoutes(routes));
routeStatically(routes);

const options: RevalidateWhenStaleOptions = {plugins: [partialResponses()]};
registerRoute(/\/maps\//, new RevalidateWhenStale(options));

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

// @ts-expect-error: there is no such unit
registerRoutes([{match: '/api/*', defaults: {maxAgeMinutes: 1}}]);
// @ts-expect-error: there is no such destination
registerRoutes([{match: {destination: 'picture'}}]);
// @ts-expect-error: a number of seconds
new RevalidateWhenStale({networkTimeoutSeconds: '3'});
