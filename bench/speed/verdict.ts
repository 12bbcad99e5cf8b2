import {COPIES} from './contenders.js';
import type {Bar, Figures, Result} from './result.js';
import {median, medianRange, quantile, ratios} from './statistics.js';

interface Verdict {
  readonly measured: number;
  /** What it may be, were it measured without end. */
  readonly range: readonly [number, number];
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

/** Whether a bar is reached, or what misses it may be an equal. One below 1 asks for more than that. */
export function verdict(
  {column, of, to, toColumn, atMost}: Bar,
  columns: Result['columns'],
): Verdict {
  const figures = columns.get(column)?.get(of) ?? [];
  const base = (to ?? toColumn) && columns.get(toColumn ?? column)?.get(to ?? of);
  const values = base ? ratios(figures, base) : figures;
  const measured = median(values);
  const range = medianRange(values);
  if (measured <= atMost) return {measured, range, word: 'met'};
  const [, high] = (to && atMost >= 1 && tieRange(columns.get(column))) || [0, 0];
  return {measured, range, word: measured <= high ? 'tie' : 'missed'};
}
