import {COPIES, OURS} from './contenders.js';
import type {Result} from './result.js';
import {pairedRatio} from './statistics.js';
import {tieRange} from './verdict.js';

const LABEL_WIDTH = 230;
const BAR_WIDTH = 420;
const VALUE_WIDTH = 60;
const BAR_HEIGHT = 14;
const GAP = 5;
const MAX_RATIO = 2.5;

/** How the contenders compare with the one of which there are two, column by column. */
export function ratioChart({title, unit, columns}: Result): string | undefined {
  const [base, again] =
    COPIES.find((names) =>
      [...columns.values()].every((figures) => names.every((name) => figures.has(name))),
    ) ?? [];
  if (unit !== 'ms' || !base) return undefined;

  const width = LABEL_WIDTH + BAR_WIDTH + VALUE_WIDTH;
  const x = (ratio: number) => LABEL_WIDTH + (Math.min(ratio, MAX_RATIO) / MAX_RATIO) * BAR_WIDTH;
  const parts: string[] = [];
  let y = 28;
  for (const [label, figures] of columns) {
    parts.push(`<text class="row" x="0" y="${y + 11}">${label}</text>`);
    y += 20;
    const names = [...figures.keys()].filter((name) => name !== base);
    const height = names.length * (BAR_HEIGHT + GAP) - GAP;
    const [low, high] = tieRange(figures, base) ?? [1, 1];
    const bars = names.map((name, index) => {
      const ratio = pairedRatio(figures.get(name) ?? [], figures.get(base) ?? []);
      const top = y + index * (BAR_HEIGHT + GAP);
      const kind = name === OURS ? 'ours' : name === again ? 'again' : 'other';
      const value = `${ratio > MAX_RATIO ? '→ ' : ''}${ratio.toFixed(2)}`;
      return `<text x="${LABEL_WIDTH - 8}" y="${top + 11}" text-anchor="end">${name}</text>
<rect class="${kind}" x="${LABEL_WIDTH}" y="${top}" width="${(x(ratio) - LABEL_WIDTH).toFixed(1)}" height="${BAR_HEIGHT}" rx="2"/>
<text class="value" x="${width}" y="${top + 11}" text-anchor="end">${value}</text>`;
    });
    const tieWidth = Math.max(1, x(high) - x(low)).toFixed(1);
    parts.push(
      `<rect class="tie" x="${x(low).toFixed(1)}" y="${y - 3}" width="${tieWidth}" height="${height + 6}"/>`,
      ...bars,
    );
    y += height + 16;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" role="img" aria-label="${title}: times as a ratio to those of ${base}">
<style>
text { font: 12px system-ui, sans-serif; fill: #24292f; }
.row { font-weight: 600; }
.value, .axis { fill: #57606a; }
.ours { fill: #1a7f64; }
.other { fill: #8c959f; }
.again { fill: #d0d7de; }
.tie { fill: #bf8700; opacity: 0.25; }
line { stroke: #57606a; stroke-dasharray: 2 3; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .value, .axis { fill: #9198a1; }
  .ours { fill: #3fb68b; }
  .other { fill: #656c76; }
  .again { fill: #3d444d; }
  .tie { fill: #d29922; }
  line { stroke: #9198a1; }
}
</style>
<text class="axis" x="${x(1)}" y="12" text-anchor="middle">${base} = 1, a tie is shaded</text>
${parts.join('\n')}
<line x1="${x(1)}" x2="${x(1)}" y1="18" y2="${y - 8}"/>
</svg>
`;
}
