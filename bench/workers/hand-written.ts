declare const self: ServiceWorkerGlobalScope;

// As people write it: If-None-Match, and the entry put again on a 304 so that its date is new.
self.addEventListener('fetch', (event) => event.respondWith(answer(event)));

async function answer(event: FetchEvent): Promise<Response> {
  const {request} = event;
  const cache = await caches.open('hand-written');
  const stored = await cache.match(request);
  const age = Date.now() - Number(stored?.headers.get('x-stored-at') ?? 0);
  const maxAge = Number(/max-age=(\d+)/.exec(stored?.headers.get('cache-control') ?? '')?.[1] ?? 0);
  if (stored && age < maxAge * 1000) return stored;
  const etag = stored?.headers.get('etag');
  const headers = etag ? {'If-None-Match': etag} : {};
  const response = await fetch(request.url, {headers, cache: 'no-cache'});
  if (stored && response.status === 304) {
    event.waitUntil(cache.put(request, dated(stored.clone())));
    return stored;
  }
  if (response.headers.has('etag')) event.waitUntil(cache.put(request, dated(response.clone())));
  return response;
}

function dated(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set('x-stored-at', `${Date.now()}`);
  return new Response(response.body, {headers});
}

export {};
