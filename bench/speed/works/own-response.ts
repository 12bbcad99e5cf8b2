import {Arena} from '../arena.js';
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
import type {Figures, Result} from '../result.js';
import {type Scope, sizeOf} from './work.js';

const {bytes, label, settleMs} = sizeOf(5_000_000);

const STATES = [
  {column: 'fresh', kind: 'image', names: [LIMIT, LIMIT_AGAIN, LIMIT_WITH_AGE, OURS]},
  {
    column: 'fresh, without `Content-Length`',
    kind: 'unsized',
    names: [LIMIT, LIMIT_AGAIN, LIMIT_WITH_AGE, OURS],
  },
  {
    column: 'a 304 that brings another `Expires`',
    kind: 'changing',
    names: [BARE, BARE_AGAIN, BARE_IN_WORKBOX, OURS],
  },
];

/** Where script is owed other fields than are stored, the body of a large response takes the longer way. */
export async function ownResponse({rounds}: Scope): Promise<Result[]> {
  const columns = new Map<string, Figures>();
  for (const {column, kind, names} of STATES) {
    const url = `/${kind}/${bytes}`;
    await Arena.with(names, async (arena) => {
      await arena.fill([url]);
      const measure = arena.inRounds(rounds, settleMs, ({page}) => page.run(bodiesMs, [url]));
      columns.set(column, await measure);
    });
  }
  return [
    {
      title: `${label} read by script, and what keeps the stored response from being served as it is`,
      note: 'Up to 256 KB, or where nothing tells how long it is, script gets `Age`; above, the stored response itself, until a 304 changes more than `Date` and `Age`.',
      unit: 'ms',
      columns,
      bars: [],
    },
  ];
}
