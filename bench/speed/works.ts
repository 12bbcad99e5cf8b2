import {type Arena, inRounds, type Times} from './arena.js';
import type {BenchPage} from './bench-browser.js';
import {
  BARE,
  CACHE_FIRST,
  EXPIRATION,
  HAND_WRITTEN,
  LIMIT,
  NULL,
  OURS,
  OURS_STATIC,
} from './contenders.js';
import {addEntries, burstMs, evaluationMs, fetchMs, fill, imageMs, wake} from './in-page.js';
import {writtenBytes} from './written-bytes.js';

/** What was measured of one kind of work. */
export interface Result {
  readonly title: string;
  /** What the rows are, and the unit of their figures. */
  readonly unit: 'ms' | 'requests' | 'bytes';
  /** Under the name of each row, the rounds of each contender. */
  readonly rows: ReadonlyMap<string, Times>;
  readonly bars: readonly Bar[];
}

/** What is to be reached: the ratio of one contender to another, in one row. */
export interface Bar {
  readonly row: string;
  readonly of: string;
  readonly to: string;
  readonly atMost: number;
}

interface Scope {
  readonly arena: Arena;
  readonly rounds: number;
  readonly sizesBytes: readonly number[];
}

export const WORKS = {
  freshHits,
  firstInLife,
  stopped,
  notModified,
  bursts,
  sameAtOnce,
  growth,
  starting,
  unrouted,
};

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${bytes / 1000} KB` : `${bytes / 1_000_000} MB`;
}

async function freshHits({arena, rounds, sizesBytes}: Scope): Promise<Result[]> {
  const results: Result[] = [];
  const kinds = [
    {title: 'Fresh, as an image', measure: imageOf, factor: 1.05},
    {title: "Fresh, read by script's fetch", measure: bodyOf, factor: 1.1},
  ];
  for (const {title, measure, factor} of kinds) {
    const rows = new Map<string, Times>();
    const bars: Bar[] = [];
    for (const bytes of sizesBytes) {
      const row = sizeOf(bytes);
      const competitors = arena.competitors.filter(
        ({name}) => name !== BARE && name !== OURS_STATIC,
      );
      const url = `/image/${bytes}`;
      for (const competitor of competitors) {
        await competitor.page.run(fill, [url], !isBrowserAlone(competitor.name));
      }
      rows.set(row, await inRounds(competitors, rounds, ({page}) => measure(page, url)));
      if (measure === imageOf || bytes <= 50_000)
        bars.push({row, of: OURS, to: LIMIT, atMost: factor});
      if (measure === imageOf) {
        bars.push({row, of: OURS, to: CACHE_FIRST, atMost: 1});
        bars.push({row, of: OURS, to: EXPIRATION, atMost: 0.8});
      }
    }
    results.push({title, unit: 'ms', rows, bars});
  }
  return results;
}

async function firstInLife({arena, rounds, sizesBytes}: Scope): Promise<Result[]> {
  const competitors = arena.only(LIMIT, NULL, CACHE_FIRST, EXPIRATION, OURS);
  const rows = new Map<string, Times>();
  const bars: Bar[] = [];
  for (const bytes of sizesBytes.filter((bytes) => bytes <= 5_000_000)) {
    const row = sizeOf(bytes);
    for (const {page} of competitors) await page.run(fill, [`/image/${bytes}`], true);
    rows.set(
      row,
      await inRounds(competitors, rounds, async ({page}) => {
        await page.stopWorkers();
        await page.run(wake);
        return imageOf(page, `/image/${bytes}`);
      }),
    );
    bars.push({row, of: OURS, to: LIMIT, atMost: 1.1});
  }
  return [{title: "Fresh, the first time in a worker's life", unit: 'ms', rows, bars}];
}

async function stopped({arena, rounds}: Scope): Promise<Result[]> {
  const competitors = arena.only(LIMIT, NULL, CACHE_FIRST, EXPIRATION, OURS);
  const row = '1 KB';
  const times = await inRounds(competitors, rounds, async ({page}) => {
    await page.stopWorkers();
    return imageOf(page, '/image/1000');
  });
  const bars = [{row, of: OURS, to: LIMIT, atMost: 1.1}];
  return [
    {title: 'Fresh, while the worker is stopped', unit: 'ms', rows: new Map([[row, times]]), bars},
  ];
}

async function notModified({arena, rounds, sizesBytes}: Scope): Promise<Result[]> {
  const competitors = arena.only(BARE, HAND_WRITTEN, OURS);
  const rows = new Map<string, Times>();
  const written = new Map<string, Times>();
  const bars: Bar[] = [];
  for (const bytes of sizesBytes) {
    const row = sizeOf(bytes);
    const url = `/stale/${bytes}`;
    for (const {page} of competitors) await page.run(fill, [url], true);
    const deltas: Times = new Map(competitors.map(({name}) => [name, []]));
    rows.set(
      row,
      await inRounds(competitors, rounds, async ({name, page}) => {
        const before = writtenBytes(arena.browser.pid);
        const ms = await page.run(fetchMs, url);
        // What is written soon is part of the price.
        await new Promise((resolve) => setTimeout(resolve, 700));
        deltas.get(name)?.push(writtenBytes(arena.browser.pid) - before);
        return ms;
      }),
    );
    written.set(row, deltas);
    bars.push({row, of: OURS, to: BARE, atMost: 1.1});
  }
  return [
    {title: 'A 304, until script has the body', unit: 'ms', rows, bars},
    {title: 'A 304, written to disk', unit: 'bytes', rows: written, bars: []},
  ];
}

async function bursts({arena, rounds}: Scope): Promise<Result[]> {
  const competitors = arena.only(BARE, HAND_WRITTEN, OURS);
  const rows = new Map<string, Times>();
  const bars: Bar[] = [];
  for (const bytes of [1_000, 50_000]) {
    const row = sizeOf(bytes);
    const urls = Array.from({length: 200}, (_, i) => `/stale/${bytes}/${i}`);
    for (const {page} of competitors) await page.run(fill, urls, true);
    rows.set(
      row,
      await inRounds(competitors, rounds, async ({page}) => {
        const ms = await page.run(burstMs, urls);
        // What is written soon is not to slow the next round down.
        await new Promise((resolve) => setTimeout(resolve, 700));
        return ms;
      }),
    );
    bars.push({row, of: OURS, to: BARE, atMost: 1.15});
  }
  return [{title: '200 stale entries at once, all 304', unit: 'ms', rows, bars}];
}

async function sameAtOnce({arena}: Scope): Promise<Result[]> {
  const competitors = arena.only(BARE, HAND_WRITTEN, OURS);
  const url = '/renewed/1000';
  const times: Times = new Map();
  for (const {name, page, origin} of competitors) {
    await page.run(fill, [url], true);
    origin.requests.clear();
    await page.run(burstMs, Array(100).fill(url));
    times.set(name, [origin.requests.get(url) ?? 0]);
  }
  const rows = new Map([['1 KB', times]]);
  return [{title: '100 times the same stale entry at once', unit: 'requests', rows, bars: []}];
}

async function growth({arena, rounds}: Scope): Promise<Result[]> {
  const competitors = arena.only(LIMIT, CACHE_FIRST, OURS);
  const rows = new Map<string, Times>();
  let filled = 10;
  for (const entries of [10, 1_000, 10_000, 50_000]) {
    for (const {page} of competitors) {
      for (let from = filled; from < entries; from += 2_000) {
        await page.run(addEntries, from, Math.min(entries, from + 2_000));
      }
    }
    filled = entries;
    rows.set(
      `${entries}`,
      await inRounds(competitors, rounds, ({page}) => imageOf(page, '/image/1000')),
    );
  }
  return [{title: 'Fresh, 1 KB, in a cache of so many entries', unit: 'ms', rows, bars: []}];
}

async function starting({arena, rounds}: Scope): Promise<Result[]> {
  const competitors = arena.competitors.filter(({name}) => !isBrowserAlone(name) && name !== NULL);
  const times = await inRounds(competitors, rounds, async ({page}) => {
    await page.stopWorkers();
    return page.run(evaluationMs);
  });
  const sizes: Times = new Map(competitors.map(({name, sentBytes}) => [name, [sentBytes]]));
  return [
    {title: 'Evaluation of the worker', unit: 'ms', rows: new Map([['', times]]), bars: []},
    {title: 'The worker, min+gzip', unit: 'bytes', rows: new Map([['', sizes]]), bars: []},
  ];
}

async function unrouted({arena, rounds}: Scope): Promise<Result[]> {
  const competitors = arena.only('no worker', 'empty worker', CACHE_FIRST, OURS, OURS_STATIC);
  const times = await inRounds(competitors, rounds, async ({page}) => {
    await page.stopWorkers();
    return page.run(fetchMs, '/');
  });
  const title = 'A request that no route wants, while the worker is stopped';
  return [{title, unit: 'ms', rows: new Map([['', times]]), bars: []}];
}

function isBrowserAlone(name: string): boolean {
  return name === 'no worker' || name === 'empty worker';
}

async function imageOf(page: BenchPage, url: string): Promise<number> {
  await page.forgetPictures();
  return page.run(imageMs, url);
}

function bodyOf(page: BenchPage, url: string): Promise<number> {
  return page.run(fetchMs, url);
}
