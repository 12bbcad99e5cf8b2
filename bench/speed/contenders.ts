/** What is compared. Each has an origin, and so a storage, of its own. */
export interface Contender {
  readonly name: string;
  /** Its worker in bench/workers; none for the browser alone. */
  readonly worker?: string;
}

export const LIMIT = 'the limit';
export const NULL = 'the limit, again';
export const OURS = 'RevalidateWhenStale';
export const OURS_STATIC = 'RevalidateWhenStale, static routing';
export const CACHE_FIRST = 'CacheFirst';
export const EXPIRATION = 'CacheFirst + Expiration';
export const BARE = 'bare conditional fetch';
export const HAND_WRITTEN = 'hand-written re-put';

export const CONTENDERS: readonly Contender[] = [
  {name: 'no worker'},
  {name: 'empty worker', worker: 'empty'},
  {name: LIMIT, worker: 'limit'},
  {name: NULL, worker: 'limit'},
  {name: CACHE_FIRST, worker: 'workbox-cache-first'},
  {name: EXPIRATION, worker: 'workbox-expiration'},
  {name: 'StaleWhileRevalidate', worker: 'workbox-stale-while-revalidate'},
  {name: 'NetworkFirst', worker: 'workbox-network-first'},
  {name: HAND_WRITTEN, worker: 'hand-written'},
  {name: BARE, worker: 'conditional-limit'},
  {name: OURS, worker: 'ours'},
  {name: OURS_STATIC, worker: 'ours-static'},
];
