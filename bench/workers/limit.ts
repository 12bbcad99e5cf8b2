declare const self: ServiceWorkerGlobalScope;

// The least that a worker can do to answer from Cache Storage; it fills the cache itself.
self.addEventListener('fetch', (event) => {
  event.respondWith(caches.match(event.request).then((stored) => stored ?? store(event.request)));
});

async function store(request: Request): Promise<Response> {
  const response = await fetch(request);
  if (new URL(request.url).pathname === '/') return response;
  await (await caches.open('limit')).put(request, response.clone());
  return response;
}

export {};
