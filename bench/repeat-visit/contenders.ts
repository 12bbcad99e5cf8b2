import {
  CACHE_FIRST,
  CACHE_FIRST_AGAIN,
  NETWORK_FIRST,
  NO_WORKER,
  OURS,
  STALE_WHILE_REVALIDATE,
} from '../speed/contenders.js';

/** Who answers for the site's pages. Each has an origin, and so a storage, of its own. */
export interface Contender {
  readonly name: string;
  /** Its worker in ./workers; `'of the site'` for the one that the site is built with. */
  readonly worker?: string;
}

export const OF_THE_SITE = 'of the site';
export const WHOLE_WORKER = "RevalidateWhenStale, the site's whole worker";

export const CONTENDERS: readonly Contender[] = [
  {name: NO_WORKER},
  {name: NETWORK_FIRST, worker: 'network-first'},
  {name: STALE_WHILE_REVALIDATE, worker: 'stale-while-revalidate'},
  {name: CACHE_FIRST, worker: 'cache-first'},
  {name: CACHE_FIRST_AGAIN, worker: 'cache-first'},
  {name: OURS, worker: 'revalidate-when-stale'},
  {name: WHOLE_WORKER, worker: OF_THE_SITE},
];
