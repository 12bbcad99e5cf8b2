import {
  answerPages,
  partialResponses,
  type RouteOptions,
  refresh,
  registerRoutes,
  routeStatically,
  storageLimits,
} from 'workbox-revalidate';
import type {RoutedConfig} from '../support/worker-config.js';

declare const self: ServiceWorkerGlobalScope;

/** A worker of routes, as its users write it, which does what the query of its own URL says. */
const config: RoutedConfig = JSON.parse(
  new URL(self.location.href).searchParams.get('config') ?? '{"routes":[]}',
);

declare const URLPattern: new (init: object) => Extract<RouteOptions['match'], {test: unknown}>;

/** What JSON cannot say. */
const routes = config.routes.map(
  ({regExp, pattern, startsWith, onlyGet, limits, parts, ...others}): RouteOptions => {
    const plugins = [limits && storageLimits(limits), parts && partialResponses(parts)];
    const route = {...others, plugins: plugins.filter((plugin) => !!plugin)};
    if (regExp) return {...route, match: new RegExp(regExp)};
    if (pattern) return {...route, match: new URLPattern(pattern)};
    if (startsWith) {
      return {
        ...route,
        match: ({url, request}) =>
          url.pathname.startsWith(startsWith) && (!onlyGet || request.method === 'GET'),
      };
    }
    return route as RouteOptions;
  },
);

if (config.slowGroups) {
  const match = caches.match.bind(caches);
  caches.match = async (request, options) => {
    const found = await match(request, options);
    if (`${request}`.includes('group=')) await new Promise((resolve) => setTimeout(resolve, 1000));
    return found;
  };
}

if (config.slowCompanions) {
  const open = caches.open.bind(caches);
  caches.open = async (name) => {
    if (name.endsWith('.sidecars')) await new Promise((resolve) => setTimeout(resolve, 500));
    return open(name);
  };
}

/** Which paths reached the worker. */
const seen: string[] = [];
// Before Workbox's listener, which keeps to itself what it answers.
self.addEventListener('fetch', ({request}) => {
  seen.push(new URL(request.url).pathname);
});

let refusal = '';
try {
  const registered = registerRoutes(routes);
  answerPages(registered);
  if (config.staticRouting) routeStatically(routes);
  self.addEventListener('message', (event) => {
    if (event.data === 'refresh') {
      void refresh(registered, event, {match: '/*'}).then(() =>
        event.ports[0]?.postMessage('refreshed'),
      );
    }
  });
} catch (error) {
  refusal = `${error}`;
}

self.addEventListener('message', ({data, ports: [port]}) => {
  if (data === 'refusal') port?.postMessage(refusal);
  if (data === 'seen') port?.postMessage(seen);
  // No page of another origin can send it: only a fault of the engine could bring it here.
  if (data === 'message-from-elsewhere') {
    const purge = {to: 'workbox-revalidate', message: {type: 'purge'}};
    const init = {data: purge, origin: 'https://elsewhere.example'};
    self.dispatchEvent(new ExtendableMessageEvent('message', init));
    port?.postMessage('sent');
  }
});

if (config.answersShare) {
  self.addEventListener('fetch', (event) => {
    if (event.request.url.endsWith('/share')) event.respondWith(new Response('shared'));
  });
}

if (config.takesOver !== false) {
  self.addEventListener('install', () => void self.skipWaiting());
}
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
