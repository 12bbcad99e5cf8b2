import {clientsClaim} from 'workbox-core';
import {registerRoute} from 'workbox-routing';
import {strategyFor} from './routes.js';

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build: the page code's hashed addresses. */
declare const SHELL_ASSETS: readonly string[];

const SHELL = [
  '/',
  '/moon',
  '/about',
  '/manifest.webmanifest',
  '/icon.svg',
  '/icon-192.png',
  ...SHELL_ASSETS,
];

/** Has each address's own strategy fetch and store it, as if a page had asked for it. */
async function store(event: ExtendableEvent, addresses: readonly string[]): Promise<void> {
  await Promise.all(
    addresses.map((address) => {
      const url = new URL(address, self.location.href);
      return strategyFor(url)?.handle({event, request: new Request(url)});
    }),
  );
}

function isOurs(url: URL): boolean {
  return url.origin === self.location.origin && strategyFor(url) !== undefined;
}

registerRoute(
  ({url}) => isOurs(url),
  ({event, request, url}) => strategyFor(url)?.handle({event, request}) ?? fetch(request),
);

self.addEventListener('install', (event) => {
  void self.skipWaiting();
  event.waitUntil(store(event, SHELL));
});
clientsClaim();

// A page that loaded before it had a worker names what it has loaded, so that one visit is enough.
self.addEventListener('message', (event) => {
  const {loaded} = event.data as {loaded?: readonly string[]};
  if (!loaded) return;
  const ours = loaded.filter((address) => isOurs(new URL(address)));
  event.waitUntil(store(event, ours));
});
