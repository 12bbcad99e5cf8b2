declare const self: ServiceWorkerGlobalScope;

// What a worker should not do: it has the whole body in memory before the page gets any of it.
self.addEventListener('fetch', (event) => event.respondWith(answer(event.request)));

async function answer(request: Request): Promise<Response> {
  const stored = await caches.match(request);
  const response = stored ?? (await fetch(request));
  const {headers} = response;
  const body = await response.arrayBuffer();
  if (!stored && headers.has('etag')) {
    await (await caches.open('buffering')).put(request, new Response(body, {headers}));
  }
  return new Response(body, {headers});
}

export {};
