/** The routes of `workboxRevalidate()`, for a worker of one's own. */
declare module 'virtual:workbox-revalidate/routes' {
  /** For `registerRoutes`, with the URLs of the assets that are to be fetched ahead. */
  export const routes: import('../routes.js').RouteOptions[];
  export const options: {
    /** Whether `routeStatically(routes)` is wanted. */
    readonly staticRouting: boolean;
  };
}
