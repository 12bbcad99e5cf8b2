import {Arena, type Competitor, expectAnswers, pause, WRITE_MS} from '../arena.js';
import {BARE, BARE_AGAIN, BARE_IN_WORKBOX, OURS} from '../contenders.js';
import {bodiesMs, evaluationMs} from '../in-page.js';
import type {Figures, Result} from '../result.js';
import type {Scope} from './work.js';

const NAMES = [BARE, BARE_AGAIN, BARE_IN_WORKBOX, OURS];
const BURST = Array.from({length: 200}, (_, i) => `/stale/1000/${i}`);
/** Of which there is one for each round. */
const MAX_BYTES_OF_MANY = 500_000;

/** With nothing in memory: what is known of a copy is read before its origin can be asked. */
export function firstNotModified({rounds, sizes}: Scope): Promise<Result[]> {
  return Arena.with(NAMES, async (arena) => {
    const readFrom = async (competitor: Competitor, urls: readonly string[]) => {
      const ms = await competitor.page.run(bodiesMs, urls);
      expectAnswers(competitor, urls, 304);
      // What is written would slow the next one down; of all of them, since who has rested is faster.
      await pause(WRITE_MS);
      return ms;
    };
    const inNewWorker = (urls: readonly string[]) => async (competitor: Competitor) => {
      await competitor.page.stopWorkers();
      // Starts it, with no request that would be its first.
      await competitor.page.run(evaluationMs);
      return readFrom(competitor, urls);
    };
    const inNewLife = new Map<string, Figures>();
    for (const {bytes, label, settleMs} of sizes) {
      const url = `/stale/${bytes}`;
      await arena.fill([url]);
      inNewLife.set(label, await arena.inRounds(rounds, settleMs, inNewWorker([url])));
    }

    const ofNewEntry = new Map<string, Figures>();
    const sizesOfMany = sizes.filter(({bytes}) => bytes <= MAX_BYTES_OF_MANY);
    for (const {bytes, label, settleMs} of sizesOfMany) {
      // One more, for the round that warms up.
      const urls = Array.from({length: rounds + 1}, (_, i) => `/stale/${bytes}/${i}`);
      await arena.fill(urls);
      for (const {page} of arena.competitors) {
        await page.stopWorkers();
        // It has answered others.
        await page.run(bodiesMs, ['/stale/1000/used']);
      }
      await pause(WRITE_MS);
      const asked = new Map<string, number>();
      const figures = await arena.inRounds(rounds, settleMs, async (competitor) => {
        const index = asked.get(competitor.name) ?? 0;
        asked.set(competitor.name, index + 1);
        return readFrom(competitor, [urls[index] as string]);
      });
      ofNewEntry.set(label, figures);
    }

    await arena.fill(BURST);
    const burst = await arena.inRounds(rounds, 100, inNewWorker(BURST));
    return [
      {
        title: "A 304, the first time in a worker's life",
        note: 'Until script has the body. The worker runs, and has answered nothing yet; the entry was renewed in an earlier life.',
        unit: 'ms',
        columns: inNewLife,
        bars: sizes.map(({label}) => ({column: label, of: OURS, to: BARE, atMost: 1.1})),
      },
      {
        title: "A 304, the first for an entry in a worker's life",
        note: 'The same in a worker that has answered others before, each round for another entry, which it has not looked up yet.',
        unit: 'ms',
        columns: ofNewEntry,
        bars: sizesOfMany.map(({label}) => ({column: label, of: OURS, to: BARE, atMost: 1.1})),
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
