import {parseArgs} from 'node:util';
import {Arena} from './arena.js';
import {CONTENDERS} from './contenders.js';
import {printed, writeReport} from './report.js';
import {type Result, WORKS} from './works.js';

const {values} = parseArgs({
  options: {
    rounds: {type: 'string', default: '25'},
    /** The work to measure, instead of all of it; the report is then only printed. */
    only: {type: 'string'},
    largest: {type: 'string', default: '50000000'},
  },
});
const rounds = Number(values.rounds);
const sizesBytes = [1_000, 50_000, 500_000, 5_000_000, 50_000_000].filter(
  (bytes) => bytes <= Number(values.largest),
);

const arena = await Arena.open(CONTENDERS);
const results: Result[] = [];
try {
  for (const [name, work] of Object.entries(WORKS)) {
    if (values.only && values.only !== name) continue;
    console.log(`${name} …`);
    const found = await work({arena, rounds, sizesBytes});
    for (const result of found) console.log(printed(result));
    results.push(...found);
  }
  if (!values.only) writeReport(results, await arena.browser.version(), rounds);
} finally {
  await arena.close();
}
