import {isGroupUrl} from '../http/cache-groups.js';
import type {Selection} from '../messages.js';
import {deleteUrls} from './evict.js';
import {BESIDE} from './our-caches.js';
import {stores} from './response-store.js';
import {selectedCopies, selectedUrls} from './selected-copies.js';

/** Deletes what a cache holds of a selection, or all of it, and keeps what is under way from being stored. */
export async function purgeCache(
  cacheName: string,
  selection: Selection | undefined,
): Promise<void> {
  const names = BESIDE.map((suffix) => cacheName + suffix);
  const isWhole = !selection || 'cacheName' in selection;
  // What was asked for up to now is not stored any more. Where no store is open, nothing is under way.
  const forget = () =>
    Promise.all(
      [cacheName, `${cacheName}.parts`].map((name) => stores.get(name)?.purge(Date.now() + 1)),
    );
  await forget();
  const urls = isWhole
    ? new Set<string>()
    : await urlsIn(cacheName, await existing(names), selection);
  // To list it is to remember it.
  await forget();
  const left = isWhole ? names : await existing(names);
  await Promise.all(left.map((name) => (isWhole ? caches.delete(name) : deleteUrls(name, urls))));
}

/** The URLs that are meant, whatever of them is in which of the caches. */
async function urlsIn(
  cacheName: string,
  names: readonly string[],
  selection: Selection,
): Promise<Set<string>> {
  const urls = new Set<string>();
  for (const name of [cacheName, `${cacheName}.parts`]) {
    if (!names.includes(name)) continue;
    for await (const {url} of selectedCopies(name, selection, Date.now())) urls.add(url);
  }
  if ('group' in selection) return urls;
  // Marks of what is not stored, too.
  for (const name of names) {
    for (const url of await selectedUrls(name, selection)) {
      // A mark of a group is for all of its members.
      if (!isGroupUrl(url)) urls.add(url);
    }
  }
  return urls;
}

async function existing(names: readonly string[]): Promise<string[]> {
  const all = await caches.keys();
  return names.filter((name) => all.includes(name));
}
