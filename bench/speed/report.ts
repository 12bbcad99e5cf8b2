import {mkdirSync, writeFileSync} from 'node:fs';
import {cpus} from 'node:os';
import {fileURLToPath} from 'node:url';
import {ratioChart} from './ratio-chart.js';
import {median, pairedRatio, quantile} from './statistics.js';
import type {Bar, Result} from './works.js';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));

/** A result as a Markdown table: medians, and for times their 95th percentile. */
export function printed({title, unit, rows, bars}: Result): string {
  const names = [...new Set([...rows.values()].flatMap((times) => [...times.keys()]))];
  const labels = [...rows.keys()];
  const lines = [
    `### ${title}`,
    '',
    `| ${unit} | ${labels.join(' | ')} |`,
    `|---|${labels.map(() => '---|').join('')}`,
    ...names.map((name) => {
      const cells = labels.map((label) => cell(rows.get(label)?.get(name) ?? [], unit));
      return `| ${name} | ${cells.join(' | ')} |`;
    }),
    '',
  ];
  return [...lines, ...judged(bars, rows)].join('\n');
}

function cell(values: readonly number[], unit: Result['unit']): string {
  if (values.length === 0) return '';
  const middle = median(values);
  if (unit !== 'ms') return Math.round(middle).toLocaleString('en-US');
  return `${inMs(middle)} (${inMs(quantile(values, 0.95))})`;
}

function inMs(ms: number): string {
  return ms < 10 ? ms.toFixed(2) : ms.toFixed(ms < 100 ? 1 : 0);
}

function judged(bars: readonly Bar[], rows: Result['rows']): string[] {
  if (bars.length === 0) return [];
  const lines = bars.map(({row, of, to, atMost}) => {
    const times = rows.get(row);
    const ratio = pairedRatio(times?.get(of) ?? [], times?.get(to) ?? []);
    const verdict = ratio <= atMost ? 'met' : 'missed';
    return `| ${row} | ${to} | ${ratio.toFixed(2)} | ${atMost.toFixed(2)} | ${verdict} |`;
  });
  return ['| | ratio to | measured | bar | |', '|---|---|---|---|---|', ...lines, ''];
}

export function writeReport(results: readonly Result[], browser: string, rounds: number): void {
  const [cpu] = cpus();
  mkdirSync(`${docs}benchmarks`, {recursive: true});
  const charts = results.flatMap((result) => {
    const chart = ratioChart(result);
    if (!chart) return [];
    const name = `${result.title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.svg`;
    writeFileSync(`${docs}benchmarks/${name}`, chart);
    return [{title: result.title, name}];
  });
  const text = results.map((result) => {
    const chart = charts.find(({title}) => title === result.title);
    const picture = chart ? `![${result.title}](benchmarks/${chart.name})\n\n` : '';
    const [heading, ...rest] = printed(result).split('\n\n');
    return `${heading}\n\n${picture}${rest.join('\n\n')}`;
  });
  writeFileSync(
    `${docs}benchmarks.md`,
    `# Benchmarks

    npm run bench

measures this package beside what one would pick instead, in one ${browser} on ${cpus().length} × ${cpu?.model.trim()}: every contender has an origin and a tab of its own,
each round measures each of them once, in another order, and a table tells the median of ${rounds} rounds and, in brackets, the 95th percentile. "The limit" is a worker of five lines that answers with \`caches.match(request)\`; it runs twice, and what
lies within the difference of the two is a tie. Ratios are medians of the ratios in each round. The figures are of one machine, which was busy: rely on the ratios.

${text.join('\n')}`,
  );
}
