import {parseArgs} from 'node:util';
import {pause, WRITE_MS} from './speed/arena.js';
import {BenchBrowser, type BenchPage} from './speed/bench-browser.js';
import {BenchOrigin} from './speed/bench-origin.js';
import {bundleOf} from './speed/bundle.js';
import {bodiesMs, evaluationMs, fill, imagesMs, register, renewOne, wake} from './speed/in-page.js';

/** On what a worker spends its time, per request: a CPU profile, by function. */
const {values} = parseArgs({
  options: {
    /** A worker of bench/workers. */
    worker: {type: 'string', default: 'ours'},
    work: {type: 'string', default: 'fresh'},
    rounds: {type: 'string', default: '60'},
    top: {type: 'string', default: '30'},
  },
});
const rounds = Number(values.rounds);
const BURST = Array.from({length: 200}, (_, i) => `/stale/1000/${i}`);
const INTERVAL_US = 50;

interface Work {
  readonly urls: readonly string[];
  run(page: BenchPage, profiled: (work: () => Promise<unknown>) => Promise<void>): Promise<void>;
}

const WORKS: Readonly<Record<string, Work>> = {
  fresh: {
    urls: ['/image/1000'],
    run: (page, profiled) => profiled(() => image(page, '/image/1000')),
  },
  first: {urls: ['/image/1000'], run: firstInLife('/image/1000')},
  firstRenewed: {urls: ['/renewed/1000'], run: firstInLife('/renewed/1000')},
  fetched: {
    urls: ['/image/50000'],
    run: (page, profiled) => profiled(() => page.run(bodiesMs, ['/image/50000'])),
  },
  notModified: {
    urls: ['/stale/1000'],
    run: (page, profiled) => profiled(() => page.run(bodiesMs, ['/stale/1000'])),
  },
  firstNotModified: {
    urls: ['/stale/1000'],
    run: async (page, profiled) => {
      await page.stopWorkers();
      await page.run(evaluationMs);
      await profiled(() => page.run(bodiesMs, ['/stale/1000']));
    },
  },
  burst: {urls: BURST, run: (page, profiled) => profiled(() => page.run(bodiesMs, BURST))},
};
const work = WORKS[values.work];
if (!work) throw new RangeError(`--work: one of ${Object.keys(WORKS).join(', ')}`);

interface CallFrame {
  readonly functionName: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** What has no place in a script is the engine's own. */
function nameOf({functionName, lineNumber, columnNumber}: CallFrame): string {
  if (functionName) return functionName;
  return lineNumber < 0
    ? '(native, unnamed)'
    : `(function at ${lineNumber + 1}:${columnNumber + 1})`;
}

async function image(page: BenchPage, url: string): Promise<void> {
  await page.forgetPictures();
  await page.run(imagesMs, [url]);
}

function firstInLife(url: string): Work['run'] {
  return async (page, profiled) => {
    await page.stopWorkers();
    await page.run(wake);
    await profiled(() => image(page, url));
  };
}

const {source} = await bundleOf(values.worker, false);
const browser = await BenchBrowser.start();
const origin = await BenchOrigin.start('profile', source);
const ownUs = new Map<string, number>();
try {
  const page = await browser.page(origin.url);
  await page.run(register);
  await page.run(renewOne);
  await page.run(fill, work.urls, true);
  // What is to be renewed is so then.
  await page.run(bodiesMs, work.urls);
  await pause(WRITE_MS);
  const isStale = work.urls[0]?.startsWith('/stale/');
  for (let i = 0; i < 10; i++) await work.run(page, async (doIt) => void (await doIt()));
  for (let i = 0; i < rounds; i++) {
    if (isStale) await pause(WRITE_MS);
    await work.run(page, async (doIt) => {
      const client = await browser.worker(origin.url);
      await client.Profiler.enable();
      await client.Profiler.setSamplingInterval({interval: INTERVAL_US});
      await client.Profiler.start();
      await doIt();
      const {profile} = await client.Profiler.stop();
      await client.close();
      const names = new Map(profile.nodes.map(({id, callFrame}) => [id, nameOf(callFrame)]));
      profile.samples?.forEach((id, i) => {
        const name = names.get(id) ?? '';
        ownUs.set(name, (ownUs.get(name) ?? 0) + (profile.timeDeltas?.[i + 1] ?? 0));
      });
    });
  }
} finally {
  await browser.stop();
  origin.stop();
}
for (const notBusy of ['(idle)', '(root)']) ownUs.delete(notBusy);
const requests = rounds * work.urls.length;
const totalUs = [...ownUs.values()].reduce((sum, us) => sum + us, 0);
console.log(
  `${values.worker}, ${values.work}: ${Math.round(totalUs / requests)} µs of work per request`,
);
for (const [name, us] of [...ownUs].sort(([, a], [, b]) => b - a).slice(0, Number(values.top))) {
  console.log(`${(us / requests).toFixed(1).padStart(8)}  ${name}`);
}
