const BYTES = new Intl.NumberFormat('en-GB', {useGrouping: true});

export function bytes(count: number): string {
  return BYTES.format(count);
}

export interface Column {
  readonly width: number;
  readonly align?: 'right';
}

/** One line of text with a cell under each column's head. */
export function line(columns: readonly Column[], cells: readonly string[]): string {
  return columns
    .map(({width, align}, index) => {
      const cell = cells[index] ?? '';
      return align === 'right' ? cell.padStart(width) : cell.padEnd(width);
    })
    .join('  ')
    .trimEnd();
}
