/** What a spec's worker is told in the query of its URL. */
export interface WorkerConfig {
  readonly routes?: readonly RouteConfig[];
  readonly navigationPreload?: boolean;
}

export interface RouteConfig {
  /** The paths that the route takes. */
  readonly prefix: string;
  readonly method?: 'GET' | 'HEAD' | 'POST';
  /** Passed to the strategy as it is. */
  readonly options?: object;
  /** How Workbox calls the strategy; by `registerRoute` and `handle()` unless told. */
  readonly through?: 'handleAll';
  readonly plugins?: {
    readonly recorder?: boolean;
    readonly broadcast?: boolean;
    readonly statuses?: number[];
    readonly expiration?: {maxEntries?: number; maxAgeSeconds?: number};
    /** What a `handlerDidError` plugin answers. */
    readonly fallbackText?: string;
  };
}
