import {Arena, expectAnswers, pause, WRITE_MS} from '../arena.js';
import {
  BARE,
  BARE_AGAIN,
  BARE_IN_WORKBOX,
  LIMIT,
  LIMIT_AGAIN,
  LIMIT_WITH_AGE,
  OURS,
} from '../contenders.js';
import {bodiesMs} from '../in-page.js';
import type {Bar, Figures, Result} from '../result.js';
import {roundsOfFresh, type Scope, sizeOf} from './work.js';

interface State {
  readonly what: string;
  readonly kind: string;
  readonly bytes: number;
  readonly isAsked?: true;
}

const RENEWED = {what: 'fresh by a 304 with another `Cache-Control`', kind: 'extended'};
const FRESH = {what: 'fresh', kind: 'image'};

const STATES: readonly State[] = [
  {...RENEWED, bytes: 1_000},
  {...RENEWED, bytes: 50_000},
  {...FRESH, bytes: 200_000},
  {...FRESH, bytes: 5_000_000},
  {what: 'fresh, without `Content-Length`', kind: 'unsized', bytes: 5_000_000},
  {what: 'a 304 with another `Expires`', kind: 'changing', bytes: 5_000_000, isAsked: true},
];

/** Where script is owed other fields than are stored, the body of a large response takes the longer way. */
export async function ownResponse({rounds}: Scope): Promise<Result[]> {
  const columns = new Map<string, Figures>();
  const bars: Bar[] = [];
  for (const {what, kind, bytes, isAsked} of STATES) {
    const {label, settleMs} = sizeOf(bytes);
    const column = `${label}, ${what}`;
    const url = `/${kind}/${bytes}`;
    const names = isAsked
      ? [BARE, BARE_AGAIN, BARE_IN_WORKBOX, OURS]
      : [LIMIT, LIMIT_AGAIN, LIMIT_WITH_AGE, OURS];
    await Arena.with(names, async (arena) => {
      await arena.fill([url]);
      // What is to be renewed is so then.
      for (const {page} of arena.competitors) await page.run(bodiesMs, [url]);
      await pause(WRITE_MS);
      for (const {origin} of arena.competitors) origin.answers.clear();
      const often = roundsOfFresh(rounds, bytes);
      const figures = await arena.inRounds(often, settleMs, async (competitor) => {
        const ms = await competitor.page.run(bodiesMs, [url]);
        if (isAsked) expectAnswers(competitor, [url], 304);
        else expectAnswers(competitor, [url]);
        return ms;
      });
      columns.set(column, figures);
      bars.push({column, of: OURS, to: isAsked ? BARE : LIMIT, atMost: 1.1});
    });
  }
  return [
    {
      title: 'Read by script, and what keeps the stored response from being served as it is',
      note: 'Up to 50 KB, or where nothing tells how long it is, script gets `Age`; above, the stored response itself, until a 304 changes more than `Date` and `Age`.',
      unit: 'ms',
      columns,
      bars,
    },
  ];
}
