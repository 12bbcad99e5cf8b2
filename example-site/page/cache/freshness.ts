import type {Entry} from 'workbox-revalidate/page';
import {inTime} from './amounts.js';

/** How a copy stands at a moment. */
export interface Freshness {
  readonly state: 'fresh' | 'stale' | 'asks';
  readonly word: string;
  readonly rest: string;
  /** How much of its lifetime is left, 0 to 1. */
  readonly share: number;
}

/** @param sinceSeconds how long ago the entry was told. */
export function freshnessOf(entry: Entry, sinceSeconds: number): Freshness {
  const {isFresh, ageSeconds, ttlSeconds} = entry;
  const lifetimeSeconds = ageSeconds + ttlSeconds;
  // Both are rounded down.
  const hasNone = lifetimeSeconds < 1;
  const left = ttlSeconds - sinceSeconds;
  if (hasNone) return {state: 'asks', word: 'Asks', rest: 'each time', share: 0};
  if (left <= 0) return {state: 'stale', word: 'Stale', rest: `for ${inTime(-left)}`, share: 0};
  // It was invalidated, or may not be served unasked.
  if (!isFresh) return {state: 'asks', word: 'Asks', rest: 'before it is served', share: 0};
  const share = left / lifetimeSeconds;
  return {state: 'fresh', word: 'Fresh', rest: `${inTime(left)} left`, share};
}
