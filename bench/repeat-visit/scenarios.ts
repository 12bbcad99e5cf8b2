const HOUR_MS = 3_600_000;

/** What a visitor comes back to. */
export interface Scenario {
  readonly row: string;
  /** How old everything is that is stored. */
  readonly agoMs: number;
  /** Whether the pages, `no-cache` on this site, have a lifetime as all else has. */
  readonly arePagesFresh: boolean;
  readonly isHttpCacheCold: boolean;
  /** Whether a connection is open, so that the first request need not wait for one. */
  readonly isConnected?: boolean;
}

const LATER = {agoMs: 3 * HOUR_MS, arePagesFresh: false};

export const COLD = 'hours later, HTTP cache cold';
export const WARM = 'hours later, HTTP cache warm';
export const CONNECTED = 'hours later, connected';
const AT_ONCE = 'at once';
export const ALL_FRESH = 'all fresh';

export const SCENARIOS: readonly Scenario[] = [
  {row: COLD, ...LATER, isHttpCacheCold: true},
  {row: WARM, ...LATER, isHttpCacheCold: false},
  {row: CONNECTED, ...LATER, isHttpCacheCold: false, isConnected: true},
  {row: AT_ONCE, agoMs: 0, arePagesFresh: false, isHttpCacheCold: false},
  {row: ALL_FRESH, agoMs: 0, arePagesFresh: true, isHttpCacheCold: false},
];
