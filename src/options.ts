import type {StrategyOptions} from 'workbox-strategies/Strategy.js';
import {check, type Rule, wrong} from './check.js';

/** Used only where the origin is silent; a response's own fields always come first. */
export interface FreshnessDefaults {
  /**
   * Freshness lifetime of a response that has neither `max-age` nor `Expires` (RFC 9111 §4.2.1).
   * Unit: seconds.
   * @default none: the lifetime is guessed from Last-Modified, see {@link heuristicFraction}
   * @throws {RangeError} from the constructor, below 0.
   */
  readonly maxAgeSeconds?: number;
  /**
   * Share of the time since `Last-Modified` to treat as the freshness lifetime when the origin gave
   * none (RFC 9111 §4.2.2), up to one day.
   * Unit: fraction, 0 to 1; 0 turns heuristics off.
   * @default 0.1
   * @throws {RangeError} from the constructor, outside 0 to 1.
   */
  readonly heuristicFraction?: number;
  /**
   * How long a stale response is still served while it is revalidated in the background, where the
   * response has no `stale-while-revalidate` of its own (RFC 5861 §3). `must-revalidate` and
   * `no-cache` win.
   * Unit: seconds.
   * @default 0
   * @throws {RangeError} from the constructor, below 0.
   */
  readonly staleWhileRevalidateSeconds?: number;
  /**
   * How long a stale response may stand in when the origin fails (5xx but for 501 and 505), cannot be
   * reached or does not answer in time, where the response has no `stale-if-error` of its own
   * (RFC 5861 §4, RFC 9111 §4.2.4). `must-revalidate` and `no-cache` win.
   * Unit: seconds.
   * @default Infinity
   * @throws {RangeError} from the constructor, below 0.
   */
  readonly staleIfErrorSeconds?: number;
}

/** Deliberate deviations from what the origin says. */
export interface FreshnessOverride {
  /**
   * Upper bound of the freshness lifetime, whatever the origin says; departs from RFC 9111 §4.2.1.
   * Unit: seconds.
   * @default Infinity
   * @throws {RangeError} from the constructor, below 0 or below `minTtlSeconds`.
   */
  readonly maxTtlSeconds?: number;
  /**
   * Lower bound of the freshness lifetime, whatever the origin says; departs from RFC 9111 §4.2.1.
   * `no-cache` and `no-store` still hold.
   * Unit: seconds.
   * @default 0
   * @throws {RangeError} from the constructor, below 0.
   */
  readonly minTtlSeconds?: number;
  /**
   * `'serve-stored'`: where the origin cannot be reached, or does not answer within
   * `networkTimeoutSeconds`, serve the stored copy even where `must-revalidate`, `no-cache`, an
   * invalidation or the limit of `stale-if-error` forbids it (RFC 9111 §4.2.4, §5.2.2.2). An answer of
   * 5xx is handed on all the same.
   * `'obey'`: answer 504 then, as RFC 9111 §5.2.2.2 asks.
   * @default 'obey'
   * @throws {TypeError} from the constructor, for any other value.
   */
  readonly offline?: 'obey' | 'serve-stored';
}

export interface RevalidateWhenStaleOptions extends StrategyOptions {
  /** Used only where the origin is silent. */
  readonly defaults?: FreshnessDefaults;
  /** Deliberate deviations from what the origin says. */
  readonly override?: FreshnessOverride;
  /**
   * How long to wait for the origin while a stored copy may stand in for its answer (RFC 9111
   * §4.2.4). The request goes on and renews the copy.
   * Unit: seconds.
   * @default none: wait as long as the browser does
   * @throws {RangeError} from the constructor, outside 0 to 86,400.
   */
  readonly networkTimeoutSeconds?: number;
  /**
   * How a stored response of another origin is revalidated.
   * `'delegate'`: by the browser's HTTP cache, since a validator of our own would cost a CORS
   * preflight.
   * `'conditional'`: with our own validator; an origin that refuses it is delegated until the worker stops.
   * @default 'delegate'
   * @throws {TypeError} from the constructor, for any other value.
   */
  readonly crossOrigin?: CrossOrigin;
  /**
   * Response fields that are addressed to this cache, the first that is there and valid before the
   * next, and each before Cache-Control and Expires (RFC 9213 §2.2).
   * @default ['Service-Worker-Cache-Control']
   * @throws {TypeError} from the constructor, for anything but a list of field names.
   */
  readonly targetList?: readonly string[];
}

