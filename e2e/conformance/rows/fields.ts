import {DAY, FRESH_FOR_AN_HOUR, STALE_FOR_A_MINUTE, secondsFromNow, TAGGED} from '../answers.js';
import type {Answer, Row} from '../exchange.js';

const FRESH: Answer = {headers: {...TAGGED, ...FRESH_FOR_AN_HOUR}};

/** What a hit has of the fields that were received. */
function stored(
  level: Row['level'],
  section: string,
  says: string,
  headers: NonNullable<Answer['headers']>,
  served: Record<string, string | RegExp | null>,
): Row {
  return {
    level,
    section,
    says,
    exchanges: [
      {origin: {headers: {...FRESH_FOR_AN_HOUR, ...headers}}, seen: 'fetched'},
      {seen: 'hit', served},
    ],
  };
}

/** What a 304 does to the fields of what is stored, in its own answer and in the next. */
function updated(
  level: Row['level'],
  says: string,
  headers: NonNullable<Answer['headers']>,
  update: NonNullable<Answer['headers']>,
  served: Record<string, string | RegExp | null>,
): Row {
  return {
    level,
    section: '§3.2',
    says,
    exchanges: [
      {origin: {headers: {...TAGGED, ...STALE_FOR_A_MINUTE, ...headers}}, seen: 'fetched'},
      {
        origin: {ifConditional: {status: 304, headers: {...FRESH_FOR_AN_HOUR, ...update}}},
        seen: 'validated',
        body: 'one',
        served,
      },
      {seen: 'hit', body: 'one', served},
    ],
  };
}

