// Functions that run in a page: each is sent there as its text, knows nothing of this
// file, and has no named function within, since tsx would call a helper to name it.

export async function register(): Promise<void> {
  const controlled = new Promise((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', resolve, {once: true});
  });
  await navigator.serviceWorker.register('/sw.js');
  if (!navigator.serviceWorker.controller) await controlled;
}

/** Fetches URLs, some at once, and waits until a worker that stores them has done so. */
export async function fill(urls: readonly string[], isStored: boolean): Promise<void> {
  const left = [...urls];
  await Promise.all(
    Array.from({length: 20}, async () => {
      for (let url = left.pop(); url; url = left.pop()) {
        await (await fetch(url)).arrayBuffer();
        for (let i = 0; isStored && !(await caches.match(url)); i++) {
          if (i === 200) throw new Error(`${url} is not stored`);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    }),
  );
}

/** Has a 304 renew an entry, as on any site that is used: from then on the worker keeps something beside its cache. */
export async function renewOne(): Promise<void> {
  const url = '/stale/1000/used';
  await (await fetch(url)).arrayBuffer();
  while (!(await caches.match(url))) await new Promise((resolve) => setTimeout(resolve, 20));
  await (await fetch(url)).arrayBuffer();
}

/** Waits until it is written what 304s have changed of URLs. */
export async function sidecarsWritten(urls: readonly string[]): Promise<void> {
  const cacheName = `${(await caches.keys())[0]}.sidecars`;
  for (const url of urls) {
    for (let i = 0; !(await caches.match(url, {cacheName})); i++) {
      if (i === 200) throw new Error(`${url} has no sidecar`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** Reads bodies, one after the other, into the same few bytes, so that nothing of them is kept. */
export async function readThrough(urls: readonly string[]): Promise<void> {
  let space = new Uint8Array(65_536);
  for (const url of urls) {
    const reader = (await fetch(url)).body?.getReader({mode: 'byob'});
    while (reader) {
      const {value, done} = await reader.read(space);
      if (value) space = new Uint8Array(value.buffer);
      if (done) break;
    }
  }
}

/** Milliseconds until all pictures are there, asked for at once. */
export async function imagesMs(urls: readonly string[]): Promise<number> {
  const startMs = performance.now();
  await Promise.all(
    urls.map(
      (url) =>
        new Promise((resolve, reject) => {
          const image = new Image();
          image.onload = resolve;
          image.onerror = () => reject(new Error(`${url} is no picture`));
          image.src = url;
        }),
    ),
  );
  return performance.now() - startMs;
}

/** Milliseconds until script has all bodies, asked for at once. */
export async function bodiesMs(urls: readonly string[]): Promise<number> {
  const startMs = performance.now();
  await Promise.all(urls.map(async (url) => (await fetch(url)).arrayBuffer()));
  return performance.now() - startMs;
}

/** Has the worker started, if it was stopped. */
export async function wake(): Promise<void> {
  await (await fetch('/')).text();
}

/** Puts entries beside what is measured, into the cache that holds it, and as many into its companion. */
export async function addEntries(from: number, to: number, hasCompanion: boolean): Promise<void> {
  const [name = ''] = (await caches.keys()).filter((name) => !name.endsWith('.sidecars'));
  for (const cacheName of hasCompanion ? [name, `${name}.sidecars`] : [name]) {
    const cache = await caches.open(cacheName);
    for (let first = from; first < to; first += 200) {
      const count = Math.min(200, to - first);
      await Promise.all(
        Array.from({length: count}, (_, i) => cache.put(`/filler/${first + i}`, new Response('x'))),
      );
    }
  }
}

/** How long the evaluation of the worker took when it was last started. */
export async function evaluationMs(): Promise<number> {
  const {active} = await navigator.serviceWorker.ready;
  return new Promise((resolve) => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = ({data}) => resolve(data);
    active?.postMessage('evaluation', [port2]);
  });
}
