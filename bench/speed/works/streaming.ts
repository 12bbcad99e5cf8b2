import {Arena, pause} from '../arena.js';
import {BUFFERING, LIMIT, NO_WORKER, OURS} from '../contenders.js';
import {readThrough} from '../in-page.js';
import {peakGrowthBytes} from '../processes.js';
import type {Result} from '../result.js';
import type {Scope} from './work.js';

const BYTES = 50_000_000;

const READS = [
  {label: 'first download', kind: 'image', isStored: false},
  {label: 'fresh', kind: 'image', isStored: true},
  {label: 'stale, a 304', kind: 'stale', isStored: true},
];

export async function streaming({rounds}: Scope): Promise<Result[]> {
  const names = [NO_WORKER, LIMIT, BUFFERING, OURS];
  const columns = new Map(
    READS.map(({label}) => [label, new Map(names.map((name) => [name, [] as number[]]))]),
  );
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      // Alone in a browser, whose renderers are then its own.
      await Arena.with([name], async (arena) => {
        const [competitor] = arena.competitors;
        for (const {label, kind, isStored} of READS) {
          const url = `/${kind}/${BYTES}`;
          if (isStored) await arena.fill([url]);
          await competitor?.page.collectGarbage();
          await pause(1000);
          const peak = await peakGrowthBytes(arena.browser.pid, async () => {
            await competitor?.page.run(readThrough, [url]);
          });
          columns.get(label)?.get(name)?.push(peak);
        }
      });
    }
  }
  return [
    {
      title: '50 MB through the worker, memory',
      note: `By how much the resident memory of the renderers, where page and worker run, grows at its peak, while the page reads the body piece by piece and keeps nothing. What stores a first download with \`clone()\` holds what is not written yet.`,
      unit: 'bytes',
      columns,
      bars: READS.map(({label}) => ({column: label, of: OURS, atMost: BYTES})),
    },
  ];
}