/** RFC 9111 §3.1, §3.2, §5.1 */
export const fields: Row[] = [
  stored('must', '§3.1', 'unknown fields are stored', {'X-Own': 'a'}, {'X-Own': 'a'}),
  stored('must', '§3.1', 'several lines are stored', {'X-Own': ['a', 'b']}, {'X-Own': 'a, b'}),
  stored('must', '§3.1', 'an empty field is stored', {'X-Own': ''}, {'X-Own': ''}),
  stored(
    'must',
    '§3.1',
    'well-known fields are stored',
    {'Content-Type': 'text/x-own', 'Content-Language': 'de', Link: '</x>; rel=y'},
    {
      'Content-Type': 'text/x-own',
      'Content-Language': 'de',
      Link: '</x>; rel=y',
      'Content-Length': '3',
    },
  ),
  stored(
    'must',
    '§3.1',
    'what Connection lists is not served later',
    {Connection: 'keep-alive, X-Hop', 'X-Hop': '1', 'X-Own': 'a'},
    {
      'X-Hop': null,
      'X-Own': 'a',
      Connection: null,
    },
  ),
  stored(
    'must',
    '§3.1',
    'what several lines of Connection list, in any case',
    {
      Connection: ['keep-alive, x-one', 'X-TWO'],
      'X-One': '1',
      'X-Two': '2',
      'X-Own': 'a',
    },
    {'X-One': null, 'X-Two': null, 'X-Own': 'a'},
  ),
  ...[
    'Proxy-Authenticate',
    'Proxy-Authentication-Info',
    'Proxy-Authorization',
    'Keep-Alive',
    'Proxy-Connection',
    'TE',
    'Upgrade',
  ].map((name) =>
    stored(
      'must',
      '§3.1',
      `${name} is not served later`,
      {[name]: 'x', 'X-Own': 'a'},
      {[name]: null, 'X-Own': 'a'},
    ),
  ),
  stored('must', '§5.1', 'Age is generated', {}, {Age: /^\d$/}),
  stored('must', '§5.1', 'Age goes on from that received', {Age: '1000'}, {Age: /^10[01]\d$/}),
  stored(
    'must',
    '§4.2.3',
    'Age counts from Date',
    {Date: secondsFromNow(-1800)},
    {Age: /^18\d\d$/},
  ),
  stored(
    'must',
    '§5.1',
    'Age counts from the first member of a list',
    {Age: '1000, 5'},
    {Age: /^10[01]\d$/},
  ),
  stored('must', '§5.1', 'an invalid Age is replaced', {Age: 'abc'}, {Age: /^\d$/}),
  stored(
    'must',
    'RFC 9110 §6.6.1',
    'Date is that of the origin',
    {Date: secondsFromNow(-1800)},
    {Date: secondsFromNow(-1800)},
  ),

  updated('must', 'a 304 changes a field', {'X-Own': 'a'}, {'X-Own': 'b'}, {'X-Own': 'b'}),
  updated('must', 'a 304 adds a field', {}, {'X-Own': 'b'}, {'X-Own': 'b'}),
  updated(
    'must',
    'a 304 leaves a field that it does not have',
    {'X-Own': 'a'},
    {'X-New': 'b'},
    {'X-Own': 'a', 'X-New': 'b'},
  ),
  updated(
    'must',
    'a 304 replaces several lines',
    {'X-Own': ['a', 'b']},
    {'X-Own': 'c'},
    {'X-Own': 'c'},
  ),
  updated('must', 'a 304 changes Cache-Control', {}, {}, {'Cache-Control': 'max-age=3600'}),
  updated(
    'must',
    'a 304 changes Content-Type',
    {'Content-Type': 'text/x-a'},
    {'Content-Type': 'text/x-b'},
    {'Content-Type': 'text/x-b'},
  ),
  updated(
    'must',
    'a 304 changes Content-Location and Content-Language',
    {'Content-Language': 'de'},
    {'Content-Language': 'en'},
    {'Content-Language': 'en'},
  ),
  updated(
    'must',
    'a 304 changes Set-Cookie-like and security fields',
    {'X-Frame-Options': 'DENY'},
    {'X-Frame-Options': 'SAMEORIGIN'},
    {'X-Frame-Options': 'SAMEORIGIN'},
  ),
  updated(
    'must',
    'a 304 does not change Content-Length',
    {},
    {'Content-Length': '10'},
    {'Content-Length': '3'},
  ),
  updated(
    'must',
    'a 304 does not add Content-Encoding',
    {},
    {'Content-Encoding': 'gzip'},
    {'Content-Encoding': null},
  ),
  updated(
    'must',
    'a 304 does not add Content-Range',
    {},
    {'Content-Range': 'bytes 0-1/3'},
    {'Content-Range': null},
  ),
  updated(
    'must',
    'what Connection lists in a 304 changes nothing',
    {'X-Hop': 'a'},
    {Connection: 'keep-alive, X-Hop', 'X-Hop': 'b'},
    {'X-Hop': 'a'},
  ),
  updated(
    'must',
    'a 304 changes Date and Age',
    {Date: secondsFromNow(-DAY), Age: '90000'},
    {Date: secondsFromNow(-100), Age: '5'},
    {
      Date: secondsFromNow(-100),
      Age: /^1[0-9]\d$/,
    },
  ),
  updated(
    'must',
    'without Age in the 304, the old one no longer counts',
    {Age: '90000'},
    {},
    {Age: /^\d$/},
  ),
  updated(
    'must',
    'without a Date in the 304, the old one no longer counts',
    {Date: secondsFromNow(-DAY)},
    {Date: null},
    {Age: /^\d$/},
  ),
  updated(
    'optimal',
    'a weak tag in a 304 leaves the strong one that is stored',
    {},
    {ETag: 'W/"1"'},
    {ETag: '"1"'},
  ),
  updated(
    'must',
    'a 304 changes Last-Modified',
    {'Last-Modified': secondsFromNow(-2 * DAY)},
    {ETag: '"1"', 'Last-Modified': secondsFromNow(-DAY)},
    {
      'Last-Modified': secondsFromNow(-DAY),
    },
  ),
  updated(
    'must',
    'a 304 changes Expires',
    {Expires: secondsFromNow(-DAY)},
    {Expires: secondsFromNow(DAY)},
    {Expires: secondsFromNow(DAY)},
  ),
  {
    level: 'must',
    section: '§3.2',
    says: 'two 304s add up',
    exchanges: [
      {
        origin: {headers: {...TAGGED, ...STALE_FOR_A_MINUTE, 'X-A': '1', 'X-B': '1'}},
        seen: 'fetched',
      },
      {
        origin: {ifConditional: {status: 304, headers: {...STALE_FOR_A_MINUTE, 'X-A': '2'}}},
        seen: 'validated',
        body: 'one',
        served: {'X-A': '2', 'X-B': '1'},
      },
      {
        origin: {ifConditional: {status: 304, headers: {...FRESH_FOR_AN_HOUR, 'X-B': '2'}}},
        seen: 'validated',
        body: 'one',
        served: {'X-A': '2', 'X-B': '2'},
      },
      {seen: 'hit', body: 'one', served: {'X-A': '2', 'X-B': '2'}},
    ],
  },
  {
    level: 'must',
    section: '§3.2',
    says: 'a new response has nothing of what a 304 changed in the old one',
    exchanges: [
      {origin: {headers: {...TAGGED, ...STALE_FOR_A_MINUTE}}, seen: 'fetched'},
      {
        origin: {ifConditional: {status: 304, headers: {...STALE_FOR_A_MINUTE, 'X-A': '2'}}},
        seen: 'validated',
        body: 'one',
        served: {'X-A': '2'},
      },
      {origin: {headers: {...FRESH_FOR_AN_HOUR, ETag: '"2"'}}, seen: 'validated', body: 'three'},
      {seen: 'hit', body: 'three', served: {'X-A': null}},
    ],
  },
  {
    level: 'must',
    section: '§4.1',
    says: 'a 304 that changes Vary is heeded',
    exchanges: [
      {origin: {headers: {...TAGGED, ...STALE_FOR_A_MINUTE}}, headers: {Foo: '1'}, seen: 'fetched'},
      {
        headers: {Foo: '1'},
        origin: {ifConditional: {status: 304, headers: {...FRESH_FOR_AN_HOUR, Vary: 'Foo'}}},
        seen: 'validated',
        body: 'one',
      },
      {
        headers: {Foo: '2'},
        origin: {status: 200, headers: FRESH_FOR_AN_HOUR},
        seen: 'validated',
        body: 'three',
      },
    ],
  },
  stored('must', '§3', 'a status text and all is reused', FRESH.headers ?? {}, {ETag: '"1"'}),
];
