import {Arena, type Competitor, pause} from '../arena.js';
import {BARE, BARE_AGAIN, BARE_IN_WORKBOX, OURS} from '../contenders.js';
import {bodiesMs, evaluationMs} from '../in-page.js';
import type {Figures, Result} from '../result.js';
import type {Scope} from './work.js';

const NAMES = [BARE, BARE_AGAIN, BARE_IN_WORKBOX, OURS];
const BURST = Array.from({length: 200}, (_, i) => `/stale/1000/${i}`);
/** Within which sidecars are written, which a worker that is stopped does not do. */
const WRITE_MS = 1500;

/** With nothing in memory: what is known of a copy is read before its origin can be asked. */
export function firstNotModified({rounds, sizes}: Scope): Promise<Result[]> {
  return Arena.with(NAMES, async (arena) => {
    const measure =
      (urls: readonly string[]) =>
      async ({name, page}: Competitor) => {
        await page.stopWorkers();
        // Starts it, with no request that would be its first.
        await page.run(evaluationMs);
        const ms = await page.run(bodiesMs, urls);
        if (name === OURS) await pause(WRITE_MS);
        return ms;
      };
    const columns = new Map<string, Figures>();
    for (const {bytes, label, settleMs} of sizes) {
      const url = `/stale/${bytes}`;
      await arena.fill([url]);
      columns.set(label, await arena.inRounds(rounds, settleMs, measure([url])));
    }
    await arena.fill(BURST);
    const burst = await arena.inRounds(rounds, 100, measure(BURST));
    return [
      {
        title: "A 304, the first time in a worker's life",
        note: 'Until script has the body. The worker runs, and has answered nothing yet; the entry was renewed in an earlier life.',
        unit: 'ms',
        columns,
        bars: sizes.map(({label}) => ({column: label, of: OURS, to: BARE, atMost: 1.1})),
      },
      {
        title: "200 stale entries at once, the first time in a worker's life",
        note: "All 304, read by script's fetch.",
        unit: 'ms',
        columns: new Map([['1 KB', burst]]),
        bars: [{column: '1 KB', of: OURS, to: BARE, atMost: 1.15}],
      },
    ];
  });
}
