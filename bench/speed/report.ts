import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {cpus, totalmem} from 'node:os';
import {fileURLToPath} from 'node:url';
import {findBrowser} from '../../scripts/find-browser.js';
import {ratioChart} from './ratio-chart.js';
import type {Bar, Result} from './result.js';
import {median, quantile} from './statistics.js';
import {tieRange, verdict} from './verdict.js';

const root = new URL('../../', import.meta.url);
const docs = fileURLToPath(new URL('docs/', root));

/** A result as a section in Markdown: medians, and for times their 95th percentile. */
export function printed(result: Result, chart?: string): string {
  const {title, note, unit, rows} = result;
  const names = [...new Set([...rows.values()].flatMap((figures) => [...figures.keys()]))];
  const labels = [...rows.keys()];
  const table = [
    `| ${unit} | ${labels.join(' | ')} |`,
    `|---|${labels.map(() => '---|').join('')}`,
    ...names.map((name) => {
      const cells = labels.map((label) => cell(rows.get(label)?.get(name) ?? [], unit));
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

function judged({rows, bars, unit}: Result): string {
  if (bars.length === 0) return '';
  const lines = bars.map((bar) => {
    const {measured, word} = verdict(bar, rows);
    const shown = [measured, bar.atMost].map((value) =>
      (bar.to ?? bar.toRow) === undefined ? amount(value) : value.toFixed(2),
    );
    const range = bar.to && tieRange(rows.get(bar.row));
    const tie = range ? range.map((ratio) => ratio.toFixed(2)).join(' to ') : '';
    return [bar.row, comparison(bar, unit), ...shown, tie, word];
  });
  return [['', '', 'measured', 'at most', 'a tie is', ''], Array(6).fill('---'), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function comparison({to, toRow}: Bar, unit: Result['unit']): string {
  const base = to ?? (toRow && `itself, ${toRow}`);
  return base ? `ratio to ${base}` : unit;
}

/**
 * Writes docs/benchmarks.md, and its charts anew.
 *
 * @param works what each kind of work has given; of some maybe nothing yet.
 */
export function writeReport(
  works: ReadonlyMap<string, readonly Result[] | undefined>,
  rounds: number,
): void {
  const results = [...works.values()].flatMap((found) => found ?? []);
  const missing = [...works.keys()].filter((name) => !works.get(name));
  rmSync(`${docs}benchmarks`, {recursive: true, force: true});
  mkdirSync(`${docs}benchmarks`);
  const sections = results.map((result) => {
    const chart = ratioChart(result);
    if (!chart) return printed(result);
    const file = `${result.title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.svg`;
    writeFileSync(`${docs}benchmarks/${file}`, chart);
    return printed(result, file);
  });
  writeFileSync(
    `${docs}benchmarks.md`,
    `# Benchmarks

    npm run bench

measures this package beside what one would pick instead. "The limit" is a worker of five lines that answers with \`caches.match(request)\`; the bare conditional fetch is one
that revalidates and records nothing. Both run twice, and the distance between the copies tells what a difference is worth.

- Each contender has an origin, a site and so a storage and a process of its own. Each round measures each of them once, in another order.
- A table tells medians of ${rounds} rounds, unless it says otherwise, and the 95th percentile in brackets. Ratios are medians of the ratios in each round.
- A tie is a ratio within the middle half of those of the two copies, or between it and 1. It meets a bar of 1 or more.
- Times are taken in the page. The browser is driven over its protocol alone.

${machine()}. It was busy with other things: rely on the ratios.${missing.length > 0 ? ` Not measured yet: ${missing.join(', ')}.` : ''}

${sections.join('\n\n')}
`,
  );
}

function machine(): string {
  const [cpu] = cpus();
  const browser = execFileSync(findBrowser() ?? 'chromium', ['--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const {version} = JSON.parse(
    readFileSync(new URL('node_modules/workbox-core/package.json', root), 'utf8'),
  );
  const memory = Math.round(totalmem() / 2 ** 30);
  return `Measured in ${browser.replace(/ built on.*/s, '').trim()} on ${cpus().length} × ${cpu?.model.trim()} with ${memory} GB, with Node ${process.versions.node} and Workbox ${version}`;
}
