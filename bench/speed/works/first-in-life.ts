import {Arena} from '../arena.js';
import {CACHE_FIRST, EXPIRATION, LIMIT, LIMIT_AGAIN, OURS} from '../contenders.js';
import {bodiesMs, sidecarsWritten, wake} from '../in-page.js';
import type {Figures, Result} from '../result.js';
import {imageOf, roundsOfFresh, type Scope} from './work.js';

const NAMES = [LIMIT, LIMIT_AGAIN, CACHE_FIRST, EXPIRATION, OURS];

const STATES = [
  {
    title: "Fresh, the first time in a worker's life",
    note: 'The worker runs, and has answered nothing yet. That it opens its cache when it starts is part of the start, below.',
    kind: 'image',
    atMost: 1.1,
  },
  {
    title: "Fresh by a 304, the first time in a worker's life",
    note: 'The same, where a 304 has renewed the entry in an earlier life; the others serve it as if it were fresh.',
    kind: 'renewed',
    atMost: 1.15,
  },
];

export function firstInLife({rounds, sizes}: Scope): Promise<Result[]> {
  return Arena.with(NAMES, async (arena) => {
    const results: Result[] = [];
    for (const {title, note, kind, atMost} of STATES) {
      const columns = new Map<string, Figures>();
      for (const {bytes, label, settleMs} of sizes) {
        const url = `/${kind}/${bytes}`;
        await arena.fill([url]);
        const isRenewed = kind === 'renewed';
        for (const {name, page, origin} of arena.competitors) {
          if (isRenewed) await page.run(bodiesMs, [url]);
          if (isRenewed && name === OURS) await page.run(sidecarsWritten, [url]);
          origin.requests.clear();
        }
        const often = roundsOfFresh(rounds, bytes);
        const figures = await arena.inRounds(often, settleMs, async ({page}) => {
          await page.stopWorkers();
          await page.run(wake);
          return imageOf(page, url);
        });
        columns.set(label, figures);
        for (const {name, origin} of arena.competitors) {
          if (origin.requests.has(url)) throw new Error(`${name} asked the origin for ${url}`);
        }
      }
      const bars = sizes.map(({label}) => ({column: label, of: OURS, to: LIMIT, atMost}));
      results.push({title, note, unit: 'ms', columns, bars});
    }
    return results;
  });
}
