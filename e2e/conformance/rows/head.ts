import {FRESH_FOR_AN_HOUR, STALE_FOR_A_MINUTE, TAGGED} from '../answers.js';
import type {Answer, Row} from '../exchange.js';

const FRESH: Answer = {headers: {...TAGGED, ...FRESH_FOR_AN_HOUR}};
const STALE: Answer = {headers: {...TAGGED, ...STALE_FOR_A_MINUTE, 'X-Own': '1'}};
const HEAD = {method: 'HEAD'} as const;

/** A 200, as an origin answers that knows no condition for HEAD. */
function answering(headers: Record<string, string>): Answer {
  return {ifConditional: {status: 200, headers}};
}

/** A response that a HEAD tells to be another one, and is therefore stale. */
function outdated(says: string, headers: Record<string, string>): Row {
  return {
    level: 'should',
    section: '§4.3.5',
    says,
    exchanges: [
      {origin: FRESH, seen: 'fetched'},
      {
        ...HEAD,
        cache: 'no-cache',
        origin: answering({...FRESH_FOR_AN_HOUR, ...headers}),
        seen: 'validated',
      },
      {origin: FRESH, seen: 'validated', body: 'one'},
    ],
  };
}

/** RFC 9111 §4, §4.3.5 */
export const head: Row[] = [
  {
    level: 'optimal',
    section: '§4',
    says: 'a stored GET answers HEAD',
    exchanges: [
      {origin: {status: 200, headers: {...FRESH_FOR_AN_HOUR, 'X-Own': 'yes'}}, seen: 'fetched'},
      {...HEAD, seen: 'hit', body: '', served: {'X-Own': 'yes', 'Content-Length': '3'}},
      {seen: 'hit', body: 'one'},
    ],
  },
  {
    level: 'optimal',
    section: '§4',
    says: 'a stored 404 answers HEAD',
    exchanges: [
      {origin: {status: 404, headers: FRESH_FOR_AN_HOUR}, seen: 'fetched'},
      {...HEAD, seen: 'hit', status: 404},
    ],
  },
  {
    level: 'must',
    section: '§4',
    says: 'a response to HEAD does not answer GET',
    alone: true,
    exchanges: [{...HEAD, origin: FRESH, seen: 'fetched'}, {seen: 'fetched'}],
  },
  {
    level: 'must',
    section: '§4',
    says: 'what varies answers HEAD only where it matches',
    exchanges: [
      {
        headers: {Foo: '1'},
        origin: {headers: {...FRESH_FOR_AN_HOUR, Vary: 'Foo'}},
        seen: 'fetched',
      },
      {...HEAD, headers: {Foo: '1'}, seen: 'hit'},
      {...HEAD, headers: {Foo: '2'}, seen: 'fetched'},
    ],
  },
  {
    level: 'optimal',
    section: '§4.3.5',
    says: 'a 200 to HEAD tells nothing of what it would not have selected',
    exchanges: [
      {
        headers: {Foo: '1'},
        origin: {headers: {...FRESH_FOR_AN_HOUR, Vary: 'Foo'}},
        seen: 'fetched',
      },
      {...HEAD, headers: {Foo: '2'}, seen: 'fetched'},
      {headers: {Foo: '1'}, seen: 'hit', body: 'one'},
    ],
  },
  {
    level: 'must',
    section: '§4.2.4',
    says: 'HEAD of what is stale goes to the origin, as HEAD',
    exchanges: [
      {origin: STALE, seen: 'fetched'},
      {...HEAD, seen: 'validated', status: 200, asked: {'If-None-Match': '"1"'}},
    ],
  },
  {
    level: 'must',
    section: '§4.2.4',
    says: 'HEAD of what is stale and has no validator goes to the origin',
    exchanges: [
      {origin: {headers: STALE_FOR_A_MINUTE}, seen: 'fetched'},
      {...HEAD, seen: 'fetched'},
    ],
  },
  {
    level: 'optimal',
    section: '§4.3.4',
    says: 'a 304 to HEAD freshens',
    exchanges: [
      {origin: STALE, seen: 'fetched'},
      {...HEAD, origin: FRESH, seen: 'validated', status: 200},
      {seen: 'hit', body: 'one'},
    ],
  },
  {
    level: 'should',
    section: '§4.3.5',
    says: 'a 200 to HEAD with the same tag freshens, and updates fields',
    exchanges: [
      {origin: STALE, seen: 'fetched'},
      {
        ...HEAD,
        origin: answering({...TAGGED, ...FRESH_FOR_AN_HOUR, 'X-Own': '2', 'Content-Length': '3'}),
        seen: 'validated',
        served: {'X-Own': '2'},
      },
      {seen: 'hit', body: 'one', served: {'X-Own': '2', 'Content-Length': '3'}},
    ],
  },
  outdated('a 200 to HEAD with another tag makes stale', {ETag: '"2"', 'Content-Length': '3'}),
  outdated('a 200 to HEAD with another length makes stale', {...TAGGED, 'Content-Length': '4'}),
  {
    level: 'should',
    section: '§4.3.5',
    says: 'a 200 to HEAD with another Last-Modified makes stale',
    exchanges: [
      {
        origin: {headers: {...FRESH_FOR_AN_HOUR, 'Last-Modified': 'Sat, 01 Jun 2024 12:00:00 GMT'}},
        seen: 'fetched',
      },
      {
        ...HEAD,
        cache: 'no-cache',
        origin: answering({
          ...FRESH_FOR_AN_HOUR,
          'Content-Length': '3',
          'Last-Modified': 'Sat, 01 Jun 2024 13:00:00 GMT',
        }),
        seen: 'validated',
      },
      {origin: {status: 200, headers: FRESH_FOR_AN_HOUR}, seen: 'validated', body: 'three'},
    ],
  },
  {
    level: 'optimal',
    section: '§4.3.5',
    says: 'a HEAD that fails tells nothing',
    exchanges: [
      {origin: FRESH, seen: 'fetched'},
      {...HEAD, cache: 'reload', origin: {status: 500}, seen: 'fetched', status: 500},
      {seen: 'hit', body: 'one'},
    ],
  },
  {
    level: 'should',
    section: '§5.2.1.7',
    says: 'HEAD of what is not stored, only if cached',
    exchanges: [{...HEAD, headers: {'Cache-Control': 'only-if-cached'}, seen: 'refused'}],
  },
  {
    level: 'optimal',
    section: '§4.2.4',
    says: 'what is stored answers HEAD where the origin is gone',
    exchanges: [
      {origin: STALE, seen: 'fetched'},
      {...HEAD, origin: 'unreachable', seen: 'validated', status: 200, served: {'X-Own': '1'}},
    ],
  },
];
