import {mkdirSync, writeFileSync} from 'node:fs';
import {measureBehindCaches} from './behind-caches.js';
import {herdChart, loadChart, outdatedChart} from './charts.js';
import {checkClosedForms} from './closed-forms.js';
import {simulateMillionClients} from './million-clients.js';
import {edgesTable, herdTable, loadTable, usesTable} from './tables.js';

const chartsFolder = new URL('../../docs/scale/', import.meta.url);

async function simulateAndDraw(): Promise<void> {
  const startedAtMs = performance.now();
  const results = await simulateMillionClients();
  for (const [heading, write] of Object.entries({
    'Requests per second at the origin': loadTable,
    'Uses that are outdated, and uses that wait': usesTable,
    'At the edges': edgesTable,
    'After a push': herdTable,
  })) {
    console.log(`\n${heading}\n\n${write(results)}`);
  }
  mkdirSync(chartsFolder, {recursive: true});
  for (const [name, draw] of Object.entries({
    load: loadChart,
    outdated: outdatedChart,
    herd: herdChart,
  })) {
    writeFileSync(new URL(`${name}.svg`, chartsFolder), draw(results));
  }
  const seconds = Math.round((performance.now() - startedAtMs) / 1000);
  console.log(`\nCharts are in docs/scale/. Simulated in ${seconds} s.`);
}

/** `--check` compares with closed forms, `--nginx` measures; without either, a million clients. */
const [mode] = process.argv.slice(2);
if (mode === '--check') process.exitCode = checkClosedForms() ? 0 : 1;
else if (mode === '--nginx') await measureBehindCaches();
else if (mode === undefined) await simulateAndDraw();
else throw new Error(`${mode} is not --check or --nginx.`);
