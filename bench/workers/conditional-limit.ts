declare const self: ServiceWorkerGlobalScope;

// The least that a worker can do to revalidate: match, a conditional request, and the stored response,
// with nothing recorded.
self.addEventListener('fetch', (event) => event.respondWith(answer(event.request)));

async function answer(request: Request): Promise<Response> {
  const stored = await caches.match(request);
  const etag = stored?.headers.get('etag');
  if (!stored || !etag) return store(request);
  const headers = {'If-None-Match': etag};
  const response = await fetch(request.url, {headers, cache: 'no-cache'});
  return response.status === 304 ? stored : response;
}

async function store(request: Request): Promise<Response> {
  const response = await fetch(request);
  if (response.headers.has('etag'))
    await (await caches.open('limit')).put(request, response.clone());
  return response;
}

export {};
