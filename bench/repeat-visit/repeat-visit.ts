import {buildSite} from '../../example-site/build.js';
import {BenchBrowser} from '../speed/bench-browser.js';
import {CACHE_FIRST, NETWORK_FIRST, OURS, STALE_WHILE_REVALIDATE} from '../speed/contenders.js';
import type {Result} from '../speed/result.js';
import {shuffled} from '../speed/statistics.js';
import type {Scope} from '../speed/works/work.js';
import {CONTENDERS, WHOLE_WORKER} from './contenders.js';
import {
  ALL_FRESH,
  AT_ONCE,
  COLD,
  CONNECTED,
  MAY_BE_STALE,
  SCENARIOS,
  type Scenario,
  WARM,
} from './scenarios.js';
import {openSite, type Site} from './site.js';
import {RTT_MS} from './slow-link.js';
import {prepare, type Visit, visit} from './visit.js';

/** The strategy alone, as the others are measured, and with all that the package adds to the site. */
const BOTH = [OURS, WHOLE_WORKER];

/** The rounds of each contender. */
type Visits = ReadonlyMap<string, readonly Visit[]>;

/** What somebody waits for, and what goes over the line, who comes back to the example site. */
export async function repeatVisit({rounds}: Pick<Scope, 'rounds'>): Promise<Result[]> {
  const builtSite = await buildSite();
  const visits = new Map<string, Visits>();
  for (const scenario of SCENARIOS) {
    visits.set(scenario.column, await visitsOf(scenario, rounds, builtSite));
  }
  return results(visits);
}

async function visitsOf(scenario: Scenario, rounds: number, builtSite: string): Promise<Visits> {
  const sites: Site[] = [];
  // Its own, since to empty the HTTP cache empties that of all origins.
  const browser = await BenchBrowser.start();
  try {
    for (const contender of CONTENDERS) sites.push(await openSite(contender, builtSite, scenario));
    await Promise.all(sites.map((site) => prepare(browser, site)));
    const visits = new Map(sites.map(({name}) => [name, [] as Visit[]]));
    // The first round warms up.
    for (let round = 0; round <= rounds; round++) {
      for (const site of shuffled(sites)) {
        const made = await visit(browser, site, scenario.isHttpCacheCold);
        if (round > 0) visits.get(site.name)?.push(made);
      }
    }
    return visits;
  } finally {
    await browser.stop();
    for (const site of sites) site.stop();
  }
}

function results(visits: ReadonlyMap<string, Visits>): Result[] {
  const columnsOf = (figure: (made: Visit) => number) =>
    mapped(visits, (contenders) => mapped(contenders, (rounds) => rounds.map(figure)));
  const load = columnsOf(({loadMs}) => loadMs);
  const beyond = mapped(load, (figures) => {
    const base = figures.get(STALE_WHILE_REVALIDATE) ?? [];
    const beyondIt = (ms: number, round: number) => ms - (base[round] ?? Number.NaN);
    return new Map(BOTH.map((name) => [name, (figures.get(name) ?? []).map(beyondIt)]));
  });
  const title = (what: string) => `Repeat visit of the example site: ${what}`;
  return [
    {
      title: title('time to load'),
      note:
        'At 100 ms round-trip time and 1.6 Mbit/s, from the navigation to the end of the load event, with the worker stopped. ' +
        'A connection takes a round trip; "connected", none. The pages of the site are `no-cache`; in ' +
        `"${ALL_FRESH}" they have a lifetime as all else has, in another column they may be stale for a week. Nothing has changed since.`,
      unit: 'ms',
      columns: load,
      bars: BOTH.map((of) => ({column: ALL_FRESH, of, to: CACHE_FIRST, atMost: 1})),
    },
    {
      title: title(`time to load beyond ${STALE_WHILE_REVALIDATE}'s`),
      note: 'In the same round; at most one round trip.',
      unit: 'ms',
      columns: beyond,
      bars: [COLD, WARM, CONNECTED, MAY_BE_STALE, AT_ONCE].flatMap((column) =>
        BOTH.map((of) => ({column, of, atMost: RTT_MS})),
      ),
    },
    {
      title: title('time to the first paint with content'),
      unit: 'ms',
      columns: columnsOf(({firstPaintMs}) => firstPaintMs),
      bars: [],
    },
    {
      title: title('bytes received'),
      note: 'All of HTTP, fields included, until nothing goes on; without the look for a new worker, which is the browser’s own and comes when the tab is closed. Chromium asks for a page by itself while a worker starts: 43 KB that nobody needs, unless the worker says that it asks once (`routeStatically`, `askForPagesOnce`), as the site’s does.',
      unit: 'bytes',
      columns: columnsOf(({receivedBytes, workerBytes}) => receivedBytes - workerBytes),
      bars: BOTH.map((of) => ({column: COLD, of, to: NETWORK_FIRST, atMost: 0.01})),
    },
    {
      title: title('bytes received for the look for a new worker'),
      note: 'With a cold HTTP cache it is sent whole, uncompressed as all is on this site.',
      unit: 'bytes',
      columns: columnsOf(({workerBytes}) => workerBytes),
      bars: [],
    },
    {
      title: title('bytes sent'),
      unit: 'bytes',
      columns: columnsOf(({sentBytes}) => sentBytes),
      bars: [],
    },
  ];
}

function mapped<K, V, W>(map: ReadonlyMap<K, V>, change: (value: V) => W): Map<K, W> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
