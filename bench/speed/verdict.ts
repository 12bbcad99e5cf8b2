import {COPIES} from './contenders.js';
import type {Bar, Figures, Result} from './result.js';
import {median, medianRange, ratios} from './statistics.js';

interface Verdict {
  readonly measured: number;
  readonly range: readonly [number, number];
  readonly word: 'met' | 'missed' | 'tie';
}

/** How far apart the medians of two equals may be, as a ratio, where one that is compared with was measured twice. */
export function tieRange(
  figures: Figures | undefined,
  to: string | undefined,
): readonly [number, number] | undefined {
  const [, again = ''] = COPIES.find(([name]) => name === to) ?? [];
  const [first, second] = [figures?.get(to ?? ''), figures?.get(again)];
  if (!first || !second) return undefined;
  const [low, high] = medianRange(ratios(second, first));
  return [Math.min(1, low), Math.max(1, high)];
}

/**
 * Whether a bar is reached, which it is or is not where all of the median's range lies on one side of it. What is
 * beyond it by less than two equals are apart is a tie as well.
 */
export function verdict(
  {column, of, to, toColumn, atMost}: Bar,
  columns: Result['columns'],
): Verdict {
  const figures = columns.get(column)?.get(of) ?? [];
  const base = (to ?? toColumn) && columns.get(toColumn ?? column)?.get(to ?? of);
  const values = base ? ratios(figures, base) : figures;
  const measured = median(values);
  const range = medianRange(values);
  const [low, high] = range;
  const [, equal] = tieRange(columns.get(column), to) ?? [0, 0];
  if (high <= atMost) return {measured, range, word: 'met'};
  return {measured, range, word: low > atMost && measured > equal ? 'missed' : 'tie'};
}
