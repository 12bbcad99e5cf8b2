import {freshen} from '../../src/http/freshening.js';
import {responseStore} from '../../src/storage/response-store.js';
import {type Known, sidecarsOf} from '../../src/storage/sidecar.js';

declare const self: ServiceWorkerGlobalScope;

const CACHE = 'recording';
const store = responseStore(CACHE);
const known = new Map<string, Known>();
const sidecars = sidecarsOf(CACHE, (key) => known.get(key));
const urlOf = (bodyBytes: number) => `${self.location.origin}/${bodyBytes}`;

/** Random, since a store may compress. */
function bodyOf(bodyBytes: number): Blob {
  const block = crypto.getRandomValues(new Uint8Array(Math.min(bodyBytes, 65_536)));
  return new Blob(Array(Math.ceil(bodyBytes / block.length)).fill(block));
}

async function storeBody(bodyBytes: number): Promise<void> {
  const headers = {ETag: `"${bodyBytes}"`, Date: new Date().toUTCString()};
  const nowMs = Date.now();
  await store.put(urlOf(bodyBytes), new Response(bodyOf(bodyBytes), {headers}), {
    requestTimeMs: nowMs,
    responseTimeMs: nowMs,
    request: new Request(urlOf(bodyBytes)),
  });
}

/** What the strategy does with a 304: the changed fields, and the sidecar that keeps them. */
async function record304(bodyBytes: number): Promise<number> {
  const startMs = performance.now();
  const nowMs = Date.now();
  const copy = await store.lookUp(urlOf(bodyBytes), new Request(urlOf(bodyBytes)), nowMs);
  if (!copy) throw new Error(`${bodyBytes} bytes are not stored`);
  const answer = new Headers({'Cache-Control': 'max-age=60', Date: new Date(nowMs).toUTCString()});
  const updates = freshen(copy.response.headers, copy.updates, answer, nowMs);
  known.set(copy.key, {stamp: {...copy.stamp, updates}});
  await sidecars.write(copy.key);
  return performance.now() - startMs;
}

/** What workers do that know only whole entries: the stored body under new fields. */
async function putAgain(bodyBytes: number): Promise<number> {
  const startMs = performance.now();
  const cache = await caches.open(CACHE);
  const stored = await cache.match(urlOf(bodyBytes));
  if (!stored) throw new Error(`${bodyBytes} bytes are not stored`);
  await cache.put(`${urlOf(bodyBytes)}?again`, new Response(stored.body, stored));
  return performance.now() - startMs;
}

const WORK = {storeBody, record304, putAgain};

self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => {
  const {work, bodyBytes} = event.data as {work: keyof typeof WORK; bodyBytes: number};
  const done = WORK[work](bodyBytes).then((ms) => event.ports[0]?.postMessage(ms));
  event.waitUntil(done);
});
