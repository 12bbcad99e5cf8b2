/** What is compared. */
export interface Contender {
  readonly name: string;
  /** What the report says of it, where its name leaves that open. */
  readonly what?: string;
  /** Its worker in bench/workers; none for the browser alone. */
  readonly worker?: string;
  /** Whether it keeps anything in Cache Storage. */
  readonly isStoring?: false;
}

export const NO_WORKER = 'no worker';
export const EMPTY_WORKER = 'empty worker';
export const LIMIT = 'the limit';
export const LIMIT_AGAIN = 'the limit, again';
export const LIMIT_WITH_AGE = 'the limit, with Age';
export const CACHE_FIRST = 'CacheFirst';
export const CACHE_FIRST_AGAIN = 'CacheFirst, again';
export const CACHE_FIRST_AND_OURS = 'CacheFirst, with ours unused';
export const EXPIRATION = 'CacheFirst + Expiration';
export const STALE_WHILE_REVALIDATE = 'StaleWhileRevalidate';
export const NETWORK_FIRST = 'NetworkFirst';
export const HAND_WRITTEN = 'hand-written re-put';
export const BUFFERING = 'reads the body first';
export const BARE = 'bare conditional fetch';
export const BARE_AGAIN = 'bare conditional fetch, again';
export const BARE_IN_WORKBOX = 'bare conditional fetch, in Workbox with Age';
export const OURS = 'RevalidateWhenStale';
export const OURS_STATIC = 'RevalidateWhenStale, static routing';

/** What runs twice, the second time to show how far apart equals are. */
export const COPIES = [
  [LIMIT, LIMIT_AGAIN],
  [BARE, BARE_AGAIN],
  [CACHE_FIRST, CACHE_FIRST_AGAIN],
] as const;

export const CONTENDERS: readonly Contender[] = [
  {name: NO_WORKER, what: 'the browser and its HTTP cache', isStoring: false},
  {
    name: EMPTY_WORKER,
    worker: 'empty',
    what: 'its listener does nothing, and Chromium does not start it for that',
    isStoring: false,
  },
  {name: LIMIT, worker: 'limit', what: 'five lines that answer with `caches.match(request)`'},
  {name: LIMIT_AGAIN, worker: 'limit'},
  {
    name: LIMIT_WITH_AGE,
    worker: 'limit-with-age',
    what: 'the same in a Response of its own, as `Age` needs it',
  },
  {name: CACHE_FIRST, worker: 'workbox-cache-first'},
  {
    name: CACHE_FIRST_AND_OURS,
    worker: 'workbox-cache-first-and-ours',
    what: 'CacheFirst, and in its worker the code of this package, which is never called',
  },
  {name: EXPIRATION, worker: 'workbox-expiration'},
  {name: STALE_WHILE_REVALIDATE, worker: 'workbox-stale-while-revalidate'},
  {name: NETWORK_FIRST, worker: 'workbox-network-first'},
  {
    name: BARE,
    worker: 'conditional-limit',
    what: 'a few lines that match, send `If-None-Match`, and record nothing',
  },
  {name: BARE_AGAIN, worker: 'conditional-limit'},
  {
    name: BARE_IN_WORKBOX,
    worker: 'workbox-conditional',
    what: 'the same as a strategy, in a Response of its own',
  },
  {
    name: HAND_WRITTEN,
    worker: 'hand-written',
    what: 'as people write it: on a 304 it stores the entry once more',
  },
  {
    name: BUFFERING,
    worker: 'buffering',
    what: 'it has all of a body in memory before the page gets any of it',
  },
  {name: OURS, worker: 'ours'},
  {name: OURS_STATIC, worker: 'ours-static'},
];
