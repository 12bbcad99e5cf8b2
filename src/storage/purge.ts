import type {Selection} from '../messages.js';
import {deleteUrls} from './evict.js';
import {responseStore} from './response-store.js';
import {selectedCopies, selectedUrls} from './selected-copies.js';

/** What stands beside a cache: what is known of its responses, and their parts. */
const BESIDE = ['', '.sidecars', '.parts', '.parts.sidecars'];

/**
 * Deletes what is stored, with all that is known of it, and keeps what is under way from being stored.
 *
 * @param cacheNames the caches of the routes.
 * @param selection what is meant; without it, all that was ever stored by this package.
 */
export async function purge(
  cacheNames: readonly string[],
  selection: Selection | undefined,
): Promise<void> {
  const companions = (await caches.keys()).filter((name) => name.endsWith(BESIDE[1] as string));
  const all = [
    ...cacheNames,
    ...companions.map((name) => name.replace(/(?:\.parts)?\.sidecars$/, '')),
  ];
  await Promise.all([...new Set(all)].map((cacheName) => purgeCache(cacheName, selection)));
}

async function purgeCache(cacheName: string, selection: Selection | undefined): Promise<void> {
  const isAll = !selection || 'cacheName' in selection;
  if (selection && 'cacheName' in selection && selection.cacheName !== cacheName) return;
  const nowMs = Date.now();
  const names = BESIDE.map((suffix) => cacheName + suffix);
  const urls = new Set<string>();
  for (const name of await existing(names)) {
    if (isAll) break;
    if ('group' in selection) {
      for await (const {url} of selectedCopies(name, selection, nowMs)) urls.add(url);
    } else {
      for (const url of await selectedUrls(name, selection)) urls.add(url);
    }
  }
  await Promise.all(
    [cacheName, `${cacheName}.parts`].map((name) => responseStore(name).purge(nowMs)),
  );
  for (const name of await existing(names)) {
    if (isAll) await caches.delete(name);
    else await deleteUrls(name, urls);
  }
}

async function existing(names: readonly string[]): Promise<string[]> {
  const all = await caches.keys();
  return names.filter((name) => all.includes(name));
}
