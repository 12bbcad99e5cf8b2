import {gzipSync} from 'node:zlib';
import {
  DAY,
  FRESH_FOR_AN_HOUR,
  HOUR,
  STALE_FOR_A_MINUTE,
  secondsFromNow,
  TAGGED,
} from '../answers.js';
import type {Answer, Exchange, Row} from '../exchange.js';

const TEN = 'abcdefghij';
const modified = secondsFromNow(-DAY);
const STORED: Answer = {
  body: TEN,
  headers: {...TAGGED, ...FRESH_FOR_AN_HOUR, 'Last-Modified': modified},
};

/** What a request with Range sees of the ten letters that are stored. */
function part(
  level: Row['level'],
  section: string,
  says: string,
  headers: Record<string, string>,
  expected: Omit<Exchange, 'seen'>,
  origin = STORED,
): Row {
  return {
    level,
    section,
    says,
    exchanges: [
      {origin, seen: 'fetched'},
      // Chromium hands a request with If-Range to the worker in mode no-cache, unless it has another.
      {headers, cache: 'force-cache', seen: 'hit', ...expected},
      {seen: 'hit', body: TEN},
    ],
  };
}

function slice(first: number, last: number): Omit<Exchange, 'seen'> {
  return {
    status: 206,
    body: TEN.slice(first, last + 1),
    served: {
      'Content-Range': `bytes ${first}-${last}/10`,
      'Content-Length': `${last - first + 1}`,
      ETag: '"1"',
    },
  };
}

const WHOLE = {status: 200, body: TEN, served: {'Content-Range': null}};
const UNSATISFIABLE = {status: 416, body: '', served: {'Content-Range': 'bytes */10'}};
const WEAK: Answer = {body: TEN, headers: {...FRESH_FOR_AN_HOUR, ETag: 'W/"1"'}};
const JUST_MODIFIED = secondsFromNow(-HOUR);

