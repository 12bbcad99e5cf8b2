import {Arena, expectAnswers} from '../arena.js';
import {CACHE_FIRST, EXPIRATION, LIMIT, LIMIT_AGAIN, OURS} from '../contenders.js';
import {bodiesMs, sidecarsWritten, wake} from '../in-page.js';
import type {Figures, Result} from '../result.js';
import {imageOf, roundsOfFresh, type Scope} from './work.js';

const NAMES = [LIMIT, LIMIT_AGAIN, CACHE_FIRST, EXPIRATION, OURS];

const STATES = [
  {
    title: "Fresh by a 304, the first time in a worker's life",
    note: 'The worker runs, and has answered nothing yet; a 304 has renewed the entry in an earlier life. The others serve it as if it were fresh. That the worker opens its cache when it starts is part of the start, below.',
    kind: 'renewed',
    atMost: 1.15,
  },
  {
    title: "Fresh, the first time in a worker's life",
    note: 'The same, where no 304 has come for the entry, but for others of its cache.',
    kind: 'image',
    atMost: 1.1,
  },
  {
    title: "Fresh, with `Age`, the first time in a worker's life",
    note: 'The same, of what a shared cache has sent: how old it is now, only what was noted beside it can tell.',
    kind: 'aged',
    atMost: 1.1,
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
        for (const {name, page, origin} of arena.competitors) {
          if (kind === 'renewed') await page.run(bodiesMs, [url]);
          if (kind !== 'image' && name === OURS) await page.run(sidecarsWritten, [url]);
          origin.answers.clear();
        }
        const often = roundsOfFresh(rounds, bytes);
        const figures = await arena.inRounds(often, settleMs, async ({page}) => {
          await page.stopWorkers();
          await page.run(wake);
          return imageOf(page, url);
        });
        columns.set(label, figures);
        for (const competitor of arena.competitors) expectAnswers(competitor, [url]);
      }
      const bars = sizes.map(({label}) => ({column: label, of: OURS, to: LIMIT, atMost}));
      results.push({title, note, unit: 'ms', columns, bars});
    }
    return results;
  });
}
