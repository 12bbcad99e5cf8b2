import {isGroupUrl} from '../http/cache-groups.js';
import {bodyBytes} from './body-bytes.js';
import {pathOf, urlOf} from './keys.js';
import {STAMP_FIELD} from './our-caches.js';
import type {Known} from './sidecar.js';
import {decode} from './stamp.js';

/** How much a cache may hold. */
export interface Limits {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

/** How many marks of what is not stored may stay, whatever the limits. */
const MAX_IDLE = 1000;

/** What a cache holds for a URL, with its variants. */
interface Holding {
  readonly url: string;
  readonly keys: string[];
  /** Of its bodies; 0 where it does not matter. */
  bytes: number;
  /** When the latest of them was received, or a 304 for it. */
  receivedMs: number;
}

/**
 * Deletes what exceeds the limits of a cache, with all that is known of it: what was used lately goes
 * last, of the rest first what was received or validated longest ago.
 *
 * @param used URLs that were used lately, the last one at the end.
 */
export async function evict(
  cacheName: string,
  limits: Limits,
  used: readonly string[],
): Promise<void> {
  const companionName = `${cacheName}.sidecars`;
  const holdings = holdingsIn(await keysIn(cacheName));
  // Marks of what is not stored any more gather with every request that changes something. Those of groups
  // are for all of their members, those of what is stored in parts for the parts, and a path has notes of
  // its searches.
  const partsName = `${cacheName}.parts`;
  const parts = holdingsIn(await keysIn(partsName));
  const companions = [`${partsName}.sidecars`, companionName];
  const marks = (await Promise.all(companions.map(keysIn))).flat().map(({url}) => urlOf(url));
  const held = [...holdings.keys(), ...parts.keys()];
  const needed = new Set([...held, ...held.map(pathOf)]);
  const maxIdle = Math.min(limits.maxEntries, MAX_IDLE);
  const isIdle = (url: string) => !needed.has(url) && !isGroupUrl(url);
  const idle = new Set([...new Set(marks.filter(isIdle))].slice(0, -maxIdle || undefined));

  const all = [...holdings.values()];
  if (limits.maxBytes < Number.POSITIVE_INFINITY) {
    for (const holding of all) holding.bytes = await bytesOf(cacheName, holding.keys);
  }
  // Mostly all of it may stay, and then it does not matter which is the latest.
  if (beyond(limits, all).length > 0) {
    for (const holding of all) await readSidecars(companionName, holding);
    const lastUse = new Map(used.map((url, index) => [url, index]));
    const useOf = ({url}: Holding) => lastUse.get(url) ?? -1;
    all.sort((a, b) => useOf(b) - useOf(a) || b.receivedMs - a.receivedMs);
    const gone = new Set(beyond(limits, all).map(({url}) => url));
    await deleteUrls(cacheName, gone);
    await deleteUrls(companionName, gone);
  }
  if (idle.size > 0) {
    for (const name of companions) await deleteUrls(name, idle);
  }
}

/** What finds no room once all that stands before it has been let in. */
function beyond({maxEntries, maxBytes}: Limits, holdings: readonly Holding[]): Holding[] {
  let entries = 0;
  let bytes = 0;
  return holdings.filter((holding) => {
    if (entries >= maxEntries || bytes + holding.bytes > maxBytes) return true;
    entries++;
    bytes += holding.bytes;
    return false;
  });
}

/** Deletes what a cache holds for URLs, with their variants. */
export async function deleteUrls(name: string, urls: ReadonlySet<string>): Promise<void> {
  // Where there is too much to be listed, what is stored under the URLs themselves.
  const keys = await keysIn(name).catch(() => [...urls].map((url) => new Request(url)));
  const meant = keys.filter(({url}) => urls.has(urlOf(url)));
  if (meant.length === 0) return;
  const cache = await caches.open(name);
  await Promise.all(meant.map((key) => cache.delete(key, {ignoreVary: true})));
}

function holdingsIn(requests: readonly Request[]): Map<string, Holding> {
  const holdings = new Map<string, Holding>();
  for (const {url: key, headers} of requests) {
    const url = urlOf(key);
    const holding = holdings.get(url) ?? {url, keys: [], bytes: 0, receivedMs: 0};
    holdings.set(url, holding);
    holding.keys.push(key);
    holding.receivedMs = Math.max(holding.receivedMs, receivedMs(headers));
  }
  return holdings;
}

/** What later 304s say. */
async function readSidecars(companionName: string, holding: Holding): Promise<void> {
  const sidecars = holding.keys.map((key) => caches.match(key, {cacheName: companionName}));
  const times = (await Promise.all(sidecars)).map((sidecar) => receivedMs(sidecar?.headers));
  holding.receivedMs = Math.max(holding.receivedMs, ...times);
}

function receivedMs(headers: Headers | undefined): number {
  return decode<Known>(headers?.get(STAMP_FIELD)).stamp?.responseTimeMs ?? 0;
}

async function keysIn(name: string): Promise<readonly Request[]> {
  return (await caches.has(name)) ? (await caches.open(name)).keys() : [];
}

async function bytesOf(cacheName: string, keys: readonly string[]): Promise<number> {
  const sizes = keys.map(async (key) => {
    const response = await caches.match(key, {cacheName, ignoreVary: true});
    return response ? ((await bodyBytes(response)) ?? 0) : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
