import {FRESHNESS} from '../../example-site/origin/freshness.js';

const HOUR_MS = 3_600_000;

/** What a visitor comes back to. */
export interface Scenario {
  readonly column: string;
  /** How old everything is that is stored. */
  readonly agoMs: number;
  /** Where the site sends one Cache-Control, it sends another one here. */
  readonly changes?: Readonly<Record<string, string>>;
  readonly isHttpCacheCold: boolean;
  /** Whether a connection costs no round trip, as if one were open. */
  readonly isConnected?: boolean;
}

const DAY = 'max-age=86400';
const LATER = {agoMs: 3 * HOUR_MS};

export const COLD = 'hours later, HTTP cache cold';
export const WARM = 'hours later, HTTP cache warm';
export const CONNECTED = 'hours later, connected';
export const MAY_BE_STALE = 'hours later, `stale-while-revalidate`';
export const AT_ONCE = 'at once';
export const ALL_FRESH = 'all fresh';

export const SCENARIOS: readonly Scenario[] = [
  {column: COLD, ...LATER, isHttpCacheCold: true},
  {column: WARM, ...LATER, isHttpCacheCold: false},
  {column: CONNECTED, ...LATER, isHttpCacheCold: false, isConnected: true},
  {
    column: MAY_BE_STALE,
    ...LATER,
    changes: {[FRESHNESS.page]: 'max-age=60, stale-while-revalidate=604800'},
    isHttpCacheCold: false,
  },
  {
    column: AT_ONCE,
    agoMs: 0,
    // The rounds take longer than its minute.
    changes: {[FRESHNESS.notice]: DAY},
    isHttpCacheCold: false,
  },
  {
    column: ALL_FRESH,
    agoMs: 0,
    changes: {[FRESHNESS.notice]: DAY, [FRESHNESS.page]: DAY},
    isHttpCacheCold: false,
  },
];
