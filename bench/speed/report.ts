import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {CONTENDERS, OURS} from './contenders.js';
import type {Kept} from './kept-results.js';
import {ratioChart} from './ratio-chart.js';
import type {Bar, Result} from './result.js';
import {median, quantile} from './statistics.js';
import {tieRange, verdict} from './verdict.js';

const root = new URL('../../', import.meta.url);
const docs = fileURLToPath(new URL('docs/', root));

/** A result as a section in Markdown: medians, and for times their 95th percentile. */
export function printed(result: Result, chart?: string): string {
  const {title, note, unit, columns} = result;
  const names = [...new Set([...columns.values()].flatMap((figures) => [...figures.keys()]))];
  const labels = [...columns.keys()];
  const table = [
    `| ${unit} | ${labels.join(' | ')} |`,
    `|---|${labels.map(() => '---|').join('')}`,
    ...names.map((name) => {
      const cells = labels.map((label) => cell(columns.get(label)?.get(name) ?? [], unit));
      return `| ${name} | ${cells.join(' | ')} |`;
    }),
  ];
  const picture = chart && `![${title}, as ratios](benchmarks/${chart})`;
  return [`### ${title}`, note, picture, table.join('\n'), judged(result)]
    .filter(Boolean)
    .join('\n\n');
}

function cell(values: readonly number[], unit: Result['unit']): string {
  if (values.length === 0) return '';
  if (unit !== 'ms') return amount(median(values));
  return `${inMs(median(values))} (${inMs(quantile(values, 0.95))})`;
}

function inMs(ms: number): string {
  return ms < 10 ? ms.toFixed(2) : ms.toFixed(ms < 100 ? 1 : 0);
}

function amount(value: number): string {
  return Math.abs(value) < 1_000_000
    ? Math.round(value).toLocaleString('en-US')
    : `${(value / 1_000_000).toFixed(1)} million`;
}

function judged({columns, bars, unit}: Result): string {
  if (bars.length === 0) return '';
  const lines = bars.map((bar) => {
    const {measured, range, word} = verdict(bar, columns);
    const shown = (value: number) =>
      (bar.to ?? bar.toColumn) === undefined ? amount(value) : value.toFixed(2);
    const equals = tieRange(columns.get(bar.column), bar.to);
    return [
      bar.column,
      comparison(bar, unit),
      shown(measured),
      spread(range.map(shown)),
      shown(bar.atMost),
      spread(equals?.map(shown)),
      word,
    ];
  });
  const head = ['', '', 'measured', '95 %', 'at most', 'two copies', ''];
  return [head, head.map(() => '---'), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function spread(ends: readonly string[] | undefined): string {
  return ends && ends[0] !== ends[1] ? ends.join(' to ') : '';
}

function comparison({of, to, toColumn}: Bar, unit: Result['unit']): string {
  const base = to ?? (toColumn && `itself, ${toColumn}`);
  const compared = base ? `ratio to ${base}` : unit;
  return of === OURS ? compared : `${compared}, ${of}`;
}

/**
 * Writes docs/benchmarks.md, and its charts anew.
 *
 * @param works what is kept of each kind of work; of some maybe nothing yet.
 */
export function writeReport(works: ReadonlyMap<string, Kept | undefined>): void {
  const kept = [...works.values()].filter((found) => found !== undefined);
  const missing = [...works.keys()].filter((name) => !works.get(name));
  const each = (texts: readonly unknown[]) => [...new Set(texts)].join(' or ');
  rmSync(`${docs}benchmarks`, {recursive: true, force: true});
  mkdirSync(`${docs}benchmarks`);
  const sections = kept
    .flatMap(({results}) => results)
    .map((result) => {
      const chart = ratioChart(result);
      if (!chart) return printed(result);
      const file = `${result.title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.svg`;
      writeFileSync(`${docs}benchmarks/${file}`, chart);
      return printed(result, file);
    });
  const glossary = CONTENDERS.filter(({what}) => what).map(
    ({name, what}) => `| ${name} | ${what} |`,
  );
  writeFileSync(
    `${docs}benchmarks.md`,
    `# Benchmarks

    npm run bench

measures this package beside what one would pick instead: Workbox's strategies, and

| | |
|---|---|
${glossary.join('\n')}

Where something is fresh, the browser's HTTP cache answers what NetworkFirst and StaleWhileRevalidate ask for.

- Each contender has an origin, a site and so a storage and a process, and a window of its own. Each round measures each of them once, in another order.
- A table tells medians of ${each(kept.map(({rounds}) => rounds))} rounds, four times as many of what is fresh and at most 50 KB, unless it says otherwise, and the 95th percentile in brackets. Ratios are medians of the ratios in each round.
- Under a table stand the bars that the package sets itself, and between which values the median would be if one measured without end in the same browser, 95 times in 100. A bar is met, or missed, where both are on one side of it, else it is a tie. Some of the contenders run twice, which tells how far apart the medians of two equals may be: what is beyond a bar but not beyond that is a tie as well.
- Times are taken in the page, unless it says otherwise, to 0.1 ms. The browser is driven over its protocol alone.

Measured in ${each(kept.map(({machine}) => machine))}, on ${each(kept.map(({date}) => date))}. Another one has other times: rely on the ratios.${missing.length > 0 ? ` Not measured yet: ${missing.join(', ')}.` : ''}

${sections.join('\n\n')}
`,
  );
}
