import {FRESH_FOR_AN_HOUR, fetchedAgain, TAGGED} from '../answers.js';
import type {Answer, Row} from '../exchange.js';

function varying(vary: string | string[], headers: Record<string, string> = {}): Answer {
  return {headers: {...FRESH_FOR_AN_HOUR, Vary: vary, ...headers}};
}

/** Two requests, with fields of which a response says that it varies on them. */
function pair(
  level: Row['level'],
  says: string,
  vary: string | string[],
  [first, second]: [Record<string, string>, Record<string, string>],
  seen: 'hit' | 'fetched',
): Row {
  return {
    level,
    section: '§4.1',
    says,
    exchanges: [
      {headers: first, origin: varying(vary), seen: 'fetched'},
      {headers: second, seen},
    ],
  };
}

/** RFC 9111 §4.1 */
export const vary: Row[] = [
  ...['*', '*, Foo', 'Foo, *', ', *', ['Foo', '*'], ['*', 'Foo']].map(
    (value): Row => ({
      level: 'must',
      section: '§4.1',
      says: `Vary: ${value} always fails to match`,
      exchanges: fetchedAgain({headers: {...FRESH_FOR_AN_HOUR, Vary: value}}),
    }),
  ),
  pair('optimal', 'the same value matches', 'Foo', [{Foo: '1'}, {Foo: '1'}], 'hit'),
  pair('must', 'another value does not match', 'Foo', [{Foo: '1'}, {Foo: '2'}], 'fetched'),
  pair('must', 'absent matches absent', 'Foo', [{}, {}], 'hit'),
  pair('must', 'a value does not match an absent field', 'Foo', [{}, {Foo: '1'}], 'fetched'),
  pair('must', 'an absent field does not match a value', 'Foo', [{Foo: '1'}, {}], 'fetched'),
  pair('must', 'names have no case', 'fOO', [{Foo: '1'}, {foo: '1'}], 'hit'),
  pair(
    'must',
    'names without case do not match either',
    'fOO',
    [{Foo: '1'}, {foo: '2'}],
    'fetched',
  ),
  pair('optimal', 'a field that is not named may differ', 'Foo', [{Bar: '1'}, {Bar: '2'}], 'hit'),
  pair(
    'optimal',
    'all of several fields match',
    'Foo, Bar',
    [
      {Foo: '1', Bar: '2'},
      {Bar: '2', Foo: '1'},
    ],
    'hit',
  ),
  pair(
    'must',
    'one of several fields does not match',
    'Foo, Bar',
    [
      {Foo: '1', Bar: '2'},
      {Foo: '1', Bar: '3'},
    ],
    'fetched',
  ),
  pair(
    'must',
    'values of two fields are not mixed up',
    'Foo, Bar',
    [
      {Foo: '1', Bar: '2'},
      {Foo: '2', Bar: '1'},
    ],
    'fetched',
  ),
  pair('must', 'several lines of Vary', ['Foo', 'Bar'], [{Bar: '1'}, {Bar: '2'}], 'fetched'),
  pair('must', 'empty members of Vary are none', ', Foo,, ', [{Foo: '1'}, {Foo: '2'}], 'fetched'),
  pair('optimal', 'optional whitespace', 'Foo', [{Foo: 'a, b'}, {Foo: 'a,b'}], 'hit'),
  pair('optimal', 'more whitespace', 'Foo', [{Foo: 'a ,  b'}, {Foo: 'a, b'}], 'hit'),
  pair('must', 'whitespace within a value', 'Foo', [{Foo: 'a b'}, {Foo: 'ab'}], 'fetched'),
  pair('must', 'the order in an unknown field', 'Foo', [{Foo: 'a, b'}, {Foo: 'b, a'}], 'fetched'),
  pair('must', 'the case in an unknown field', 'Foo', [{Foo: 'a'}, {Foo: 'A'}], 'fetched'),
  ...(
    [
      ['order', 'en;q=0.5, de', 'de, en;q=0.5', 'hit'],
      ['case', 'EN, de', 'en, DE', 'hit'],
      ['whitespace', 'en;q=0.5,de', 'en; q=0.5 , de', 'hit'],
      ['another qvalue', 'en;q=0.5, de', 'en;q=0.6, de', 'fetched'],
      ['swapped qvalues', 'en;q=0.5, de', 'de;q=0.5, en', 'fetched'],
      ['another language', 'en, de', 'en, fr', 'fetched'],
      ['a region', 'en', 'en-GB', 'fetched'],
      ['fewer languages', 'en, de', 'en', 'fetched'],
    ] as const
  ).map(([what, first, second, seen]) =>
    pair(
      seen === 'hit' ? 'optimal' : 'must',
      `${what} in Accept-Language`,
      'Accept-Language',
      [{'Accept-Language': first}, {'Accept-Language': second}],
      seen,
    ),
  ),
  pair(
    'optimal',
    'order in Accept',
    'Accept',
    [{Accept: 'text/html, text/plain;q=0.5'}, {Accept: 'text/plain;q=0.5, text/html'}],
    'hit',
  ),
  pair(
    'must',
    'another type in Accept',
    'Accept',
    [{Accept: 'text/html'}, {Accept: 'text/plain'}],
    'fetched',
  ),
  pair('optimal', 'what a browser never changes', 'Accept-Encoding, User-Agent', [{}, {}], 'hit'),
  pair(
    'must',
    'another Authorization',
    'Authorization',
    [{Authorization: 'Basic YTpi'}, {Authorization: 'Basic YTpj'}],
    'fetched',
  ),
  pair(
    'optimal',
    'the same Authorization',
    'Authorization',
    [{Authorization: 'Basic YTpi'}, {Authorization: 'Basic YTpi'}],
    'hit',
  ),
  {
    level: 'must',
    section: '§4.1',
    says: 'what a worker cannot see may differ',
    exchanges: [
      {origin: varying('Cookie', TAGGED), seen: 'fetched'},
      {seen: 'validated', body: 'one'},
    ],
  },
  {
    level: 'optimal',
    section: '§4.1',
    says: 'responses to three requests are kept side by side',
    exchanges: [
      {headers: {Foo: '1'}, origin: varying('Foo'), seen: 'fetched'},
      {headers: {Foo: '2'}, seen: 'fetched'},
      {headers: {Foo: '3'}, seen: 'fetched'},
      {headers: {Foo: '1'}, seen: 'hit', body: 'one'},
      {headers: {Foo: '2'}, seen: 'hit', body: 'two'},
      {headers: {Foo: '3'}, seen: 'hit', body: 'three'},
      {seen: 'fetched', body: 'seven'},
    ],
  },
  {
    level: 'optimal',
    section: '§4.1',
    says: 'so are languages',
    exchanges: [
      {
        headers: {'Accept-Language': 'en'},
        origin: varying('Accept-Language'),
        seen: 'fetched',
      },
      {headers: {'Accept-Language': 'de'}, seen: 'fetched'},
      {headers: {'Accept-Language': 'fr'}, seen: 'fetched'},
      {headers: {'Accept-Language': 'EN'}, seen: 'hit', body: 'one'},
      {headers: {'Accept-Language': 'de'}, seen: 'hit', body: 'two'},
    ],
  },
  {
    level: 'optimal',
    section: '§4.1',
    says: 'responses that vary on different fields',
    exchanges: [
      {headers: {Foo: '1', Bar: '1'}, origin: varying('Foo'), seen: 'fetched'},
      {headers: {Foo: '2', Bar: '1'}, origin: varying('Foo, Bar'), seen: 'fetched'},
      {headers: {Foo: '2', Bar: '1'}, seen: 'hit', body: 'two'},
      {headers: {Foo: '2', Bar: '2'}, seen: 'fetched', body: 'four'},
    ],
  },
  {
    level: 'must',
    section: '§4.1',
    says: 'a response without Vary answers every request, the newest first',
    exchanges: [
      {headers: {Foo: '1'}, origin: varying('Foo'), seen: 'fetched'},
      {headers: {Foo: '2'}, origin: {headers: FRESH_FOR_AN_HOUR}, seen: 'fetched'},
      {headers: {Foo: '3'}, seen: 'hit', body: 'two'},
    ],
  },
  {
    level: 'should',
    section: '§4.3.1',
    says: 'the strong tags of all variants go into one If-None-Match, and a 304 selects one',
    exchanges: [
      {headers: {Foo: '1'}, origin: varying('Foo', {ETag: '"a"'}), seen: 'fetched'},
      {
        headers: {Foo: '2'},
        origin: varying('Foo', {ETag: '"b"'}),
        seen: 'validated',
        body: 'two',
        asked: {'If-None-Match': '"a"'},
      },
      {
        headers: {Foo: '3'},
        origin: varying('Foo', {ETag: '"a"'}),
        seen: 'validated',
        status: 200,
        body: 'one',
        asked: {'If-None-Match': /^"a", "b"$|^"b", "a"$/},
      },
      {headers: {Foo: '1'}, seen: 'hit', body: 'one'},
      {headers: {Foo: '2'}, seen: 'hit', body: 'two'},
    ],
  },
  {
    level: 'must',
    section: 'RFC 9110 §8.8.1',
    says: 'a weak tag does not tell variants apart, and is not sent for another',
    alone: true,
    exchanges: [
      {headers: {Foo: '1'}, origin: varying('Foo', {ETag: 'W/"a"'}), seen: 'fetched'},
      {headers: {Foo: '2'}, origin: varying('Foo', {ETag: 'W/"b"'}), seen: 'fetched'},
      {headers: {Foo: '1'}, seen: 'hit', body: 'one'},
    ],
  },
  {
    level: 'must',
    section: 'RFC 9110 §8.8.1',
    says: 'a date does not tell variants apart',
    alone: true,
    exchanges: [
      {
        headers: {Foo: '1'},
        origin: varying('Foo', {'Last-Modified': 'Sat, 01 Jun 2024 12:00:00 GMT'}),
        seen: 'fetched',
      },
      {headers: {Foo: '2'}, seen: 'fetched'},
    ],
  },
  {
    level: 'must',
    section: '§4.3.4',
    says: 'a 304 for one variant leaves the others as they are',
    exchanges: [
      {
        headers: {Foo: '1'},
        origin: varying('Foo', {ETag: '"a"', 'Cache-Control': 'max-age=60', Age: '120'}),
        seen: 'fetched',
      },
      {
        headers: {Foo: '2'},
        origin: varying('Foo', {ETag: '"b"', 'Cache-Control': 'max-age=60', Age: '120'}),
        seen: 'validated',
        body: 'two',
      },
      {
        headers: {Foo: '1'},
        origin: varying('Foo', {ETag: '"a"'}),
        seen: 'validated',
        body: 'one',
        asked: {'If-None-Match': '"a"'},
      },
      {headers: {Foo: '1'}, seen: 'hit', body: 'one'},
      {
        headers: {Foo: '2'},
        origin: varying('Foo', {ETag: '"b"'}),
        seen: 'validated',
        body: 'two',
        asked: {'If-None-Match': '"b"'},
      },
    ],
  },
  {
    level: 'must',
    section: '§4.1',
    says: 'without the origin, another variant is not served',
    exchanges: [
      {headers: {Foo: '1'}, origin: varying('Foo', TAGGED), seen: 'fetched'},
      {headers: {Foo: '1', 'Cache-Control': 'only-if-cached'}, seen: 'hit', body: 'one'},
      {headers: {Foo: '2', 'Cache-Control': 'only-if-cached'}, seen: 'refused'},
    ],
  },
];
