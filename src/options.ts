import type {StrategyOptions} from 'workbox-strategies/Strategy.js';

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
   * How long a stale response may stand in when the origin fails (500, 502, 503, 504), cannot be
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
   * `'serve-stored'`: where the origin cannot be reached, serve the stored copy even where
   * `must-revalidate` or `no-cache` forbids it (RFC 9111 §4.2.4, §5.2.2.2).
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
   * @throws {RangeError} from the constructor, unless above 0.
   */
  readonly networkTimeoutSeconds?: number;
  /**
   * How a stored response of another origin is revalidated.
   * `'delegate'`: by the browser's HTTP cache, since a validator of our own would cost a CORS
   * preflight.
   * `'conditional'`: with our own validator; an origin that refuses it is delegated from then on.
   * @default 'delegate'
   * @throws {TypeError} from the constructor, for any other value.
   */
  readonly crossOrigin?: CrossOrigin;
}

export type CrossOrigin = 'delegate' | 'conditional';

/** The options that the rules of freshness look at, complete. */
export interface FreshnessPolicy {
  readonly defaults: Required<Omit<FreshnessDefaults, 'maxAgeSeconds'>> &
    Pick<FreshnessDefaults, 'maxAgeSeconds'>;
  readonly override: Required<FreshnessOverride>;
}

const KNOWN = {
  options:
    'cacheName plugins fetchOptions matchOptions defaults override networkTimeoutSeconds crossOrigin',
  defaults: 'maxAgeSeconds heuristicFraction staleWhileRevalidateSeconds staleIfErrorSeconds',
  override: 'maxTtlSeconds minTtlSeconds offline',
};

/**
 * Checks the options and fills in the defaults.
 * @throws {TypeError | RangeError} naming the option, its value and what would be right.
 */
export function freshnessPolicy(options: RevalidateWhenStaleOptions): FreshnessPolicy {
  const {defaults = {}, override = {}} = options;
  onlyKnown('options', options);
  onlyKnown('defaults', defaults);
  onlyKnown('override', override);

  const policy: FreshnessPolicy = {
    defaults: {
      heuristicFraction: 0.1,
      staleWhileRevalidateSeconds: 0,
      staleIfErrorSeconds: Number.POSITIVE_INFINITY,
      ...defaults,
    },
    override: {
      maxTtlSeconds: Number.POSITIVE_INFINITY,
      minTtlSeconds: 0,
      offline: 'obey',
      ...override,
    },
  };
  for (const [group, values] of Object.entries(policy)) {
    for (const [name, value] of Object.entries(values)) {
      if (name !== 'offline')
        inRange(`${group}.${name}`, value, name === 'heuristicFraction' ? 1 : undefined);
    }
  }
  const {minTtlSeconds, maxTtlSeconds, offline} = policy.override;
  if (minTtlSeconds > maxTtlSeconds) {
    throw new RangeError(
      `override.maxTtlSeconds is ${maxTtlSeconds}: it must be at least override.minTtlSeconds (${minTtlSeconds})`,
    );
  }
  oneOf('override.offline', offline, ['obey', 'serve-stored']);
  oneOf('crossOrigin', options.crossOrigin ?? 'delegate', ['delegate', 'conditional']);
  if (options.networkTimeoutSeconds !== undefined) {
    inRange('networkTimeoutSeconds', options.networkTimeoutSeconds);
    if (options.networkTimeoutSeconds === 0) {
      throw new RangeError('networkTimeoutSeconds is 0: it must be a number of seconds above 0');
    }
  }
  options.plugins?.forEach(refuseMaxAgeOfExpirationPlugin);
  return policy;
}

function onlyKnown(group: keyof typeof KNOWN, values: object): void {
  const known = KNOWN[group].split(' ');
  for (const name of Object.keys(values)) {
    if (known.includes(name)) continue;
    const path = group === 'options' ? name : `${group}.${name}`;
    const home = (['defaults', 'override'] as const).find((other) =>
      KNOWN[other].split(' ').includes(name),
    );
    throw new TypeError(
      `${path} is not an option: ${home ? `it belongs in ${home}` : `known are ${known.join(', ')}`}`,
    );
  }
}

function inRange(path: string, value: unknown, max = Number.POSITIVE_INFINITY): void {
  if (value === undefined) return;
  if (typeof value !== 'number' || Number.isNaN(value)) {
    throw new TypeError(`${path} is ${JSON.stringify(value)}: it must be a number`);
  }
  if (value < 0 || value > max) {
    throw new RangeError(`${path} is ${value}: it must be from 0 to ${max}`);
  }
}

function oneOf(path: string, value: string, allowed: string[]): void {
  if (!allowed.includes(value)) {
    throw new TypeError(`${path} is ${JSON.stringify(value)}: it must be ${allowed.join(' or ')}`);
  }
}

/** ExpirationPlugin's `maxAgeSeconds` judges the stored Date, which a 304 leaves as it is in storage. */
function refuseMaxAgeOfExpirationPlugin(plugin: object, index: number): void {
  const {_config: config} = plugin as {_config?: {maxAgeSeconds?: unknown}};
  if (config?.maxAgeSeconds) {
    throw new TypeError(
      `plugins[${index}] is an ExpirationPlugin with maxAgeSeconds ${config.maxAgeSeconds}: it would discard a copy that a 304 ` +
        'has just renewed. Use override.maxTtlSeconds for how long a copy is fresh, and keep the plugin for maxEntries',
    );
  }
}
