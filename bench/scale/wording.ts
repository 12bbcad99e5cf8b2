/** 10 s, 5 min, 1 h, 1 day. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${seconds / 60} min`;
  if (seconds < 86_400) return `${seconds / 3600} h`;
  return `${seconds / 86_400} day`;
}

/** Three figures at most: more would promise too much. */
export function number(value: number): string {
  const rounded = Number(value.toPrecision(value >= 1000 ? 4 : 3));
  return rounded.toLocaleString('en', {maximumFractionDigits: 6});
}

export function percent(share: number): string {
  const value = 100 * share;
  return `${value.toFixed(value !== 0 && value < 1 ? 2 : value < 10 ? 1 : 0)} %`;
}

export function bytes(count: number): string {
  return count >= 1e9 ? `${number(count / 1e9)} GB` : `${number(count / 1e6)} MB`;
}

/** A table as Markdown has it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(tableRow).join('\n');
}

export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
