import type {WorkboxPlugin} from 'workbox-core/types.js';
import {check, type StorageLimits} from './options.js';
import {evict} from './storage/evict.js';
import {wait} from './wait.js';

const UNLIMITED = Number.POSITIVE_INFINITY;
/** A page stores many responses at once: they are counted when it is done. */
const QUIET_MS = 500;

/**
 * A plugin that keeps a cache within limits, soon after something was stored: what was used, validated
 * and stored longest ago goes first, with all that is known of it.
 *
 * @throws {TypeError | RangeError} for an option that cannot be right.
 */
export function storageLimits(limits: StorageLimits): WorkboxPlugin {
  check(limits, {maxEntries: UNLIMITED, maxBytes: UNLIMITED}, '');
  const {maxEntries = UNLIMITED, maxBytes = UNLIMITED} = limits;
  /** In the order of their last use, in this life of the worker. */
  const used = new Set<string>();
  const enforcing = new Map<string, Promise<void>>();

  function touch(url: string): void {
    used.delete(url);
    used.add(url);
  }

  async function enforce(cacheName: string): Promise<void> {
    await wait(QUIET_MS);
    enforcing.delete(cacheName);
    // What cannot be listed or deleted now is tried again with the next response.
    await evict(cacheName, {maxEntries, maxBytes}, [...used]).catch(() => {});
  }

  return {
    async cachedResponseWillBeUsed({request, cachedResponse}) {
      if (cachedResponse) touch(request.url);
      return cachedResponse;
    },

    async cacheDidUpdate({cacheName, request, event}) {
      touch(request.url);
      const enforced = enforcing.get(cacheName) ?? enforce(cacheName);
      enforcing.set(cacheName, enforced);
      event.waitUntil(enforced);
    },
  };
}
