import type {
  PartialResponsesOptions,
  RevalidateWhenStaleOptions,
  StorageLimits,
} from '../options.js';
import type {RequestCondition} from '../route-match.js';
import type {UrlPattern} from '../url-pattern.js';

/**
 * Which requests a route takes, in a form that can be written into the worker's file: what
 * `registerRoutes` takes, but for a function. A `URLPattern` comes back without its `ignoreCase`, which
 * it does not tell.
 */
export type PlainMatch = string | UrlPattern | RegExp | RequestCondition;

/** One route, as data. */
export interface PlainRoute extends Omit<RevalidateWhenStaleOptions, 'plugins'> {
  /**
   * Which requests the route takes.
   * @throws {TypeError} for anything else; for a pattern that cannot be parsed, where Node has
   * `URLPattern`.
   */
  readonly match: PlainMatch;
  /**
   * What is fetched and stored when the worker is installed, or revalidated where it is stored.
   * @default nothing
   */
  readonly warm?: readonly string[] | PlainWarmOptions;
  /**
   * How much the cache may hold, see `storageLimits`.
   * @default none
   * @throws {TypeError | RangeError} for a limit that cannot be right.
   */
  readonly limits?: StorageLimits;
  /**
   * Whether parts of large files are stored and combined, see `partialResponses`.
   * @default not
   * @throws {TypeError | RangeError} for an option that cannot be right.
   */
  readonly partialResponses?: PartialResponsesOptions;
}

export interface PlainWarmOptions {
  /**
   * What to fetch, as URLs that are resolved against the worker's: `'about'` is below `base`, `'/about'`
   * is not.
   * @default none
   */
  readonly urls?: readonly string[];
  /**
   * Which files of the build and of the public directory to fetch, as globs over their paths in
   * `outDir`, such as `'assets/*.css'`. Never the worker itself, nor source maps. None in `vite dev`,
   * where nothing is built. A glob that matches nothing is a warning of the build.
   * @default none
   */
  readonly assets?: readonly string[];
  /**
   * Whether the worker is not installed where one of them cannot be had.
   * @default false
   */
  readonly required?: boolean;
  /**
   * How many are fetched at once.
   * @default 6
   * @throws {RangeError} outside 0 to 100.
   */
  readonly concurrency?: number;
}
