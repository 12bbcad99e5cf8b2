declare const self: ServiceWorkerGlobalScope;

// The least that a worker can do to answer from Cache Storage; it fills the cache itself.
self.addEventListener('fetch', (event) => {
  const {request} = event;
  if (new URL(request.url).pathname === '/') return;
  event.respondWith(caches.match(request).then((stored) => stored ?? store(event)));
});

async function store(event: FetchEvent): Promise<Response> {
  const {request} = event;
  const response = await fetch(request);
  const twin = response.clone();
  event.waitUntil(caches.open('limit').then((cache) => cache.put(request, twin)));
  return response;
}

export {};
