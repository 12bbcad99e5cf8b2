import {pause, WRITE_MS} from './speed/arena.js';
import {BenchBrowser, type BenchPage} from './speed/bench-browser.js';
import {BenchOrigin} from './speed/bench-origin.js';
import {bundle} from './speed/bundle.js';
import {bodiesMs, fill, imagesMs, register} from './speed/in-page.js';
import {threadUs} from './speed/processes.js';
import {median, shuffled} from './speed/statistics.js';

// For how long the thread of a worker runs for each request, as the kernel counts it: no profiler slows it down.

/** How the names of such threads begin. */
const THREAD = 'ServiceWorker';

interface Work {
  readonly title: string;
  readonly urls: readonly string[];
  readonly workers: readonly string[];
  readonly rounds: number;
  /** Within which the worker has done all that a request asks of it. */
  readonly settleMs: number;
  read(page: BenchPage, urls: readonly string[]): Promise<unknown>;
}

const FRESH = {
  workers: ['limit', 'workbox-match', 'workbox-cache-first', 'limit-with-age', 'ours'],
  rounds: 100,
  settleMs: 25,
};
const STALE = {
  workers: ['conditional-limit', 'workbox-conditional', 'ours'],
  rounds: 25,
  settleMs: WRITE_MS,
};

const fetched = (page: BenchPage, urls: readonly string[]) => page.run(bodiesMs, urls);

async function pictured(page: BenchPage, urls: readonly string[]): Promise<void> {
  await page.forgetPictures();
  await page.run(imagesMs, urls);
}

const WORKS: readonly Work[] = [
  {title: 'fresh, an image of 1 KB', urls: ['/image/1000'], ...FRESH, read: pictured},
  {title: 'fresh, 50 KB by script', urls: ['/image/50000'], ...FRESH, read: fetched},
  {title: 'a 304, 1 KB by script', urls: ['/stale/1000'], ...STALE, read: fetched},
  {
    title: '200 such at once, for each',
    urls: Array.from({length: 200}, (_, i) => `/stale/1000/${i}`),
    ...STALE,
    read: fetched,
  },
];

/** Microseconds for each request, by worker. */
async function measured({
  urls,
  workers,
  rounds,
  settleMs,
  read,
}: Work): Promise<Map<string, number>> {
  const browser = await BenchBrowser.start();
  const origins: BenchOrigin[] = [];
  const pages = new Map<string, BenchPage>();
  const figures = new Map(workers.map((worker) => [worker, [] as number[]]));
  try {
    for (const worker of workers) {
      const origin = await BenchOrigin.start(worker, (await bundle(worker)).source);
      origins.push(origin);
      const page = await browser.page(origin.url);
      await page.run(register);
      await page.run(fill, urls, true);
      pages.set(worker, page);
    }
    for (let round = 0; round <= rounds; round++) {
      for (const [worker, page] of shuffled([...pages])) {
        const beforeUs = threadUs(browser.pid, THREAD);
        await read(page, urls);
        await pause(settleMs);
        const us = threadUs(browser.pid, THREAD) - beforeUs;
        if (round > 0) figures.get(worker)?.push(us / urls.length);
      }
    }
  } finally {
    await browser.stop();
    for (const origin of origins) origin.stop();
  }
  return new Map([...figures].map(([worker, us]) => [worker, median(us)]));
}

const names = [...new Set(WORKS.flatMap(({workers}) => workers))];
console.log(`| µs | ${names.join(' | ')} |\n|---|${'---|'.repeat(names.length)}`);
for (const work of WORKS) {
  const figures = await measured(work);
  const cells = names.map((name) => figures.get(name)?.toFixed(0) ?? '');
  console.log(`| ${work.title} | ${cells.join(' | ')} |`);
}
