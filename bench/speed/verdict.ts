import {COPIES} from './contenders.js';
import type {Bar, Figures, Result} from './result.js';
import {median, pairedRatio, quantile, ratios} from './statistics.js';

interface Verdict {
  readonly measured: number;
  readonly word: 'met' | 'missed' | 'tie';
}

/** From 1 to where the middle half of the ratios of two equals ends, where both were measured. */
export function tieRange(figures: Figures | undefined): readonly [number, number] | undefined {
  for (const [name, again] of COPIES) {
    const [first, second] = [figures?.get(name), figures?.get(again)];
    if (!first || !second) continue;
    const spread = ratios(second, first);
    return [Math.min(1, quantile(spread, 0.25)), Math.max(1, quantile(spread, 0.75))];
  }
  return undefined;
}

/** Whether a bar is reached. One below 1 asks for more than a tie. */
export function verdict({row, of, to, toRow, atMost}: Bar, rows: Result['rows']): Verdict {
  const figures = rows.get(row)?.get(of) ?? [];
  const base = (to ?? toRow) && rows.get(toRow ?? row)?.get(to ?? of);
  const measured = base ? pairedRatio(figures, base) : median(figures);
  const [low, high] = (to && tieRange(rows.get(row))) || [Number.NaN, Number.NaN];
  if (atMost >= 1 && low <= measured && measured <= high) return {measured, word: 'tie'};
  return {measured, word: measured <= atMost ? 'met' : 'missed'};
}
