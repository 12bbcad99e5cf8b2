import {Arena, type Competitor, expectAnswers, WRITE_MS} from '../arena.js';
import {BARE, BARE_AGAIN, BARE_IN_WORKBOX, HAND_WRITTEN, OURS} from '../contenders.js';
import {bodiesMs, fill, imagesMs} from '../in-page.js';
import type {Figures, Result} from '../result.js';
import {type Scope, sizeOf} from './work.js';

const NAMES = [BARE, BARE_AGAIN, BARE_IN_WORKBOX, HAND_WRITTEN, OURS];
const COUNT = 200;

const READERS = [
  {
    title: `${COUNT} stale entries at once, all 304, as images`,
    bodies: [1_000],
    read: async ({page}: Competitor, urls: readonly string[]) => {
      await page.forgetPictures();
      return page.run(imagesMs, urls);
    },
  },
  {
    title: `${COUNT} stale entries at once, all 304, read by script's fetch`,
    bodies: [1_000, 50_000],
    read: ({page}: Competitor, urls: readonly string[]) => page.run(bodiesMs, urls),
  },
];

export function bursts({rounds}: Scope): Promise<Result[]> {
  return Arena.with(NAMES, async (arena) => {
    const results: Result[] = [];
    for (const {title, bodies, read} of READERS) {
      const sizes = bodies.map(sizeOf);
      const columns = new Map<string, Figures>();
      for (const {bytes, label} of sizes) {
        const urls = Array.from({length: COUNT}, (_, i) => `/stale/${bytes}/${i}`);
        await arena.fill(urls);
        const figures = await arena.inRounds(rounds, WRITE_MS, async (competitor) => {
          const ms = await read(competitor, urls);
          expectAnswers(competitor, urls, 304);
          return ms;
        });
        columns.set(label, figures);
      }
      const bars = sizes.map(({label}) => ({column: label, of: OURS, to: BARE, atMost: 1.15}));
      const note = `Each sends ${COUNT} requests, and gets as many 304s.`;
      results.push({title, note, unit: 'ms', columns, bars});
    }
    return results;
  });
}

const AFTERWARDS = [
  {column: 'fresh again by the 304', kind: 'extended'},
  {column: 'stale all the same', kind: 'stale'},
];

export function sameAtOnce({rounds}: Scope): Promise<Result[]> {
  return Arena.with([BARE, HAND_WRITTEN, OURS], async (arena) => {
    const columns = new Map<string, Figures>();
    for (const {column, kind} of AFTERWARDS) {
      let asked = 0;
      const figures = await arena.inRounds(rounds, 0, async ({page, origin}) => {
        const url = `/${kind}/1000/${asked++}`;
        await page.run(fill, [url], true);
        origin.answers.clear();
        await page.run(bodiesMs, Array(100).fill(url));
        return origin.answers.get(url)?.length ?? 0;
      });
      columns.set(column, figures);
    }
    return [
      {
        title: '100 times the same stale entry at once',
        note: 'What the worker hears of after the 304 has come has to be asked for again, where that made nothing fresh.',
        unit: 'requests',
        columns,
        bars: AFTERWARDS.map(({column}) => ({column, of: OURS, atMost: 1})),
      },
    ];
  });
}
