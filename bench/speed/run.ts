import {parseArgs} from 'node:util';
import {keep, keptOf} from './kept-results.js';
import {machine} from './machine.js';
import {printed, writeReport} from './report.js';
import {sizeOf} from './works/work.js';
import {WORKS} from './works.js';

const MIN_ROUNDS = 25;
const SIZES = [1_000, 50_000, 500_000, 5_000_000, 50_000_000];

const {values} = parseArgs({
  options: {
    rounds: {type: 'string', default: '25'},
    /** The work to measure, instead of all of it. */
    only: {type: 'string'},
    largest: {type: 'string', default: '50000000'},
  },
});
const {only, largest} = values;
const rounds = Number(values.rounds);
const sizes = SIZES.filter((bytes) => bytes <= Number(largest)).map(sizeOf);
/** Else something is only tried, and what was measured well stays. */
const isForReport = rounds >= MIN_ROUNDS && sizes.length === SIZES.length;

if (only && !(only in WORKS)) {
  throw new RangeError(`--only: one of ${Object.keys(WORKS).join(', ')}`);
}

for (const [name, work] of Object.entries(WORKS)) {
  if (only && only !== name) continue;
  const startMs = performance.now();
  const results = await work({rounds, sizes});
  for (const result of results) console.log(printed(result));
  console.log(`(${name}: ${Math.round((performance.now() - startMs) / 1000)} s)\n`);
  const date = new Date().toISOString().slice(0, 10);
  if (isForReport) keep(name, {rounds, date, machine: machine(), results});
}
if (isForReport) writeReport(new Map(Object.keys(WORKS).map((name) => [name, keptOf(name)])));
