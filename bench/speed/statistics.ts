/** The value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Between which values the median would be if one measured without end, 95 times in 100. */
export function medianRange(values: readonly number[]): readonly [number, number] {
  const aside = Math.min(0.5, 0.98 / Math.sqrt(values.length));
  return [quantile(values, 0.5 - aside), quantile(values, 0.5 + aside)];
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Round by round, since what slows a whole round down slows both. */
export function ratios(values: readonly number[], base: readonly number[]): number[] {
  return values.map((value, round) => value / (base[round] ?? Number.NaN));
}

export function pairedRatio(values: readonly number[], base: readonly number[]): number {
  return median(ratios(values, base));
}

export function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({item, order: Math.random()}))
    .sort((a, b) => a.order - b.order)
    .map(({item}) => item);
}
