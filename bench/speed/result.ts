/** What each round measured, under the name of each contender. */
export type Figures = ReadonlyMap<string, readonly number[]>;

/** What was measured of one kind of work: a table of the report. */
export interface Result {
  readonly title: string;
  /** What the title leaves open, as Markdown. */
  readonly note?: string;
  readonly unit: 'ms' | 'requests' | 'loads' | 'bytes';
  /** Under the label of each column, the figures of each contender. */
  readonly columns: ReadonlyMap<string, Figures>;
  readonly bars: readonly Bar[];
}

/**
 * What one contender is to reach in one column: a ratio to another contender, or to itself in another column
 * that was measured in the same rounds; without either, the figure itself.
 */
export interface Bar {
  readonly column: string;
  readonly of: string;
  readonly to?: string;
  readonly toColumn?: string;
  readonly atMost: number;
}
