import type {Entry} from 'workbox-revalidate/page';

export type Order = 'path' | 'freshness' | 'age' | 'size';

const COMPARE: Readonly<Record<Order, (a: Entry, b: Entry) => number>> = {
  path: (a, b) => a.url.localeCompare(b.url, 'en', {numeric: true}),
  freshness: (a, b) => a.ttlSeconds - b.ttlSeconds,
  age: (a, b) => b.ageSeconds - a.ageSeconds,
  size: (a, b) => (b.bytes ?? 0) - (a.bytes ?? 0),
};

/** Equals by their path. */
export function sorted(entries: readonly Entry[], order: Order): Entry[] {
  return [...entries].sort((a, b) => COMPARE[order](a, b) || COMPARE.path(a, b));
}
