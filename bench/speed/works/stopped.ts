import {Arena, expectAnswers} from '../arena.js';
import {
  CACHE_FIRST,
  CACHE_FIRST_AND_OURS,
  EMPTY_WORKER,
  EXPIRATION,
  LIMIT,
  LIMIT_AGAIN,
  NO_WORKER,
  OURS,
  OURS_STATIC,
} from '../contenders.js';
import {bodiesMs} from '../in-page.js';
import type {Result} from '../result.js';
import {imageOf, roundsOfFresh, type Scope} from './work.js';

const NAMES = [LIMIT, LIMIT_AGAIN, CACHE_FIRST, CACHE_FIRST_AND_OURS, EXPIRATION, OURS];
const SETTLE_MS = 50;

export function stopped({rounds}: Scope): Promise<Result[]> {
  return Arena.with(NAMES, async (arena) => {
    const column = '1 KB';
    await arena.fill(['/image/1000']);
    const often = roundsOfFresh(rounds, 1000);
    const figures = await arena.inRounds(often, SETTLE_MS, async ({page}) => {
      await page.stopWorkers();
      return imageOf(page, '/image/1000');
    });
    for (const competitor of arena.competitors) expectAnswers(competitor, ['/image/1000']);
    return [
      {
        title: 'Fresh, while the worker is stopped',
        note: 'An image; the start of the worker is part of it.',
        unit: 'ms',
        columns: new Map([[column, figures]]),
        bars: [{column, of: OURS, to: LIMIT, atMost: 1.1}],
      },
    ];
  });
}

export function unrouted({rounds}: Scope): Promise<Result[]> {
  return Arena.with([NO_WORKER, EMPTY_WORKER, CACHE_FIRST, OURS, OURS_STATIC], async (arena) => {
    const figures = await arena.inRounds(rounds, SETTLE_MS, async ({page}) => {
      await page.stopWorkers();
      return page.run(bodiesMs, ['/']);
    });
    return [
      {
        title: 'What no route wants, while the worker is stopped',
        note: 'The origin answers. With `routeStatically` the worker is not started.',
        unit: 'ms',
        columns: new Map([['', figures]]),
        bars: [],
      },
    ];
  });
}
