/** What a spec's worker is told in the query of its URL. */
export interface WorkerConfig {
  readonly routes?: readonly RouteConfig[];
  readonly navigationPreload?: boolean;
  /** Whether every look-up takes longer than the network, and than the one before. */
  readonly slowStorage?: boolean;
}

/** What a page may use; the last two are none of Workbox's, which checks that in development only. */
export const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'M-SEARCH',
] as const;

export interface RouteConfig {
  /** The paths that the route takes. */
  readonly prefix: string;
  readonly method?: (typeof METHODS)[number];
  /** Passed to the strategy as it is. */
  readonly options?: object;
  /** How Workbox calls the strategy; by `registerRoute` and `handle()` unless told. */
  readonly through?: 'handleAll';
  readonly plugins?: {
    readonly recorder?: boolean;
    readonly broadcast?: boolean;
    /** Tells pages how each request was handled, by a BroadcastChannel and in Cache-Status. */
    readonly cacheStatus?: boolean;
    /** Stores partial responses, with these options. */
    readonly partialResponses?: object;
    /** Keeps the cache within these limits. */
    readonly storageLimits?: object;
    readonly statuses?: number[];
    readonly expiration?: {maxEntries?: number; maxAgeSeconds?: number};
    /** What a `handlerDidError` plugin answers. */
    readonly fallbackText?: string;
    /** The URL under which a `cacheKeyWillBeUsed` plugin has everything stored. */
    readonly cacheKey?: string;
    /** A `cacheWillUpdate` plugin that reads a body before it lets it be stored. */
    readonly readsBody?: boolean;
  };
}

/**
 * A strategy whose requests the browser's own HTTP cache neither answers nor has wait for one
 * another, so that the origin's log tells what the strategy did.
 */
export const WITHOUT_HTTP_CACHE = {fetchOptions: {cache: 'no-store'}} as const;

/** What a spec's worker of routes is told in the query of its URL. */
export interface RoutedConfig {
  /** As `registerRoutes` takes them, but for what JSON cannot say. */
  readonly routes: readonly RoutedRoute[];
  readonly staticRouting?: boolean;
  /** Whether it activates without waiting for the worker before it. */
  readonly takesOver?: boolean;
  /** Whether a listener of its own, after the routes, answers POST /share. */
  readonly answersShare?: boolean;
  /** Whether it takes long to read what is known of a cache group. */
  readonly slowGroups?: boolean;
  /** Whether it takes long to open the companion of a cache. */
  readonly slowCompanions?: boolean;
}

interface RoutedRoute {
  readonly match?: unknown;
  /** In the place of `match`: a RegExp, the parts of a URLPattern, or a function that compares paths. */
  readonly regExp?: string;
  readonly pattern?: object;
  readonly startsWith?: string;
  /** Whether that function takes nothing but GET. */
  readonly onlyGet?: boolean;
  /** For `storageLimits`. */
  readonly limits?: object;
  /** For `partialResponses`. */
  readonly parts?: object;
  readonly [option: string]: unknown;
}
