import {FRESH_FOR_AN_HOUR, TAGGED} from '../answers.js';
import type {Answer, Exchange, Row} from '../exchange.js';

/** Stale for 60 seconds on arrival. */
function stale(directives: string): Answer {
  return {headers: {...TAGGED, Age: '120', 'Cache-Control': `max-age=60${directives}`}};
}

function row(
  level: Row['level'],
  section: string,
  says: string,
  directives: string,
  ...exchanges: Exchange[]
): Row {
  return {
    level,
    section,
    says,
    exchanges: [{origin: stale(directives), seen: 'fetched'}, ...exchanges],
  };
}

const FRESH: Answer = {headers: {...TAGGED, ...FRESH_FOR_AN_HOUR}};
const WHILE = 'RFC 5861 §3';
const IF_ERROR = 'RFC 5861 §4';

function failing(status: number, seen = 200): Exchange {
  return {
    origin: {status},
    seen: 'validated',
    status: seen,
    ...(seen === 200 && {body: 'one'}),
  };
}

/** RFC 5861, RFC 9111 §4.2.4 */
export const staleness: Row[] = [
  row(
    'optimal',
    WHILE,
    'within stale-while-revalidate, it is served and revalidated, once',
    ', stale-while-revalidate=3600',
    {
      origin: FRESH,
      seen: 'hit',
      background: 'validated',
      body: 'one',
    },
    {seen: 'hit', body: 'one'},
  ),
  row(
    'optimal',
    WHILE,
    'the new response answers the next request',
    ', stale-while-revalidate=3600',
    {
      origin: {headers: {ETag: '"2"', ...FRESH_FOR_AN_HOUR}},
      seen: 'hit',
      background: 'validated',
      body: 'one',
      stores: true,
    },
    {seen: 'hit', body: 'two'},
  ),
  row(
    'optimal',
    WHILE,
    'a failure in the background leaves what is stored',
    ', stale-while-revalidate=3600',
    {
      origin: {status: 503},
      seen: 'hit',
      background: 'validated',
      body: 'one',
    },
    {origin: FRESH, seen: 'hit', background: 'validated', body: 'one'},
  ),
  row(
    'should',
    WHILE,
    'beyond stale-while-revalidate, it is validated first',
    ', stale-while-revalidate=10',
    {
      seen: 'validated',
      body: 'one',
    },
  ),
  row('should', WHILE, 'stale-while-revalidate=0', ', stale-while-revalidate=0', {
    seen: 'validated',
    body: 'one',
  }),
  row('should', WHILE, 'an invalid stale-while-revalidate', ', stale-while-revalidate=abc', {
    seen: 'validated',
    body: 'one',
  }),
  row('must', WHILE, 'must-revalidate wins', ', stale-while-revalidate=3600, must-revalidate', {
    seen: 'validated',
    body: 'one',
  }),
  row('must', WHILE, 'no-cache wins', ', stale-while-revalidate=3600, no-cache', {
    seen: 'validated',
    body: 'one',
  }),
  row('must', WHILE, 'no-cache of the request wins', ', stale-while-revalidate=3600', {
    headers: {'Cache-Control': 'no-cache'},
    seen: 'validated',
    body: 'one',
  }),
  row('should', WHILE, 'max-age of the request wins', ', stale-while-revalidate=3600', {
    headers: {'Cache-Control': 'max-age=10'},
    seen: 'validated',
    body: 'one',
  }),
  row(
    'should',
    '§5.2.1.7',
    'only-if-cached sends nothing in the background',
    ', stale-while-revalidate=3600',
    {
      headers: {'Cache-Control': 'only-if-cached'},
      seen: 'refused',
    },
  ),
  row('optimal', WHILE, 'a HEAD is answered so, too', ', stale-while-revalidate=3600', {
    method: 'HEAD',
    origin: FRESH,
    seen: 'hit',
    background: 'validated',
  }),

  ...[500, 502, 503, 504, 520].map((status) =>
    row(
      'optimal',
      IF_ERROR,
      `within stale-if-error, it stands in for a ${status}`,
      ', stale-if-error=3600',
      failing(status),
    ),
  ),
  ...[400, 404, 429, 501, 505].map((status) =>
    row(
      'should',
      IF_ERROR,
      `it does not stand in for a ${status}`,
      ', stale-if-error=3600',
      failing(status, status),
    ),
  ),
  row(
    'optimal',
    IF_ERROR,
    'within stale-if-error, it stands in where the origin is gone',
    ', stale-if-error=3600',
    {
      origin: 'unreachable',
      seen: 'validated',
      status: 200,
      body: 'one',
    },
  ),
  row(
    'should',
    IF_ERROR,
    'beyond stale-if-error, the page sees the error',
    ', stale-if-error=10',
    failing(503, 503),
  ),
  row(
    'should',
    IF_ERROR,
    'beyond stale-if-error, a 504 where the origin is gone',
    ', stale-if-error=10',
    {
      origin: 'unreachable',
      seen: 'validated',
      status: 504,
    },
  ),
  row('should', IF_ERROR, 'stale-if-error=0', ', stale-if-error=0', failing(503, 503)),
  row(
    'must',
    IF_ERROR,
    'must-revalidate wins',
    ', stale-if-error=3600, must-revalidate',
    failing(503, 503),
  ),
  row('must', IF_ERROR, 'no-cache wins', ', stale-if-error=3600, no-cache', failing(503, 503)),
  row('optimal', '§4.2.4', 'without stale-if-error, it stands in', '', failing(503)),
  row('should', IF_ERROR, 'beyond the stale-if-error of the request, the page sees the error', '', {
    ...failing(503, 503),
    headers: {'Cache-Control': 'stale-if-error=10'},
  }),
  row('optimal', IF_ERROR, 'within the stale-if-error of the request, it stands in', '', {
    ...failing(503),
    headers: {'Cache-Control': 'stale-if-error=1000'},
  }),
  row(
    'must',
    IF_ERROR,
    'an error replaces nothing',
    ', stale-if-error=3600',
    failing(503),
    {
      origin: FRESH,
      seen: 'validated',
      body: 'one',
    },
    {seen: 'hit', body: 'one'},
  ),
  row('optimal', IF_ERROR, 'served in place of an error, it has an Age', '', {
    ...failing(503),
    served: {Age: /^1[2-9]\d$/},
  }),
  {
    level: 'optimal',
    section: '§4.2.4',
    says: 'it stands in where a fresh response is reloaded and the origin is gone',
    exchanges: [
      {origin: FRESH, seen: 'fetched'},
      {cache: 'no-cache', origin: 'unreachable', seen: 'validated', status: 200, body: 'one'},
    ],
  },
];
