// Functions that run in a page: each is sent there as its text, and knows nothing of this file.

export async function register(): Promise<void> {
  const controlled = new Promise((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', resolve, {once: true});
  });
  await navigator.serviceWorker.register('/sw.js');
  if (!navigator.serviceWorker.controller) await controlled;
}

/** Fetches URLs, and waits until they can be found in Cache Storage, if a worker stores them. */
export async function fill(urls: string[], isStored: boolean): Promise<void> {
  for (const url of urls) {
    await (await fetch(url)).blob();
    for (let i = 0; isStored && i < 200 && !(await caches.match(url)); i++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** Milliseconds until a picture is there. */
export async function imageMs(url: string): Promise<number> {
  const image = new Image();
  const startMs = performance.now();
  await new Promise((resolve, reject) => {
    image.onload = resolve;
    image.onerror = () => reject(new Error(`${url} is no picture`));
    image.src = url;
  });
  return performance.now() - startMs;
}

/** Milliseconds until script has a body. */
export async function fetchMs(url: string): Promise<number> {
  const startMs = performance.now();
  await (await fetch(url)).arrayBuffer();
  return performance.now() - startMs;
}

/** Milliseconds until script has all bodies, asked for at once. */
export async function burstMs(urls: string[]): Promise<number> {
  const startMs = performance.now();
  await Promise.all(urls.map(async (url) => (await fetch(url)).arrayBuffer()));
  return performance.now() - startMs;
}

/** Has the worker started, if it was stopped. */
export async function wake(): Promise<void> {
  await (await fetch('/')).text();
}

/** Puts entries beside what is measured, into the cache that holds it. */
export async function addEntries(from: number, to: number): Promise<void> {
  const [name = ''] = (await caches.keys()).filter((name) => !name.endsWith('.sidecars'));
  const cache = await caches.open(name);
  for (let first = from; first < to; first += 200) {
    const count = Math.min(200, to - first);
    await Promise.all(
      Array.from({length: count}, (_, i) => cache.put(`/filler/${first + i}`, new Response('x'))),
    );
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
