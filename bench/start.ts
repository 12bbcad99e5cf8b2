import {pause, WRITE_MS} from './speed/arena.js';
import {BenchBrowser, type BenchPage} from './speed/bench-browser.js';
import {BenchOrigin} from './speed/bench-origin.js';
import {bundle} from './speed/bundle.js';
import {fill, register, renewOne} from './speed/in-page.js';
import {median, shuffled} from './speed/statistics.js';

/** How far a request has come after how many milliseconds, while its worker was stopped. */
const ROUNDS = 100;
const SETTLE_MS = 50;
const IMAGE = '/image/1000';
const WORKERS: Readonly<Record<string, string>> = {
  'the limit': 'limit',
  CacheFirst: 'workbox-cache-first',
  'CacheFirst, with ours unused': 'workbox-cache-first-and-ours',
  RevalidateWhenStale: 'ours',
};

/** Before the worker's own code, which it watches. */
const WATCHING = `
const stages = {};
const reach = (stage) => (stages[stage] ??= performance.timeOrigin + performance.now());
reach('its script begins');
addEventListener('message', (event) => {
  if (event.data !== 'stages') return;
  event.stopImmediatePropagation();
  event.ports[0].postMessage(stages);
});
addEventListener('fetch', () => reach('it gets the request'));
const {respondWith} = FetchEvent.prototype;
FetchEvent.prototype.respondWith = function (response) {
  reach('it has found a route');
  Promise.resolve(response).then(() => reach('it has a response'));
  return respondWith.call(this, response);
};
`;
const EVALUATED = "reach('its script is evaluated');";
const STAGES = [
  'its script begins',
  'its script is evaluated',
  'it gets the request',
  'it has found a route',
  'it has a response',
  'the page has the image',
];

type Stages = Record<string, number>;

/** Runs in the page: when the stages of one request were reached. */
async function stagesOf(url: string): Promise<Stages> {
  const startMs = performance.timeOrigin + performance.now();
  await new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = resolve;
    image.onerror = reject;
    image.src = url;
  });
  const endMs = performance.timeOrigin + performance.now();
  const {active} = await navigator.serviceWorker.ready;
  const stages = await new Promise<Stages>((resolve) => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = ({data}) => resolve(data);
    active?.postMessage('stages', [port2]);
  });
  const all = [...Object.entries(stages), ['the page has the image', endMs] as const];
  return Object.fromEntries(all.map(([stage, ms]) => [stage, ms - startMs]));
}

const browser = await BenchBrowser.start();
const origins: BenchOrigin[] = [];
const pages = new Map<string, BenchPage>();
const reached = new Map<string, Stages[]>();
try {
  for (const [name, worker] of Object.entries(WORKERS)) {
    const {source} = await bundle(worker);
    const origin = await BenchOrigin.start(worker, [WATCHING, source, EVALUATED].join('\n'));
    origins.push(origin);
    const page = await browser.page(origin.url);
    await page.run(register);
    await page.run(renewOne);
    await page.run(fill, [IMAGE], true);
    await pause(WRITE_MS);
    pages.set(name, page);
    reached.set(name, []);
  }
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, page] of shuffled([...pages])) {
      await page.stopWorkers();
      await page.forgetPictures();
      const stages = await page.run(stagesOf, IMAGE);
      if (round > 0) reached.get(name)?.push(stages);
      await pause(SETTLE_MS);
    }
  }
} finally {
  await browser.stop();
  for (const origin of origins) origin.stop();
}
console.log(
  `| ms until | ${Object.keys(WORKERS).join(' | ')} |\n|---|${'---|'.repeat(pages.size)}`,
);
for (const stage of STAGES) {
  const cells = [...reached.values()].map((runs) => median(runs.map((run) => run[stage] ?? NaN)));
  console.log(`| ${stage} | ${cells.map((ms) => ms.toFixed(2)).join(' | ')} |`);
}
