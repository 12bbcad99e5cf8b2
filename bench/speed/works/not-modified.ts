import {Arena, expectAnswers, pause, WRITE_MS} from '../arena.js';
import {BARE, BARE_AGAIN, BARE_IN_WORKBOX, HAND_WRITTEN, OURS} from '../contenders.js';
import {bodiesMs} from '../in-page.js';
import {writtenBytes} from '../processes.js';
import type {Figures, Result} from '../result.js';
import {mean} from '../statistics.js';
import type {Scope} from './work.js';

/** As far apart as the means of 25 rounds may be of what does not depend on the body. */
const SAME_WRITES = 1.5;

export function notModified({rounds, sizes}: Scope): Promise<Result[]> {
  return Arena.with([BARE, BARE_AGAIN, BARE_IN_WORKBOX, HAND_WRITTEN, OURS], async (arena) => {
    const columns = new Map<string, Figures>();
    const written = new Map<string, Figures>();
    for (const {bytes, label, settleMs} of sizes) {
      const url = `/stale/${bytes}`;
      await arena.fill([url]);
      await pause(WRITE_MS);
      const deltas = new Map(arena.competitors.map(({name}) => [name, [] as number[]]));
      const figures = await arena.inRounds(rounds, 0, async (competitor) => {
        const {name, page} = competitor;
        const before = writtenBytes(arena.browser.pid);
        const ms = await page.run(bodiesMs, [url]);
        expectAnswers(competitor, [url], 304);
        await pause(WRITE_MS + settleMs);
        deltas.get(name)?.push(writtenBytes(arena.browser.pid) - before);
        return ms;
      });
      columns.set(label, figures);
      const means = [...deltas].map(
        ([name, [_warmUp, ...bytes]]) => [name, [mean(bytes)]] as const,
      );
      written.set(label, new Map(means));
    }
    const [smallest, ...larger] = sizes;
    return [
      {
        title: 'A 304, until script has the body',
        note: 'It brings a new `Date` and changes nothing else. The worker has renewed the entry before: it asks while it looks the body up.',
        unit: 'ms',
        columns,
        bars: sizes.map(({label}) => ({column: label, of: OURS, to: BARE, atMost: 1.1})),
      },
      {
        title: 'A 304, written to disk',
        note: 'By all processes of the browser, within a second or two. Means: a disk is written to in lumps.',
        unit: 'bytes',
        columns: written,
        bars: larger.map(({label}) => ({
          column: label,
          of: OURS,
          toColumn: smallest?.label ?? '',
          atMost: SAME_WRITES,
        })),
      },
    ];
  });
}
