import {Arena, type Competitor, expectAnswers} from '../arena.js';
import {
  CACHE_FIRST,
  CACHE_FIRST_AGAIN,
  EMPTY_WORKER,
  EXPIRATION,
  HAND_WRITTEN,
  LIMIT,
  LIMIT_AGAIN,
  LIMIT_WITH_AGE,
  NETWORK_FIRST,
  NO_WORKER,
  OURS,
  STALE_WHILE_REVALIDATE,
} from '../contenders.js';
import {bodiesMs} from '../in-page.js';
import type {Bar, Figures, Result} from '../result.js';
import {imageOf, roundsOfFresh, type Scope, type Size} from './work.js';

const NAMES = [
  NO_WORKER,
  EMPTY_WORKER,
  LIMIT,
  LIMIT_AGAIN,
  LIMIT_WITH_AGE,
  CACHE_FIRST,
  CACHE_FIRST_AGAIN,
  EXPIRATION,
  STALE_WHILE_REVALIDATE,
  NETWORK_FIRST,
  HAND_WRITTEN,
  OURS,
];
/** What asks its origin, even for what is fresh. */
const ASKING = [HAND_WRITTEN];

interface Reader {
  readonly title: string;
  readonly note: string;
  read({page}: Competitor, url: string): Promise<number>;
  barsOf(size: Size): Bar[];
}

const READERS: readonly Reader[] = [
  {
    title: 'Fresh, as an image',
    note: 'From `image.src` to `load`, of a URL that the worker has answered before. Scripts, styles and fonts go the same way.',
    read: ({page}, url) => imageOf(page, url),
    barsOf: ({label: column}) => [
      {column, of: OURS, to: LIMIT, atMost: 1.05},
      {column, of: OURS, to: CACHE_FIRST, atMost: 1},
      {column, of: OURS, to: EXPIRATION, atMost: 0.8},
    ],
  },
  {
    title: "Fresh, read by script's fetch",
    note: 'From `fetch` to the end of `arrayBuffer()`. Up to 50 KB, and above where a 304 has changed more than `Date`, script sees the fields of the last 304 and `Age`.',
    read: ({page}, url) => page.run(bodiesMs, [url]),
    barsOf: ({label: column}) => [{column, of: OURS, to: LIMIT, atMost: 1.1}],
  },
];

export function freshHits({rounds, sizes}: Scope): Promise<Result[]> {
  return Arena.with(NAMES, async (arena) => {
    await arena.fill(sizes.map(urlOf));
    const results: Result[] = [];
    for (const {title, note, read, barsOf} of READERS) {
      const columns = new Map<string, Figures>();
      for (const size of sizes) {
        const {bytes, label, settleMs} = size;
        const often = roundsOfFresh(rounds, bytes);
        const measure = (competitor: Competitor) => read(competitor, urlOf(size));
        columns.set(label, await arena.inRounds(often, settleMs, measure));
      }
      for (const competitor of arena.competitors) {
        if (!ASKING.includes(competitor.name)) expectAnswers(competitor, sizes.map(urlOf));
      }
      results.push({title, note, unit: 'ms', columns, bars: sizes.flatMap(barsOf)});
    }
    return results;
  });
}

function urlOf({bytes}: Size): string {
  return `/image/${bytes}`;
}
