declare const self: ServiceWorkerGlobalScope;

// The limit, with what a cache owes to script: Age, and so a Response of its own (RFC 9111 §5.1).
self.addEventListener('fetch', (event) => {
  const {request} = event;
  if (new URL(request.url).pathname !== '/') event.respondWith(answer(event));
});

async function answer(event: FetchEvent): Promise<Response> {
  const {request} = event;
  const stored = await caches.match(request);
  if (!stored) return store(event);
  const headers = new Headers(stored.headers);
  headers.set('Age', `${Math.floor((Date.now() - Date.parse(headers.get('date') ?? '')) / 1000)}`);
  return new Response(stored.body, {headers});
}

async function store(event: FetchEvent): Promise<Response> {
  const {request} = event;
  const response = await fetch(request);
  const twin = response.clone();
  event.waitUntil(caches.open('limit').then((cache) => cache.put(request, twin)));
  return response;
}

export {};
