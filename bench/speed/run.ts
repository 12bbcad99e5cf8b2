import {parseArgs} from 'node:util';
import {keep, keptOf} from './kept-results.js';
import {printed, writeReport} from './report.js';
import {sizeOf} from './works/work.js';
import {WORKS} from './works.js';

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
const sizes = [1_000, 50_000, 500_000, 5_000_000, 50_000_000]
  .filter((bytes) => bytes <= Number(largest))
  .map((bytes) => sizeOf(bytes, rounds));

if (only && !(only in WORKS)) {
  throw new RangeError(`--only: one of ${Object.keys(WORKS).join(', ')}`);
}

for (const [name, work] of Object.entries(WORKS)) {
  if (only && only !== name) continue;
  const startMs = performance.now();
  const results = await work({rounds, sizes});
  for (const result of results) console.log(printed(result));
  console.log(`(${name}: ${Math.round((performance.now() - startMs) / 1000)} s)\n`);
  keep(name, {rounds, results});
}

// Else the report would mix what was measured well with what was only tried.
const kept = Object.keys(WORKS).map(keptOf);
if (kept.every((one) => one?.rounds === rounds)) {
  writeReport(
    kept.flatMap((one) => one?.results ?? []),
    rounds,
  );
} else {
  console.log('docs/benchmarks.md is written once all works were measured in as many rounds.');
}
