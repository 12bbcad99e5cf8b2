/** Who answers for the site's pages. Each has an origin, and so a storage, of its own. */
export interface Contender {
  readonly name: string;
  /** Its worker in ./workers; `'of the site'` for the one that the site is built with. */
  readonly worker?: string;
}

export const OF_THE_SITE = 'of the site';
export const OURS = 'RevalidateWhenStale';
export const NETWORK_FIRST = 'NetworkFirst';
export const STALE_WHILE_REVALIDATE = 'StaleWhileRevalidate';
export const CACHE_FIRST = 'CacheFirst';

export const CONTENDERS: readonly Contender[] = [
  {name: 'no worker'},
  {name: NETWORK_FIRST, worker: 'network-first'},
  {name: STALE_WHILE_REVALIDATE, worker: 'stale-while-revalidate'},
  {name: CACHE_FIRST, worker: 'cache-first'},
  {name: OURS, worker: OF_THE_SITE},
];
