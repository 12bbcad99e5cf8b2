/** One axis: where a value lies between its ends. */
export interface Axis {
  readonly label: string;
  readonly scale: 'linear' | 'log';
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly {readonly at: number; readonly label: string}[];
}

export interface Line {
  readonly label: string;
  readonly tone: Tone;
  readonly points: readonly (readonly [number, number])[];
  /** Where the label stands: at the end of the line, or beside one of its points. */
  readonly labelAt?: {readonly x: number; readonly y: number; readonly anchor?: 'start' | 'end'};
}

export interface Panel {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
  readonly dots?: boolean;
}

export interface Figure {
  readonly title: string;
  readonly description: string;
  readonly panels: readonly Panel[];
  readonly width: number;
  readonly height: number;
  /** Room for the labels at the ends of lines. */
  readonly rightMargin: number;
}

/** Colours that people tell apart in either theme, also without red and green. */
const TONES = {
  blue: ['#1f5fbf', '#7db2ff'],
  orange: ['#b45309', '#f5a54a'],
  green: ['#0f766e', '#4fd1b8'],
  violet: ['#8b3fb5', '#d39bf2'],
  grey: ['#5b6470', '#a5afbb'],
} as const;

type Tone = keyof typeof TONES;

const TOP = 84;
const BOTTOM = 58;
const LEFT = 66;
const LABEL_GAP = 20;
const LEADER = 26;

/** A chart as SVG, for light and dark pages, that needs no script and no font. */
export function drawFigure(figure: Figure): string {
  const {title, description, panels, width, height} = figure;
  const panelWidth = width / panels.length;
  const tones = Object.entries(TONES);
  const style = (theme: 0 | 1) =>
    tones.map(([tone, colours]) => `--${tone}:${colours[theme]};`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">${escapeText(title)}</title>
<desc id="desc">${escapeText(description)}</desc>
<style>
svg{--page:#fff;--ink:#1c2128;--soft:#59636e;--rule:#e3e6ea;${style(0)}}
@media(prefers-color-scheme:dark){svg{--page:#10151c;--ink:#e8ecf1;--soft:#9aa5b1;--rule:#262e38;${style(1)}}}
text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--soft)}
.h{font-size:17px;font-weight:600;fill:var(--ink)}.p{font-weight:600;fill:var(--ink)}.s{font-weight:400;fill:var(--soft)}
.r{stroke:var(--rule)}.l{fill:none;stroke-width:2.25;stroke-linejoin:round;stroke-linecap:round}
.t{fill:none;stroke-width:1;opacity:.7}.n{font-weight:600;paint-order:stroke;stroke:var(--page);stroke-width:4px;stroke-linejoin:round}
${tones.map(([tone]) => `.${tone}{stroke:var(--${tone})}.${tone}-f{fill:var(--${tone})}`).join('')}
</style>
<rect width="${width}" height="${height}" rx="10" fill="var(--page)"/>
<text class="h" x="24" y="34">${escapeText(title)}</text>
${panels.map((panel, index) => drawPanel(panel, figure, index * panelWidth, panelWidth)).join('\n')}
</svg>
`;
}

function drawPanel(panel: Panel, figure: Figure, offset: number, panelWidth: number): string {
  const left = offset + LEFT;
  const right = offset + panelWidth - figure.rightMargin;
  const bottom = figure.height - BOTTOM;
  const x = (value: number) => round(left + share(panel.x, value) * (right - left));
  const y = (value: number) => round(bottom - share(panel.y, value) * (bottom - TOP));
  const rules = panel.y.ticks.map(
    ({at, label}) =>
      `<path class="r" d="M${left} ${y(at)}H${right}"/><text x="${left - 9}" y="${y(at) + 4.5}" text-anchor="end">${escapeText(label)}</text>`,
  );
  const marks = panel.x.ticks.map(
    ({at, label}) =>
      `<path class="r" d="M${x(at)} ${bottom}v6"/><text x="${x(at)}" y="${bottom + 22}" text-anchor="middle">${escapeText(label)}</text>`,
  );
  const lines = panel.lines.map(({points, tone}) => {
    const path = points.map(([px, py]) => `${x(px)} ${y(py)}`).join('L');
    const dots = panel.dots
      ? points.map(([px, py]) => `<circle class="${tone}-f" cx="${x(px)}" cy="${y(py)}" r="3.25"/>`)
      : [];
    return `<path class="l ${tone}" d="M${path}"/>${dots.join('')}`;
  });
  return [
    `<text class="p" x="${offset + 24}" y="${TOP - 22}">${escapeText(panel.title)}<tspan class="s">, ${escapeText(panel.y.label)}</tspan></text>`,
    ...rules,
    ...marks,
    `<text x="${(left + right) / 2}" y="${figure.height - 14}" text-anchor="middle">${escapeText(panel.x.label)}</text>`,
    ...lines,
    ...labels(panel.lines, x, y),
  ].join('\n');
}

/** The names of the lines, at their ends, moved apart where they would touch. */
function labels(
  lines: readonly Line[],
  x: (value: number) => number,
  y: (value: number) => number,
): string[] {
  const text = ({label, tone}: Line, atX: number, atY: number, anchor = 'start') =>
    `<text class="n ${tone}-f" x="${round(atX)}" y="${round(atY + 4.5)}" text-anchor="${anchor}">${escapeText(label)}</text>`;
  const placed = lines.flatMap((line) => {
    const {labelAt} = line;
    return labelAt ? [text(line, x(labelAt.x), y(labelAt.y), labelAt.anchor)] : [];
  });
  const atEnds = lines
    .filter(({labelAt}) => !labelAt)
    .map((line) => {
      const [endX, endY] = line.points.at(-1) ?? [0, 0];
      return {line, x: x(endX), y: y(endY)};
    })
    .sort((a, b) => a.y - b.y);
  // Down from the top, then up by half of what was moved, so that a group stays beside its lines.
  const wanted = atEnds.map((label) => label.y);
  for (let i = 1; i < atEnds.length; i++) {
    const [above, label] = [atEnds[i - 1], atEnds[i]];
    if (above && label) label.y = Math.max(label.y, above.y + LABEL_GAP);
  }
  const moved = Math.max(0, ...atEnds.map((label, i) => label.y - (wanted[i] ?? 0)));
  const up = Math.max(0, Math.min(moved / 2, (atEnds[0]?.y ?? TOP) - TOP));
  return [
    ...placed,
    ...atEnds.map((label, i) => {
      const inGroup =
        label.y !== wanted[i] ||
        (atEnds[i + 1]?.y ?? Number.POSITIVE_INFINITY) - label.y === LABEL_GAP;
      const labelY = label.y - (inGroup ? up : 0);
      const leader = `<path class="t ${label.line.tone}" d="M${label.x + 7} ${wanted[i]}L${label.x + LEADER - 5} ${round(labelY)}"/>`;
      return leader + text(label.line, label.x + LEADER, labelY);
    }),
  ];
}

function share({scale, from, to}: Axis, value: number): number {
  if (scale === 'linear') return (value - from) / (to - from);
  return Math.log(value / from) / Math.log(to / from);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
