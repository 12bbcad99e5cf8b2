import {BroadcastUpdatePlugin} from 'workbox-broadcast-update/BroadcastUpdatePlugin.js';
import {CacheableResponsePlugin} from 'workbox-cacheable-response/CacheableResponsePlugin.js';
import type {WorkboxPlugin} from 'workbox-core/types.js';
import {ExpirationPlugin} from 'workbox-expiration/ExpirationPlugin.js';
import {
  broadcastCacheStatus,
  cacheStatusField,
  partialResponses,
  RevalidateWhenStale,
  type RevalidateWhenStaleOptions,
  storageLimits,
} from 'workbox-revalidate';
import {registerRoute} from 'workbox-routing/registerRoute.js';
import type {RouteConfig, WorkerConfig} from '../support/worker-config.js';

declare const self: ServiceWorkerGlobalScope;

/** A worker that does what the query of its own URL says, so that a spec reads in one place. */
const config: WorkerConfig = JSON.parse(
  new URL(self.location.href).searchParams.get('config') ?? '{}',
);

/** What a spec may ask for, by a message with a port. */
const notes: Record<string, string[]> = {recorded: [], 'clock-readings': []};

const readClock = Date.now;
Date.now = () => {
  const nowMs = readClock();
  notes['clock-readings']?.push(String(nowMs));
  return nowMs;
};

if (config.slowStorage) {
  const match = caches.match.bind(caches);
  let lookUpMs = 300;
  caches.match = async (...asked) => {
    lookUpMs += 50;
    await new Promise((resolve) => setTimeout(resolve, lookUpMs));
    return match(...asked);
  };
}

/** A plugin with every callback of Workbox, which changes nothing and notes what it was called for. */
const recorder: WorkboxPlugin = {
  cacheDidUpdate: async ({oldResponse, newResponse}) =>
    note('cacheDidUpdate', `${await oldResponse?.text()} -> ${await newResponse.text()}`),
  cachedResponseWillBeUsed: async ({cachedResponse}) => {
    note('cachedResponseWillBeUsed', cachedResponse?.status);
    return cachedResponse;
  },
  cacheKeyWillBeUsed: async ({request, mode}) => {
    note('cacheKeyWillBeUsed', mode);
    return request;
  },
  cacheWillUpdate: async ({response}) => {
    note('cacheWillUpdate', response.status);
    return response;
  },
  fetchDidFail: async () => note('fetchDidFail'),
  fetchDidSucceed: async ({response}) => {
    note('fetchDidSucceed', response.status);
    return response;
  },
  handlerDidComplete: async () => note('handlerDidComplete'),
  handlerDidError: async () => {
    note('handlerDidError');
    return undefined;
  },
  handlerDidRespond: async ({response}) => note('handlerDidRespond', response?.status),
  handlerWillRespond: async ({response}) => {
    note('handlerWillRespond', response.status);
    return response;
  },
  handlerWillStart: async () => note('handlerWillStart'),
  requestWillFetch: async ({request}) => {
    note('requestWillFetch', request.headers.get('if-none-match'));
    return request;
  },
};

function note(callback: string, detail: unknown = ''): void {
  notes['recorded']?.push(`${callback} ${detail}`.trim());
}

function pluginsOf({plugins = {}}: RouteConfig): WorkboxPlugin[] {
  const {statuses, expiration, fallbackText, cacheKey} = plugins;
  const wanted = [
    plugins.recorder && recorder,
    statuses && new CacheableResponsePlugin({statuses}),
    plugins.broadcast && new BroadcastUpdatePlugin(),
    plugins.partialResponses && partialResponses(plugins.partialResponses),
    plugins.storageLimits && storageLimits(plugins.storageLimits),
    plugins.cacheStatus && broadcastCacheStatus(),
    plugins.cacheStatus && cacheStatusField(),
    expiration && new ExpirationPlugin(expiration),
    fallbackText && {handlerDidError: async () => new Response(fallbackText)},
    cacheKey && {cacheKeyWillBeUsed: async () => cacheKey},
    plugins.readsBody && {
      cacheWillUpdate: async ({response}: {response: Response}) =>
        (await response.clone().text()) ? response : null,
    },
  ];
  return wanted.filter(Boolean) as WorkboxPlugin[];
}

for (const route of config.routes ?? [{prefix: '/'}]) {
  const options: RevalidateWhenStaleOptions = {...route.options, plugins: pluginsOf(route)};
  const strategy = new RevalidateWhenStale(options);
  registerRoute(
    ({url}) => url.pathname.startsWith(route.prefix),
    route.through === 'handleAll'
      ? async ({event, request}) => {
          const [response, done] = strategy.handleAll({event, request});
          event.waitUntil(done);
          return response;
        }
      : strategy,
    route.method as Parameters<typeof registerRoute>[2],
  );
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => {
  const preload = config.navigationPreload && self.registration.navigationPreload.enable();
  event.waitUntil(Promise.all([self.clients.claim(), preload]));
});
self.addEventListener('message', (event) => {
  event.ports[0]?.postMessage(notes[event.data]?.splice(0));
});