/** How much a cache may hold. */
export interface StorageLimits {
  /**
   * For how many URLs responses are kept, whatever variants they have.
   * @default Infinity
   * @throws {RangeError} below 0.
   */
  readonly maxEntries?: number;
  /**
   * How long the bodies of all of them may be together, as script reads them: opaque ones count as
   * nothing.
   * Unit: bytes.
   * @default Infinity
   * @throws {RangeError} below 0.
   */
  readonly maxBytes?: number;
}

/** Which parts of large files are stored. */
export interface PartialResponsesOptions {
  /**
   * The longest part that is stored. A part is read to its end even where the page stops reading, as
   * media elements do, which ask for all of a file to learn how long it is.
   * Unit: bytes.
   * @default 1,048,576
   * @throws {RangeError} below 0.
   */
  readonly maxPartBytes?: number;
  /**
   * What the option of the strategy is for whole responses. It is not taken from there: give both the same.
   * @default ['Service-Worker-Cache-Control']
   */
  readonly targetList?: readonly string[];
}

/** What is fetched and stored when a worker is installed. */
export interface WarmOptions {
  /** What to fetch, as URLs that are resolved against the worker's. */
  readonly urls: readonly string[];
  /**
   * Whether the worker is not installed where one of them cannot be had.
   * @default false
   */
  readonly required?: boolean;
  /**
   * How many are fetched at once.
   * @default 6
   */
  readonly concurrency?: number;
}

export type CrossOrigin = 'delegate' | 'conditional';

/** The options that the rules of freshness look at. */
export type FreshnessPolicy = Pick<
  RevalidateWhenStaleOptions,
  'defaults' | 'override' | 'matchOptions' | 'targetList'
>;

const UNLIMITED = Number.POSITIVE_INFINITY;
const FIELD_NAMES = /^[\w-]+$/;

const RULES = {
  cacheName: true,
  plugins: true,
  fetchOptions: true,
  matchOptions: true,
  // A timer counts milliseconds in 31 bits.
  networkTimeoutSeconds: 86_400,
  crossOrigin: ['delegate', 'conditional'],
  targetList: FIELD_NAMES,
  defaults: {
    maxAgeSeconds: UNLIMITED,
    heuristicFraction: 1,
    staleWhileRevalidateSeconds: UNLIMITED,
    staleIfErrorSeconds: UNLIMITED,
  },
  override: {
    maxTtlSeconds: UNLIMITED,
    minTtlSeconds: UNLIMITED,
    offline: ['obey', 'serve-stored'],
  },
} as const satisfies Record<keyof RevalidateWhenStaleOptions, Rule>;

export const LIMITS_RULES = {
  maxEntries: UNLIMITED,
  maxBytes: UNLIMITED,
} as const satisfies Record<keyof StorageLimits, Rule>;

export const PARTIAL_RESPONSES_RULES = {
  maxPartBytes: UNLIMITED,
  targetList: FIELD_NAMES,
} as const satisfies Record<keyof PartialResponsesOptions, Rule>;

export const WARM_RULES = {
  urls: /./,
  required: [true, false],
  concurrency: 100,
} as const satisfies Record<keyof WarmOptions, Rule>;

/** @throws {TypeError | RangeError} naming the option, its value and what would be right. */
export function checkOptions(options: RevalidateWhenStaleOptions): void {
  check(options, RULES, '');
  options.plugins?.forEach((plugin, index) => {
    const {_config: config} = plugin as {_config?: {maxAgeSeconds?: unknown}};
    // ExpirationPlugin's own judges the stored Date, which a 304 leaves as it is in storage: it would
    // discard what has just been renewed.
    if (config?.maxAgeSeconds)
      wrong(`plugins[${index}].maxAgeSeconds`, config.maxAgeSeconds, 'override.maxTtlSeconds');
  });
  const {maxTtlSeconds = UNLIMITED, minTtlSeconds = 0} = options.override ?? {};
  if (maxTtlSeconds < minTtlSeconds) {
    wrong('override.maxTtlSeconds', maxTtlSeconds, `${minTtlSeconds} or more`, RangeError);
  }
}
