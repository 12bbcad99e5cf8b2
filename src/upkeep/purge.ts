import type {Selection} from '../messages.js';
import {endJoining} from '../network/coalesce.js';
import type {RegisteredRoute} from '../routes.js';
import {pathOf} from '../storage/keys.js';
import {ourCaches} from '../storage/our-caches.js';
import {purgeCache} from '../storage/purge-cache.js';

/** How often something was purged in this worker's life. */
export let purges = 0;

/**
 * Deletes what is stored, with all that is known of it, and keeps what is under way from being stored.
 *
 * @param selection what is meant; without it, all that was ever stored by this package.
 */
export async function purge(
  routes: readonly RegisteredRoute[],
  selection: Selection | undefined,
): Promise<void> {
  // What was asked for up to now is given to nobody else, and a refresh would ask for what was there.
  endJoining();
  purges++;
  const ours = routes.map(({strategy}) => strategy.cacheName);
  const names = selection && 'cacheName' in selection ? [selection.cacheName] : ours;
  const all = selection ? names : [...names, ...(await ourCaches())];
  const searchless = routes
    .filter(({strategy}) => strategy.matchOptions?.ignoreSearch)
    .map(({strategy}) => strategy.cacheName);
  await Promise.all(
    [...new Set(all)].map((cacheName) =>
      purgeCache(cacheName, searchless.includes(cacheName) ? withoutSearch(selection) : selection),
    ),
  );
}

/** Where searches are ignored, nothing is stored under one. */
function withoutSearch(selection: Selection | undefined): Selection | undefined {
  return selection && 'urls' in selection ? {urls: selection.urls.map(pathOf)} : selection;
}
