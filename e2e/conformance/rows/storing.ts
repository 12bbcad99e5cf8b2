import {
  DAY,
  FRESH_FOR_AN_HOUR,
  fetchedAgain,
  reused,
  STALE_FOR_A_MINUTE,
  secondsFromNow,
  TAGGED,
} from '../answers.js';
import type {Row} from '../exchange.js';

/** RFC 9111 §3, §5.2.2 */
export const storing: Row[] = [
  ...[200, 203, 204, 205, 299, 300, 400, 404, 410, 451, 499, 500, 503, 599].map(
    (status): Row => ({
      level: 'optimal',
      section: '§3',
      says: `a ${status} with max-age is stored and reused`,
      exchanges: reused({status, headers: FRESH_FOR_AN_HOUR}),
    }),
  ),
  ...[
    {'Cache-Control': 'private, max-age=3600'},
    {'Cache-Control': 'public, max-age=3600'},
    {'Cache-Control': 'max-age=3600, s-maxage=0'},
    {'Cache-Control': 'max-age=3600, proxy-revalidate'},
    {'Cache-Control': 'max-age=3600, must-revalidate'},
    {'Cache-Control': 'max-age=3600, no-transform'},
    {'Cache-Control': 'max-age=3600, unknown, other=1, quoted="a, b"'},
    {'Cache-Control': 'max-age=3600, private="set-cookie"'},
    {'Cache-Control': 'max-age=3600, unknown="no-store"'},
    {Expires: secondsFromNow(3600)},
  ].map(
    (headers): Row => ({
      level: 'optimal',
      section: '§3',
      says: `a private cache stores and reuses ${JSON.stringify(headers)}`,
      exchanges: reused({headers: headers as Record<string, string>}),
    }),
  ),
  {
    level: 'optimal',
    section: '§3.5',
    says: 'a private cache stores a response to a request with Authorization',
    exchanges: [
      {
        headers: {Authorization: 'Basic YTpi'},
        origin: {headers: FRESH_FOR_AN_HOUR},
        seen: 'fetched',
      },
      {headers: {Authorization: 'Basic YTpi'}, seen: 'hit'},
    ],
  },
  {
    level: 'must',
    section: '§5.2.2.10',
    says: 's-maxage is for shared caches, and no lifetime for a private one',
    exchanges: [
      {
        origin: {headers: {...TAGGED, 'Cache-Control': 'max-age=60, s-maxage=3600', Age: '120'}},
        seen: 'fetched',
      },
      {seen: 'validated'},
    ],
  },
  ...[
    'no-store',
    'no-store, max-age=3600',
    'max-age=3600, no-store',
    'max-age=3600, No-Store',
    'max-age=3600,no-store,',
    'no-store, private, max-age=3600',
    'max-age=3600, unknown="a, b", no-store',
  ].map(
    (value): Row => ({
      level: 'must',
      section: '§5.2.2.5',
      says: `"${value}" is not stored`,
      exchanges: fetchedAgain({headers: {...TAGGED, 'Cache-Control': value}}),
    }),
  ),
  {
    level: 'must',
    section: '§5.2.2.5',
    says: 'no-store in a line of its own is not stored',
    exchanges: fetchedAgain({headers: {...TAGGED, 'Cache-Control': ['max-age=3600', 'no-store']}}),
  },
  {
    level: 'must',
    section: '§5.2.2.5',
    says: 'a later no-store is not stored either',
    exchanges: [
      {origin: {headers: {...TAGGED, ...STALE_FOR_A_MINUTE}}, seen: 'fetched'},
      {
        origin: {headers: {ETag: '"2"', 'Cache-Control': 'no-store'}},
        seen: 'validated',
        body: 'two',
      },
      {origin: {headers: {ETag: '"3"'}}, seen: 'validated', body: 'three'},
    ],
  },
  {
    level: 'should',
    section: '§5.2.2.3',
    says: 'no-store is ignored beside must-understand where the status is understood',
    exchanges: reused({headers: {'Cache-Control': 'must-understand, no-store, max-age=3600'}}),
  },
  {
    level: 'should',
    section: '§5.2.2.3',
    says: 'so it is for a 404',
    exchanges: reused({
      status: 404,
      headers: {'Cache-Control': 'no-store, max-age=3600, must-understand'},
    }),
  },
  ...['must-understand, max-age=3600', 'must-understand, no-store, max-age=3600'].map(
    (value): Row => ({
      level: 'must',
      section: '§3',
      says: `"${value}" is not stored where the status is not understood`,
      alone: true,
      exchanges: fetchedAgain({status: 599, headers: {'Cache-Control': value}}),
    }),
  ),
  {
    level: 'must',
    section: '§5.2.1.5',
    says: 'a response to a request with no-store is not stored',
    alone: true,
    exchanges: [
      {
        headers: {'Cache-Control': 'no-store'},
        origin: {headers: {...TAGGED, ...FRESH_FOR_AN_HOUR}},
        seen: 'fetched',
      },
      {seen: 'fetched'},
      {seen: 'hit', body: 'two'},
    ],
  },
  {
    level: 'must',
    section: 'Fetch',
    says: 'a response to a request of cache mode no-store is not stored',
    exchanges: [
      {
        cache: 'no-store',
        origin: {headers: {...TAGGED, ...FRESH_FOR_AN_HOUR}},
        seen: 'fetched',
      },
      {seen: 'fetched'},
      {seen: 'hit', body: 'two'},
    ],
  },
  {
    level: 'must',
    section: '§3.3',
    says: 'a 206 is not taken for the whole',
    alone: true,
    exchanges: [
      {
        headers: {Range: 'bytes=0-1'},
        origin: {
          status: 206,
          body: 'on',
          headers: {...FRESH_FOR_AN_HOUR, 'Content-Range': 'bytes 0-1/3'},
        },
        seen: 'fetched',
      },
      {origin: {headers: FRESH_FOR_AN_HOUR}, seen: 'fetched', body: 'two'},
    ],
  },
  {
    level: 'must',
    section: '§3',
    says: 'a response to OPTIONS is not one to GET',
    exchanges: [
      {method: 'OPTIONS', origin: {headers: FRESH_FOR_AN_HOUR}, seen: 'fetched'},
      {seen: 'fetched'},
    ],
  },
  {
    level: 'must',
    section: '§2',
    says: 'a response to one URL is not one to another',
    exchanges: [
      {path: '/a?x=1', origin: {headers: FRESH_FOR_AN_HOUR}, seen: 'fetched'},
      {path: '/a?x=2', seen: 'fetched'},
      {path: '/a', seen: 'fetched'},
      {path: '/a?x=1', seen: 'hit', body: 'one'},
    ],
  },
  {
    level: 'optimal',
    section: '§2',
    says: 'a fragment is no part of the key',
    exchanges: [
      {path: '/a#b', origin: {headers: FRESH_FOR_AN_HOUR}, seen: 'fetched'},
      {path: '/a#c', seen: 'hit', body: 'one'},
      {path: '/a', seen: 'hit', body: 'one'},
    ],
  },
  {
    level: 'must',
    section: '§4.2.2',
    says: 'a 403 with neither lifetime nor public is not reused',
    exchanges: fetchedAgain({status: 403, headers: {'Last-Modified': secondsFromNow(-DAY)}}),
  },
];
