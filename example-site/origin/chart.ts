import type {City} from './cities.js';
import {memo} from './memo.js';
import {litPath} from './moon-disc.js';
import {BANDS, type Band, type YearDay, yearOf} from './year.js';

/** The picture's measures, in units of its viewBox; the page needs them to mark today. */
export const CHART = {width: 760, height: 500, left: 34, top: 10, plotWidth: 718, plotHeight: 384};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const PHASE_NAMES = new Set(['New moon', 'First quarter', 'Full moon', 'Last quarter']);

// Inside an <img>, a width in a media query is the picture's own: a small one gets larger letters.
const STYLE = `
text{font:10.5px system-ui,sans-serif;fill:#56607a;font-variant-numeric:tabular-nums}
.short{display:none}
.night{fill:#131b33}.astronomical{fill:#232f58}.nautical{fill:#3e5187}
.civil{fill:#d98a6a}.day{fill:#f7dfa6}
.grid{stroke:#fff;stroke-opacity:.16;stroke-width:.8}
.noon{fill:none;stroke:#b26a3c;stroke-width:1;stroke-opacity:.55;stroke-dasharray:1 3}
.moonlight{fill:#5f6f9c}.dark{fill:#28324f}.lit{fill:#f3ead2}.rim{fill:none;stroke:#28324f;stroke-width:.6}
@media (prefers-color-scheme:dark){
text{fill:#9fa9c4}.night{fill:#0a1021}.astronomical{fill:#18223f}.nautical{fill:#2f4070}
.civil{fill:#b96d52}.day{fill:#e3c07a}.moonlight{fill:#93a3d0}.dark{fill:#1d2740}
.rim{stroke:#5b688c}.noon{stroke:#7a4523}}
@media (max-width:520px){text{font-size:24px}.long{display:none}.short{display:inline}}`;

function coordinate(value: number): string {
  return String(Number(value.toFixed(2)));
}

function xOf(index: number, days: number): number {
  return CHART.left + (index / days) * CHART.plotWidth;
}

function yOf(hour: number): number {
  return CHART.top + (1 - hour / 24) * CHART.plotHeight;
}

/** A change of the clocks breaks a band in two: it is a step, not a slope. */
function runsBetweenClockChanges(days: readonly YearDay[]): number[][] {
  const runs: number[][] = [];
  days.forEach((day, index) => {
    const isStep = day.offsetMs !== days[index - 1]?.offsetMs;
    if (isStep) runs.push([]);
    runs.at(-1)?.push(index);
  });
  return runs;
}

function bandPath(days: readonly YearDay[], band: Band): string {
  return runsBetweenClockChanges(days)
    .map((run) => {
      const edge = (end: 'fromHour' | 'untilHour') => {
        const points = run.map((index) => [index, days[index]?.bands[band][end] ?? 0] as const);
        const [last, hour] = points.at(-1) ?? [0, 0];
        return [...points, [last + 1, hour] as const].map(
          ([index, at]) => `${coordinate(xOf(index, days.length))} ${coordinate(yOf(at))}`,
        );
      };
      return `M${[...edge('untilHour'), ...edge('fromHour').reverse()].join('L')}Z`;
    })
    .join('');
}

function noonPath(days: readonly YearDay[]): string {
  return runsBetweenClockChanges(days)
    .map((run) => {
      const points = run.map(
        (index) =>
          `${coordinate(xOf(index + 0.5, days.length))} ${coordinate(yOf(days[index]?.noonHour ?? 12))}`,
      );
      return `M${points.join('L')}`;
    })
    .join('');
}

/** What a band has past midnight is drawn at the other end of the day, by two shifted copies. */
function bandElement(days: readonly YearDay[], band: Band): string {
  const shift = CHART.plotHeight;
  return (
    `<g class="${band}"><path id="${band}" d="${bandPath(days, band)}"/>` +
    `<use href="#${band}" y="${shift}"/><use href="#${band}" y="${-shift}"/></g>`
  );
}

function hourLines(): string {
  return [0, 6, 12, 18, 24]
    .map((hour) => {
      const y = coordinate(yOf(hour));
      const isInside = hour > 0 && hour < 24;
      const line = `<path class="grid" d="M${CHART.left} ${y}h${CHART.plotWidth}"/>`;
      const labelY = yOf(hour) + (hour === 24 ? 9 : hour === 0 ? 0 : 4);
      const label = `<text x="${CHART.left - 5}" y="${coordinate(labelY)}" text-anchor="end">${hour}</text>`;
      return (isInside ? line : '') + label;
    })
    .join('');
}

function monthMarks(days: readonly YearDay[]): string {
  const bottom = CHART.top + CHART.plotHeight;
  return MONTHS.map((name, month) => {
    const first = days.findIndex((day) => Number(day.date.slice(5, 7)) === month + 1);
    const x = coordinate(xOf(first, days.length));
    const middle = coordinate(xOf(first + 15, days.length));
    const line = month ? `<path class="grid" d="M${x} ${CHART.top}v${CHART.plotHeight}"/>` : '';
    const label = (kind: string, text: string) =>
      `<text class="${kind}" x="${middle}" y="${bottom + 24}" text-anchor="middle">${text}</text>`;
    return `${line}${label('long', name)}${label('short', name.charAt(0))}`;
  }).join('');
}

/** The brightness of every night's Moon, and a dot for each principal phase. */
function moonRow(city: City, days: readonly YearDay[]): string {
  const top = CHART.top + CHART.plotHeight + 38;
  const width = coordinate(CHART.plotWidth / days.length + 0.1);
  const turn = city.latitude < 0 ? ' rotate(180)' : '';
  const nights = days.map((day, index) => {
    const x = coordinate(xOf(index, days.length));
    return `<rect x="${x}" y="${top}" width="${width}" height="8" opacity="${day.illuminatedFraction.toFixed(3)}"/>`;
  });
  const dots = days.flatMap((day, index) => {
    if (!PHASE_NAMES.has(day.phase)) return [];
    const at = `${coordinate(xOf(index + 0.5, days.length))} ${top + 26}`;
    return `<g transform="translate(${at})${turn}"><circle class="dark" r="4.6"/><path class="lit" d="${litPath(day.phaseDegrees, 4.6)}"/><circle class="rim" r="4.6"/></g>`;
  });
  return `<g class="moonlight">${nights.join('')}</g>${dots.join('')}`;
}

function chartSvg(city: City, year: number): string {
  const days = yearOf(city, year);
  const {width, height, left, top, plotWidth, plotHeight} = CHART;
  const plot = `x="${left}" y="${top}" width="${plotWidth}" height="${plotHeight}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">
<title>Day and night in ${city.name}, ${year}</title><style>${STYLE}</style>
<clipPath id="plot"><rect ${plot} rx="6"/></clipPath>
<g clip-path="url(#plot)"><rect class="night" ${plot}/>
${BANDS.map((band) => bandElement(days, band)).join('\n')}
<path class="noon" d="${noonPath(days)}"/></g>
${hourLines()}${monthMarks(days)}
${moonRow(city, days)}
</svg>`;
}

export const yearChart = memo(200, (city: City, year: number) => `${city.slug} ${year}`, chartSvg);
