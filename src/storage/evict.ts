import {bodyBytes} from './body-bytes.js';
import {urlOf} from './keys.js';

/** How much a cache may hold. */
export interface Limits {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

/**
 * Deletes what exceeds the limits of a cache, with all that is known of it: first what was used,
 * validated and stored longest ago.
 *
 * @param used URLs that were used lately, the last one at the end.
 */
export async function evict(
  cacheName: string,
  {maxEntries, maxBytes}: Limits,
  used: readonly string[],
): Promise<void> {
  const names = [cacheName, `${cacheName}.sidecars`];
  // Caches list what was written last at the end, the companion what was validated last.
  const [stored = [], validated = []] = await Promise.all(names.map(keysIn));
  const keysOf = new Map<string, string[]>();
  for (const key of stored) keysOf.set(urlOf(key), [...(keysOf.get(urlOf(key)) ?? []), key]);
  const latestFirst = new Set([...stored, ...validated, ...used].map(urlOf).reverse());

  let entries = 0;
  let bytes = 0;
  const gone = new Set<string>();
  for (const url of latestFirst) {
    const keys = keysOf.get(url);
    if (!keys) continue;
    entries++;
    if (maxBytes < Number.POSITIVE_INFINITY) bytes += await bytesOf(cacheName, keys);
    if (entries > maxEntries || bytes > maxBytes) gone.add(url);
  }
  if (gone.size > 0) await Promise.all(names.map((name) => deleteUrls(name, gone)));
}

/** Deletes what a cache holds for URLs, with their variants. */
export async function deleteUrls(name: string, urls: ReadonlySet<string>): Promise<void> {
  const cache = await caches.open(name);
  const keys = (await keysIn(name)).filter((key) => urls.has(urlOf(key)));
  await Promise.all(keys.map((key) => cache.delete(key, {ignoreVary: true})));
}

async function keysIn(name: string): Promise<string[]> {
  return (await (await caches.open(name)).keys()).map(({url}) => url);
}

async function bytesOf(cacheName: string, keys: readonly string[]): Promise<number> {
  const sizes = keys.map(async (key) => {
    const response = await caches.match(key, {cacheName, ignoreVary: true});
    return response ? ((await bodyBytes(response)) ?? 0) : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
