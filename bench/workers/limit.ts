declare const self: ServiceWorkerGlobalScope;

// The least that a worker can do to answer from Cache Storage; it fills the cache itself.
self.addEventListener('fetch', (event) => {
  const {request} = event;
  if (new URL(request.url).pathname === '/') return;
  event.respondWith(caches.match(request).then((stored) => stored ?? store(request)));
});

async function store(request: Request): Promise<Response> {
  const response = await fetch(request);
  await (await caches.open('limit')).put(request, response.clone());
  return response;
}

export {};
