import {Arena, expectAnswers, pause} from '../arena.js';
import {LIMIT, OURS} from '../contenders.js';
import {addEntries, wake} from '../in-page.js';
import type {Figures, Result} from '../result.js';
import {imageOf, roundsOfFresh, type Scope} from './work.js';

const ENTRIES = [10, 1_000, 10_000, 50_000];
const AT_ONCE = 2_000;
const IMAGES = Array.from({length: 10}, (_, i) => `/image/1000/${i}`);

export function growth({rounds}: Scope): Promise<Result[]> {
  // Each of them with each cache, so that all are measured in the same rounds.
  const names = ENTRIES.flatMap(() => [LIMIT, OURS]);
  return Arena.with(names, async (arena) => {
    const {competitors} = arena;
    const entriesOf = (index: number) => ENTRIES[index % ENTRIES.length] as number;
    await arena.fill(IMAGES);
    for (const [index, {name, page}] of competitors.entries()) {
      const entries = entriesOf(index);
      for (let from = IMAGES.length; from < entries; from += AT_ONCE) {
        await page.run(addEntries, from, Math.min(entries, from + AT_ONCE), name === OURS);
      }
    }
    // What was put is still being written.
    await pause(5_000);
    const often = roundsOfFresh(rounds, 1000);
    let asked = 0;
    const figures = await arena.eachInRounds(often, 20, async ({page}) => {
      await page.stopWorkers();
      await page.run(wake);
      return imageOf(page, IMAGES[asked++ % IMAGES.length] as string);
    });
    for (const competitor of competitors) expectAnswers(competitor, IMAGES);
    const columns = new Map<string, Figures>(
      ENTRIES.map((entries, index) => [
        labelOf(entries),
        new Map([
          [LIMIT, figures[index] ?? []],
          [OURS, figures[ENTRIES.length + index] ?? []],
        ]),
      ]),
    );
    const [smallest, ...larger] = ENTRIES.map(labelOf) as [string, ...string[]];
    const bars = larger.map((column) => ({column, of: OURS, toColumn: smallest, atMost: 1.3}));
    const title = 'Fresh, 1 KB, in a cache of so many entries';
    const note =
      "The first time in a worker's life, one of ten. Of all entries but them the package has a sidecar, so that there are as many.";
    return [{title, note, unit: 'ms', columns, bars}];
  });
}

function labelOf(entries: number): string {
  return entries.toLocaleString('en-US');
}
