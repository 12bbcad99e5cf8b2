import {Arena, pause} from '../arena.js';
import {LIMIT, OURS} from '../contenders.js';
import {addEntries} from '../in-page.js';
import type {Figures, Result} from '../result.js';
import {imageOf, type Scope} from './work.js';

const ENTRIES = [10, 1_000, 10_000, 50_000];
const AT_ONCE = 2_000;
const URL = '/image/1000';

export function growth({rounds}: Scope): Promise<Result[]> {
  // Each of them with each cache, so that all are measured in the same rounds.
  const names = ENTRIES.flatMap(() => [LIMIT, OURS]);
  return Arena.with(names, async (arena) => {
    const {competitors} = arena;
    const entriesOf = (index: number) => ENTRIES[index % ENTRIES.length] as number;
    await arena.fill([URL]);
    for (const [index, {page}] of competitors.entries()) {
      const entries = entriesOf(index);
      for (let from = 1; from < entries; from += AT_ONCE) {
        await page.run(addEntries, from, Math.min(entries, from + AT_ONCE));
      }
    }
    // What was put is still being written.
    await pause(5_000);
    const figures = await arena.eachInRounds(rounds, 20, ({page}) => imageOf(page, URL));
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
    return [{title: 'Fresh, 1 KB, in a cache of so many entries', unit: 'ms', columns, bars}];
  });
}

function labelOf(entries: number): string {
  return entries.toLocaleString('en-US');
}
