/** Registers the worker that `workboxRevalidate()` builds. */
declare module 'virtual:workbox-revalidate' {
  /**
   * Registers the worker, and tells of its versions. Its scope is Vite's `base`, unless told.
   * @returns `undefined` where there is nothing to register: on a server, in `vite dev` with `dev: false`,
   * in a browser without service workers, or where the worker could not be registered.
   */
  export function registerWorker(
    options?: import('../page/index.js').RegisterOptions,
  ): Promise<import('../page/index.js').RegisteredWorker | undefined>;
}
