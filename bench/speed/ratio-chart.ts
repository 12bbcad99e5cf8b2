import {LIMIT, NULL, OURS} from './contenders.js';
import {pairedRatio} from './statistics.js';
import type {Result} from './works.js';

const LABEL_WIDTH = 190;
const BAR_WIDTH = 420;
const BAR_HEIGHT = 16;
const GAP = 6;
const MAX_RATIO = 3;

/** How the contenders compare with the limit, in the first size and the largest that all have. */
export function ratioChart({title, unit, rows}: Result): string | undefined {
  if (unit !== 'ms' || ![...rows.values()].every((times) => times.has(LIMIT))) return undefined;
  const groups = [...rows].map(([label, times]) => {
    const base = times.get(LIMIT) ?? [];
    const names = [...times.keys()].filter((name) => name !== LIMIT);
    const bars = names.map((name) => ({name, ratio: pairedRatio(times.get(name) ?? [], base)}));
    return {label, bars};
  });
  let y = 28;
  const parts: string[] = [];
  const x = (ratio: number) => LABEL_WIDTH + (Math.min(ratio, MAX_RATIO) / MAX_RATIO) * BAR_WIDTH;
  for (const {label, bars} of groups) {
    parts.push(`<text class="group" x="0" y="${y + 12}">${label}</text>`);
    y += 22;
    for (const {name, ratio} of bars) {
      const kind = name === OURS ? 'ours' : name === NULL ? 'null' : 'other';
      parts.push(
        `<text class="name" x="${LABEL_WIDTH - 8}" y="${y + 12}" text-anchor="end">${name}</text>`,
        `<rect class="${kind}" x="${LABEL_WIDTH}" y="${y}" width="${x(ratio) - LABEL_WIDTH}" height="${BAR_HEIGHT}" rx="2"/>`,
        `<text class="value" x="${x(ratio) + 6}" y="${y + 12}">${ratio.toFixed(2)}</text>`,
      );
      y += BAR_HEIGHT + GAP;
    }
    y += 10;
  }
  const width = LABEL_WIDTH + BAR_WIDTH + 50;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" role="img" aria-label="${title}: times as a ratio to those of the limit">
<style>
text { font: 12px system-ui, sans-serif; fill: #24292f; }
.group { font-weight: 600; }
.value, .axis { fill: #57606a; }
.ours { fill: #1a7f64; }
.other { fill: #afb8c1; }
.null { fill: #d8dee4; }
line { stroke: #57606a; stroke-dasharray: 2 3; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .value, .axis { fill: #9198a1; }
  .ours { fill: #3fb68b; }
  .other { fill: #57606a; }
  .null { fill: #3d444d; }
  line { stroke: #9198a1; }
}
</style>
<text class="axis" x="${x(1)}" y="12" text-anchor="middle">the limit = 1</text>
<line x1="${x(1)}" x2="${x(1)}" y1="18" y2="${y - 8}"/>
${parts.join('\n')}
</svg>
`;
}