/** RFC 9110 §14, §13.1.5, §15.3.7, §15.5.17 */
export const ranges: Row[] = [
  part('optimal', 'RFC 9110 §14.1.2', 'first and last', {Range: 'bytes=0-1'}, slice(0, 1)),
  part('optimal', 'RFC 9110 §14.1.2', 'in the middle', {Range: 'bytes=3-5'}, slice(3, 5)),
  part('optimal', 'RFC 9110 §14.1.2', 'one byte', {Range: 'bytes=9-9'}, slice(9, 9)),
  part('optimal', 'RFC 9110 §14.1.2', 'to the end', {Range: 'bytes=1-'}, slice(1, 9)),
  part('optimal', 'RFC 9110 §14.1.2', 'all, as a part', {Range: 'bytes=0-'}, slice(0, 9)),
  part('optimal', 'RFC 9110 §14.1.2', 'a suffix', {Range: 'bytes=-1'}, slice(9, 9)),
  part(
    'must',
    'RFC 9110 §14.1.2',
    'a suffix longer than the whole',
    {Range: 'bytes=-99'},
    slice(0, 9),
  ),
  part(
    'must',
    'RFC 9110 §14.1.2',
    'a last byte beyond the end',
    {Range: 'bytes=8-99'},
    slice(8, 9),
  ),
  part('must', 'RFC 9110 §14.1', 'names of units have no case', {Range: 'BYTES=0-1'}, slice(0, 1)),
  part(
    'should',
    'RFC 9110 §15.5.17',
    'a first byte beyond the end',
    {Range: 'bytes=10-'},
    UNSATISFIABLE,
  ),
  part(
    'should',
    'RFC 9110 §15.5.17',
    'first and last beyond the end',
    {Range: 'bytes=20-30'},
    UNSATISFIABLE,
  ),
  part('should', 'RFC 9110 §14.1.2', 'a suffix of no bytes', {Range: 'bytes=-0'}, UNSATISFIABLE),
  part('must', 'RFC 9110 §14.1.1', 'last before first is invalid', {Range: 'bytes=5-2'}, WHOLE),
  part('must', 'RFC 9110 §14.2', 'an unknown unit', {Range: 'letters=0-1'}, WHOLE),
  part('must', 'RFC 9110 §14.2', 'what is no range', {Range: 'bytes=a-b'}, WHOLE),
  part('must', 'RFC 9110 §14.2', 'no numbers', {Range: 'bytes=-'}, WHOLE),
  part(
    'optimal',
    'RFC 9110 §14.2',
    'several ranges may be answered with the whole',
    {Range: 'bytes=0-1,3-4'},
    WHOLE,
  ),
  part(
    'optimal',
    'RFC 9110 §13.1.5',
    'If-Range with the stored tag',
    {Range: 'bytes=0-1', 'If-Range': '"1"'},
    slice(0, 1),
  ),
  part(
    'must',
    'RFC 9110 §13.1.5',
    'If-Range with another tag',
    {Range: 'bytes=0-1', 'If-Range': '"2"'},
    WHOLE,
  ),
  part(
    'must',
    'RFC 9110 §13.1.5',
    'If-Range with a weak tag',
    {Range: 'bytes=0-1', 'If-Range': 'W/"1"'},
    WHOLE,
  ),
  part(
    'must',
    'RFC 9110 §13.1.5',
    'If-Range with the stored tag, which is weak',
    {Range: 'bytes=0-1', 'If-Range': 'W/"1"'},
    WHOLE,
    WEAK,
  ),
  part(
    'optimal',
    'RFC 9110 §13.1.5',
    'If-Range with the stored date, which may be ignored with the range',
    {Range: 'bytes=0-1', 'If-Range': modified},
    WHOLE,
  ),
  part(
    'must',
    'RFC 9110 §13.1.5',
    'If-Range with another date',
    {Range: 'bytes=0-1', 'If-Range': secondsFromNow(-HOUR)},
    WHOLE,
  ),
  part(
    'must',
    'RFC 9110 §13.1.5',
    'If-Range with a later date',
    {Range: 'bytes=0-1', 'If-Range': secondsFromNow(0)},
    WHOLE,
  ),
  part(
    'must',
    'RFC 9110 §8.8.2.2',
    'If-Range with a date that is that of the response',
    {Range: 'bytes=0-1', 'If-Range': JUST_MODIFIED},
    WHOLE,
    {
      body: TEN,
      headers: {
        'Cache-Control': 'max-age=99999',
        Date: JUST_MODIFIED,
        'Last-Modified': JUST_MODIFIED,
      },
    },
  ),
  part(
    'must',
    'RFC 9110 §15.3.7',
    'other fields are those of the whole',
    {Range: 'bytes=0-1'},
    {
      status: 206,
      body: 'ab',
      served: {'Content-Type': 'text/x-letters', Age: /^10\d\d$/, 'X-Own': 'yes'},
    },
    {
      body: TEN,
      headers: {
        ...FRESH_FOR_AN_HOUR,
        Age: '1000',
        'X-Own': 'yes',
        'Content-Type': 'text/x-letters',
      },
    },
  ),
  {
    level: 'optimal',
    section: 'RFC 9110 §14.2',
    says: 'a part of what is stale, after a 304',
    exchanges: [
      {origin: {body: TEN, headers: {...TAGGED, ...STALE_FOR_A_MINUTE}}, seen: 'fetched'},
      {
        headers: {Range: 'bytes=0-1'},
        origin: {body: TEN, headers: {...TAGGED, ...FRESH_FOR_AN_HOUR}},
        seen: 'validated',
        status: 206,
        body: 'ab',
      },
      {headers: {Range: 'bytes=2-3'}, seen: 'hit', status: 206, body: 'cd'},
      {seen: 'hit', body: TEN},
    ],
  },
  {
    level: 'must',
    section: 'RFC 9110 §14.2',
    says: 'a part of what has changed is not of what is stored',
    exchanges: [
      {origin: {body: TEN, headers: {...TAGGED, ...STALE_FOR_A_MINUTE}}, seen: 'fetched'},
      {
        headers: {Range: 'bytes=0-1'},
        origin: {
          status: 206,
          body: 'AB',
          headers: {ETag: '"2"', ...FRESH_FOR_AN_HOUR, 'Content-Range': 'bytes 0-1/10'},
        },
        seen: 'validated',
        status: 206,
        body: 'AB',
      },
      {
        origin: {body: 'ABCDEFGHIJ', headers: {ETag: '"2"', ...FRESH_FOR_AN_HOUR}},
        seen: 'validated',
        status: 200,
        body: 'ABCDEFGHIJ',
      },
    ],
  },
  {
    level: 'optimal',
    section: 'RFC 9110 §14.2',
    says: 'a part of what is stale, where the origin fails',
    exchanges: [
      {origin: {body: TEN, headers: {...TAGGED, ...STALE_FOR_A_MINUTE}}, seen: 'fetched'},
      {
        headers: {Range: 'bytes=0-1'},
        origin: {status: 503},
        seen: 'validated',
        status: 206,
        body: 'ab',
      },
    ],
  },
  {
    level: 'must',
    section: 'RFC 9110 §14.2',
    says: 'a part of what is not stored is asked for, and does not become the whole',
    alone: true,
    exchanges: [
      {
        headers: {Range: 'bytes=0-1'},
        origin: {
          status: 206,
          body: 'ab',
          headers: {...FRESH_FOR_AN_HOUR, 'Content-Range': 'bytes 0-1/10'},
        },
        seen: 'fetched',
        asked: {Range: 'bytes=0-1'},
      },
      {origin: {body: TEN, headers: FRESH_FOR_AN_HOUR}, seen: 'fetched', body: TEN},
      {headers: {Range: 'bytes=0-1'}, seen: 'hit', status: 206, body: 'ab'},
    ],
  },
  {
    level: 'optimal',
    section: 'RFC 9110 §14.2',
    says: 'If-Range goes along where nothing is stored',
    exchanges: [
      {
        headers: {Range: 'bytes=0-1', 'If-Range': '"1"'},
        origin: {
          status: 206,
          body: 'ab',
          headers: {...FRESH_FOR_AN_HOUR, 'Content-Range': 'bytes 0-1/10'},
        },
        seen: 'fetched',
        asked: {Range: 'bytes=0-1', 'If-Range': '"1"'},
      },
    ],
  },
  {
    level: 'must',
    section: 'RFC 9110 §14.1',
    says: 'of an encoded response, only the origin has parts',
    alone: true,
    exchanges: [
      {
        origin: {body: gzipSync(TEN), headers: {...FRESH_FOR_AN_HOUR, 'Content-Encoding': 'gzip'}},
        seen: 'fetched',
        body: TEN,
      },
      {
        headers: {Range: 'bytes=0-1'},
        origin: {
          status: 206,
          body: 'xy',
          headers: {'Content-Range': 'bytes 0-1/30', 'Cache-Control': 'no-store'},
        },
        seen: 'fetched',
        status: 206,
        body: 'xy',
        asked: {Range: 'bytes=0-1'},
      },
      {seen: 'hit', body: TEN},
    ],
  },
  {
    level: 'must',
    section: 'RFC 9110 §14.2',
    says: 'a stored 404 has no parts',
    alone: true,
    exchanges: [
      {origin: {status: 404, headers: FRESH_FOR_AN_HOUR}, seen: 'fetched'},
      {headers: {Range: 'bytes=0-1'}, origin: {status: 404}, seen: 'fetched', status: 404},
    ],
  },
  {
    level: 'must',
    section: 'RFC 9110 §14.2',
    says: 'a part is one of the variant that the request selects',
    exchanges: [
      {
        headers: {Foo: '1'},
        origin: {body: TEN, headers: {...FRESH_FOR_AN_HOUR, Vary: 'Foo'}},
        seen: 'fetched',
      },
      {
        headers: {Foo: '2'},
        origin: {body: 'klm', headers: {...FRESH_FOR_AN_HOUR, Vary: 'Foo'}},
        seen: 'fetched',
      },
      {headers: {Foo: '1', Range: 'bytes=0-1'}, seen: 'hit', status: 206, body: 'ab'},
      {headers: {Foo: '2', Range: 'bytes=0-1'}, seen: 'hit', status: 206, body: 'kl'},
    ],
  },
  part(
    'optimal',
    '§5.2.1.7',
    'a part, only if cached',
    {Range: 'bytes=0-1', 'Cache-Control': 'only-if-cached'},
    slice(0, 1),
  ),
  {
    level: 'should',
    section: '§5.2.1.7',
    says: 'a part of what is not stored, only if cached',
    exchanges: [
      {headers: {Range: 'bytes=0-1', 'Cache-Control': 'only-if-cached'}, seen: 'refused'},
    ],
  },
  ...['bytes=0-1', 'bytes=99-'].map(
    (range): Row => ({
      level: 'must',
      section: 'RFC 9110 §14.2',
      says: `a HEAD has no parts: Range: ${range} is ignored`,
      exchanges: [
        {origin: STORED, seen: 'fetched'},
        {
          method: 'HEAD',
          headers: {Range: range},
          seen: 'hit',
          status: 200,
          served: {'Content-Range': null, 'Content-Length': '10'},
        },
      ],
    }),
  ),
  part(
    'must',
    'RFC 9110 §14.1.2',
    'numbers beyond what can be counted',
    {Range: 'bytes=0-99999999999999999999'},
    slice(0, 9),
  ),
  part(
    'must',
    'RFC 9110 §13.1.5',
    'beyond the end, with another tag',
    {Range: 'bytes=10-', 'If-Range': '"2"'},
    WHOLE,
  ),
];
