import {expect, test} from 'vitest';
import type {PlainRoute} from './plain-route.js';
import {warmProblems} from './warm-problems.js';

const URLS = ['/assets/a.js', '/assets/b.js'];

const FINE: readonly (readonly [PlainRoute, readonly string[]])[] = [
  [{match: '/assets/*'}, URLS],
  [{match: '/assets/*', limits: {maxEntries: 2}}, URLS],
  [{match: '/assets/*', limits: {maxBytes: 1}}, URLS],
  [{match: '/:folder/*'}, URLS],
  [{match: '/{assets,images}/*'}, URLS],
  [{match: '/*'}, []],
  [{match: /images/}, URLS],
  [{match: {mode: 'navigate'}}, URLS],
  // What these are resolved against is not known.
  [{match: '/assets/*'}, ['./assets/a.js', 'assets/a.js']],
  [{match: '/assets/*'}, ['https://cdn.example/assets/a.js']],
  [{match: '/docs/:path*'}, ['/docs', '/docs/a']],
  [{match: '/bücher/*'}, ['/b%C3%BCcher/a.js']],
];

test.each(FINE)('%j takes %j', (route, urls) => {
  expect(warmProblems(route, urls)).toEqual([]);
});

const WRONG: readonly (readonly [PlainRoute, readonly string[], string])[] = [
  [
    {match: '/assets/*', limits: {maxEntries: 1}},
    URLS,
    'limits.maxEntries is 1; fetched ahead are 2 URLs',
  ],
  [
    {match: '/assets/*'},
    ['/app/assets/a.js'],
    'match /assets/* does not take /app/assets/a.js, which is fetched ahead',
  ],
];

test.each(WRONG)('%j is told for %j: %s', (route, urls, problem) => {
  expect(warmProblems(route, urls)).toEqual([problem]);
});
