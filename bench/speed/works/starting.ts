import {Arena} from '../arena.js';
import {
  CACHE_FIRST,
  EMPTY_WORKER,
  EXPIRATION,
  HAND_WRITTEN,
  LIMIT,
  NETWORK_FIRST,
  OURS,
  OURS_STATIC,
  STALE_WHILE_REVALIDATE,
} from '../contenders.js';
import {evaluationMs} from '../in-page.js';
import type {Result} from '../result.js';
import type {Scope} from './work.js';

const NAMES = [
  EMPTY_WORKER,
  LIMIT,
  HAND_WRITTEN,
  CACHE_FIRST,
  STALE_WHILE_REVALIDATE,
  NETWORK_FIRST,
  EXPIRATION,
  OURS,
  OURS_STATIC,
];

export function starting({rounds}: Scope): Promise<Result[]> {
  return Arena.with(NAMES, async (arena) => {
    const figures = await arena.inRounds(rounds, 50, async ({page}) => {
      await page.stopWorkers();
      return page.run(evaluationMs);
    });
    const sizes = new Map(arena.competitors.map(({name, sentBytes}) => [name, [sentBytes]]));
    return [
      {title: 'Evaluation of the worker', unit: 'ms', columns: new Map([['', figures]]), bars: []},
      {title: 'The worker, min+gzip', unit: 'bytes', columns: new Map([['', sizes]]), bars: []},
    ];
  });
}
