import {Arena, type Competitor} from '../arena.js';
import {OURS} from '../contenders.js';
import {bodiesMs, fill, sidecarsWritten, wake} from '../in-page.js';
import type {Figures, Result} from '../result.js';

const ENTRIES = 10_000;
const AT_ONCE = 100;

const STATES = [
  {label: 'looked up', kind: 'image'},
  {label: 'renewed by a 304', kind: 'renewed'},
];

export async function remembering(): Promise<Result[]> {
  const columns = new Map<string, Figures>();
  for (const {label, kind} of STATES)
    columns.set(label, new Map([[OURS, [await growthBytes(kind)]]]));
  return [
    {
      title: `${ENTRIES.toLocaleString('en-US')} entries remembered, memory`,
      note: "Once: by how much the heap of the worker, with what of the engine's objects belongs to it, has grown once it has answered a request for each entry, and garbage was collected. Of 1 KB, in a worker's second life.",
      unit: 'bytes',
      columns,
      bars: STATES.map(({label}) => ({column: label, of: OURS, atMost: 5_000_000})),
    },
  ];
}

/** Of a worker that is alone in its browser. */
function growthBytes(kind: string): Promise<number> {
  return Arena.with([OURS], async ({browser, competitors: [competitor]}) => {
    const {origin, page} = competitor as Competitor;
    const ask = async (urls: readonly string[]) => {
      for (let from = 0; from < urls.length; from += AT_ONCE) {
        await page.run(bodiesMs, urls.slice(from, from + AT_ONCE));
      }
    };
    const urls = Array.from({length: ENTRIES}, (_, i) => `/${kind}/1000/${i}`);
    await ask(urls);
    await page.run(fill, urls.slice(-AT_ONCE), true);
    await page.stopWorkers();
    await page.run(wake);
    // What a worker needs to answer at all is there before.
    await ask(['/image/2000', '/stale/2000', '/stale/2000']);
    const before = await browser.workerHeapBytes(origin.url);
    await ask(urls);
    if (kind === 'renewed') await page.run(sidecarsWritten, urls.slice(-AT_ONCE));
    return (await browser.workerHeapBytes(origin.url)) - before;
  });
}
