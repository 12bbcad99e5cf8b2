import type {WorkboxPlugin} from 'workbox-core/types.js';
import {check} from './check.js';
import {searchClass} from './http/no-vary-search.js';
import {LIMITS_RULES, type StorageLimits} from './options.js';
import {evict} from './storage/evict.js';
import {wait} from './wait.js';

declare const self: ServiceWorkerGlobalScope;

const UNLIMITED = Number.POSITIVE_INFINITY;
/** The URLs of each cache that this worker has used, the last one at the end. */
const usedIn = new Map<string, Set<string>>();

/** A page stores many responses at once: they are counted when it is done. */
const QUIET_MS = 500;

/**
 * A plugin that keeps a cache within limits, soon after something was stored. First goes, with all that
 * is known of it, what this worker has not used since it started, then what it used longest ago; of the
 * former what was validated or stored longest ago. Parts (`partialResponses`) do not count.
 * While a version is installed or waits, the limits are twice as high, since the one at work needs its files, too;
 * the cache is back within them once something is stored after that.
 *
 * @throws {TypeError | RangeError} for an option that cannot be right.
 */
export function storageLimits(limits: StorageLimits): WorkboxPlugin {
  check(limits, LIMITS_RULES, '');
  const {maxEntries = UNLIMITED, maxBytes = UNLIMITED} = limits;
  const enforcing = new Map<string, Promise<void>>();

  async function enforce(cacheName: string): Promise<void> {
    await wait(QUIET_MS);
    enforcing.delete(cacheName);
    const {installing, waiting} = self.registration;
    const versions = installing || waiting ? 2 : 1;
    const all = {maxEntries: maxEntries * versions, maxBytes: maxBytes * versions};
    // What cannot be listed or deleted now is tried again with the next response.
    await evict(cacheName, all, [...usedOf(cacheName)]).catch(() => {});
  }

  return {
    async cachedResponseWillBeUsed({cacheName, request, cachedResponse}) {
      if (cachedResponse) use(cacheName, request.url, cachedResponse);
      return cachedResponse;
    },

    async cacheDidUpdate({cacheName, request, event, newResponse}) {
      use(cacheName, request.url, newResponse);
      const enforced = enforcing.get(cacheName) ?? enforce(cacheName);
      enforcing.set(cacheName, enforced);
      event.waitUntil(enforced);
    },
  };
}

function usedOf(cacheName: string): Set<string> {
  const used = usedIn.get(cacheName) ?? new Set();
  usedIn.set(cacheName, used);
  return used;
}

function use(cacheName: string, url: string, {headers}: Response): void {
  const used = usedOf(cacheName);
  // Under which URL it is stored.
  const stored = searchClass(url, headers.get('no-vary-search'));
  used.delete(stored);
  used.add(stored);
}
