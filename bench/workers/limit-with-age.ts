declare const self: ServiceWorkerGlobalScope;

// The limit, with what a cache owes to script: Age, and so a Response of its own (RFC 9111 §5.1).
self.addEventListener('fetch', (event) => {
  const {request} = event;
  if (new URL(request.url).pathname !== '/') event.respondWith(answer(request));
});

async function answer(request: Request): Promise<Response> {
  const stored = await caches.match(request);
  if (!stored) return store(request);
  const headers = new Headers(stored.headers);
  headers.set('Age', `${Math.floor((Date.now() - Date.parse(headers.get('date') ?? '')) / 1000)}`);
  return new Response(stored.body, {headers});
}

async function store(request: Request): Promise<Response> {
  const response = await fetch(request);
  await (await caches.open('limit')).put(request, response.clone());
  return response;
}

export {};
