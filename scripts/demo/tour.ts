import {type Browser, chromium} from '@playwright/test';
import {type Clock, createClock} from '../../example-site/origin/clock.js';
import type {RequestRecord} from '../../example-site/origin/request-log.js';
import {DemoError} from './demo-error.js';
import {runOrigin} from './running-origin.js';
import {type Step, tourReport, violations} from './tour-report.js';
import {type Expected, Visitor} from './visitor.js';

const DAY_MS = 86_400_000;
const NOTICE = 'Gale warning for the coast: look at the forecast before you trust the light.';
const ARGUMENTS = [
  // As root, and in most containers, Chromium cannot make its sandbox.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

interface Place {
  readonly clock: Clock;
  readonly siteFolder: string;
  readonly port: number;
}

async function createVisitor(browser: Browser, hasWorker: boolean, place: Place) {
  const records: RequestRecord[] = [];
  const origin = await runOrigin({...place, onRequest: (record) => records.push(record)});
  const context = await browser.newContext({serviceWorkers: hasWorker ? 'allow' : 'block'});
  return new Visitor({context, hasWorker, origin, records});
}

/** Visits the site as two people do, one with the worker and one without, and compares. */
export async function tour(siteFolder: string, port: number, browserPath: string): Promise<void> {
  const clock = createClock();
  const visitors: Visitor[] = [];
  const browser = await chromium.launch({executablePath: browserPath, args: ARGUMENTS});
  try {
    const withPackage = await createVisitor(browser, true, {clock, siteFolder, port});
    const without = await createVisitor(browser, false, {clock, siteFolder, port: 0});
    visitors.push(withPackage, without);
    const steps: Step[] = [];
    const take = async (name: string, expected: Expected = {}) => {
      console.log(`  ${name} …`);
      const visit = await withPackage.visit(expected);
      steps.push({name, visit, visitWithout: await without.visit(expected)});
    };

    await take('First visit');
    await take('Second visit');
    clock.advance(DAY_MS);
    await withPackage.advanceWorkerClock(DAY_MS);
    await take('A day later');
    for (const visitor of visitors) await visitor.publishNotice(NOTICE);
    await take('A notice published', {notice: NOTICE});
    for (const visitor of visitors) await visitor.goOffline();
    await take('Offline', {notice: NOTICE, isOffline: true});

    console.log(tourReport(steps));
    const wrong = violations(steps);
    if (wrong.length > 0) throw new DemoError(wrong.join('\n'));
  } finally {
    await browser.close();
    for (const visitor of visitors) await visitor.endOrigin();
  }
}
