import {DAY, FRESH_FOR_AN_HOUR, STALE_FOR_A_MINUTE, secondsFromNow} from '../answers.js';
import type {Answer, Exchange, Row} from '../exchange.js';

const modified = secondsFromNow(-DAY);

function stale(headers: Record<string, string>): Answer {
  return {headers: {...STALE_FOR_A_MINUTE, ...headers}};
}

/** A stale response, and what a 304 or anything else does to it. */
function after(
  level: Row['level'],
  section: string,
  says: string,
  headers: Record<string, string>,
  ...exchanges: Exchange[]
): Row {
  return {
    level,
    section,
    says,
    exchanges: [{origin: stale(headers), seen: 'fetched'}, ...exchanges],
  };
}

const WITH_304 = (headers: NonNullable<Answer['headers']>): Answer => ({
  ifConditional: {status: 304, headers},
});

/** RFC 9111 §4.3, §5.2.2.2, §5.2.2.4 */
export const validation: Row[] = [
  after(
    'should',
    '§4.3.1',
    'If-None-Match has the stored ETag',
    {ETag: '"1"'},
    {
      seen: 'validated',
      body: 'one',
      asked: {'If-None-Match': '"1"', 'If-Modified-Since': null},
    },
  ),
  after(
    'should',
    '§4.3.1',
    'a weak ETag goes out as it is',
    {ETag: 'W/"1"'},
    {
      seen: 'validated',
      body: 'one',
      asked: {'If-None-Match': 'W/"1"'},
    },
  ),
  after(
    'should',
    '§4.3.1',
    'a comma in an ETag',
    {ETag: '"a, b"'},
    {
      seen: 'validated',
      body: 'one',
      asked: {'If-None-Match': '"a, b"'},
    },
  ),
  after(
    'should',
    '§4.3.1',
    'an ETag without quotes goes out as it is',
    {ETag: 'abc'},
    {
      seen: 'validated',
      body: 'one',
      asked: {'If-None-Match': 'abc'},
    },
  ),
  after(
    'should',
    '§4.3.1',
    'If-Modified-Since has the stored Last-Modified',
    {
      'Last-Modified': modified,
    },
    {
      seen: 'validated',
      body: 'one',
      asked: {'If-Modified-Since': modified, 'If-None-Match': null},
    },
  ),
  after(
    'should',
    '§4.3.1',
    'both go out where both are known',
    {
      ETag: '"1"',
      'Last-Modified': modified,
    },
    {
      seen: 'validated',
      body: 'one',
      asked: {'If-Modified-Since': modified, 'If-None-Match': '"1"'},
    },
  ),
  after('must', '§4.3.1', 'without a validator, without condition', {}, {seen: 'fetched'}),
  after(
    'must',
    '§4.3.1',
    'the fields of the request go along',
    {ETag: '"1"'},
    {
      headers: {'X-Own': 'yes'},
      seen: 'validated',
      body: 'one',
      asked: {'X-Own': 'yes'},
    },
  ),
  after(
    'must',
    '§4.3.4',
    'a 304 makes fresh',
    {ETag: '"1"'},
    {origin: {headers: FRESH_FOR_AN_HOUR}, seen: 'validated', body: 'one'},
    {seen: 'hit', body: 'one'},
  ),
  after(
    'must',
    '§4.3.4',
    'a 304 without fields of its own makes as fresh as a new response would',
    {
      ETag: '"1"',
      Age: '3600',
      'Cache-Control': 'max-age=1800',
    },
    {origin: WITH_304({}), seen: 'validated', body: 'one'},
    {seen: 'hit', body: 'one'},
  ),
  after(
    'must',
    '§4.3.4',
    'a 304 without Date makes fresh',
    {ETag: '"1"', Date: secondsFromNow(-DAY)},
    {origin: WITH_304({...FRESH_FOR_AN_HOUR, Date: null}), seen: 'validated', body: 'one'},
    {seen: 'hit', body: 'one'},
  ),
  after(
    'must',
    '§4.3.4',
    'a 304 that is stale on arrival leaves stale',
    {ETag: '"1"'},
    {seen: 'validated', body: 'one'},
    {seen: 'validated', body: 'one'},
  ),
  after(
    'must',
    '§4.3.4',
    'a 304 that says no-cache is heeded',
    {ETag: '"1"'},
    {origin: {headers: {'Cache-Control': 'max-age=3600, no-cache'}}, seen: 'validated'},
    {seen: 'validated', body: 'one'},
  ),
  after(
    'must',
    '§3.2',
    'a 304 that shortens the lifetime is heeded',
    {
      ETag: '"1"',
      'Cache-Control': 'max-age=3600',
      Age: '0',
    },
    {cache: 'no-cache', origin: stale({ETag: '"1"'}), seen: 'validated', body: 'one'},
    {seen: 'validated', body: 'one'},
  ),
  after(
    'must',
    '§4.3.4',
    'a 304 with the same tag, weak where the stored one is strong',
    {ETag: '"1"'},
    {origin: WITH_304({ETag: 'W/"1"', ...FRESH_FOR_AN_HOUR}), seen: 'validated', body: 'one'},
    {seen: 'hit', body: 'one'},
  ),
  after(
    'must',
    '§4.3.4',
    'a 304 with another tag is of something else, which is fetched',
    {ETag: '"1"'},
    {
      origin: {
        ...WITH_304({ETag: '"2"', ...FRESH_FOR_AN_HOUR}),
        headers: {ETag: '"2"', ...FRESH_FOR_AN_HOUR},
      },
      seen: 'validated',
      requests: 2,
      body: 'two',
    },
    {seen: 'hit', body: 'two'},
  ),
  after(
    'must',
    '§4.3.4',
    'a 304 with another date is of something else, which is fetched',
    {
      'Last-Modified': modified,
    },
    {
      origin: {...WITH_304({'Last-Modified': secondsFromNow(-60)}), headers: FRESH_FOR_AN_HOUR},
      seen: 'validated',
      requests: 2,
      body: 'two',
    },
  ),
  after(
    'must',
    '§4.3.3',
    'a full response replaces what is stored',
    {ETag: '"1"'},
    {origin: {headers: {ETag: '"2"', ...FRESH_FOR_AN_HOUR}}, seen: 'validated', body: 'two'},
    {seen: 'hit', body: 'two'},
  ),
  after(
    'must',
    '§4.3.3',
    'the next request has the new validator',
    {ETag: '"1"'},
    {origin: stale({ETag: '"2"'}), seen: 'validated', body: 'two'},
    {seen: 'validated', body: 'two', asked: {'If-None-Match': '"2"'}},
  ),
  after(
    'must',
    '§4.3.3',
    'a full response without validator replaces what is stored',
    {ETag: '"1"'},
    {origin: {status: 200, headers: STALE_FOR_A_MINUTE}, seen: 'validated', body: 'two'},
    {seen: 'fetched', body: 'three'},
  ),
  after(
    'optimal',
    '§4.3.4',
    'a full response with the same tag freshens',
    {ETag: '"1"'},
    {
      origin: {status: 200, body: 'one', headers: {ETag: '"1"', ...FRESH_FOR_AN_HOUR}},
      seen: 'validated',
      body: 'one',
    },
    {seen: 'hit', body: 'one'},
  ),
  after(
    'must',
    '§4.3.3',
    'a 404 reaches the page',
    {ETag: '"1"'},
    {origin: {status: 404}, seen: 'validated', status: 404},
  ),
  after(
    'must',
    '§4.3.3',
    'a 410 reaches the page',
    {ETag: '"1"'},
    {origin: {status: 410}, seen: 'validated', status: 410},
  ),

  {
    level: 'must',
    section: '§5.2.2.4',
    says: 'no-cache is validated each time',
    exchanges: [
      {
        origin: {headers: {ETag: '"1"', 'Cache-Control': 'max-age=3600, no-cache'}},
        seen: 'fetched',
      },
      {seen: 'validated', body: 'one'},
      {seen: 'validated', body: 'one'},
    ],
  },
  {
    level: 'must',
    section: '§5.2.2.4',
    says: 'no-cache without validator is fetched each time',
    exchanges: [
      {origin: {headers: {'Cache-Control': 'max-age=3600, no-cache'}}, seen: 'fetched'},
      {seen: 'fetched'},
    ],
  },
  {
    level: 'must',
    section: '§5.2.2.4',
    says: 'no-cache with an Expires in the future is validated',
    exchanges: [
      {
        origin: {headers: {ETag: '"1"', Expires: secondsFromNow(DAY), 'Cache-Control': 'no-cache'}},
        seen: 'fetched',
      },
      {seen: 'validated', body: 'one'},
    ],
  },
  {
    level: 'must',
    section: '§5.2.2.4',
    says: 'no-cache without the origin is a 504',
    exchanges: [
      {origin: {headers: {ETag: '"1"', 'Cache-Control': 'no-cache'}}, seen: 'fetched'},
      {origin: 'unreachable', seen: 'validated', status: 504},
    ],
  },
  ...(
    [
      ['no-cache="x-a"', {'X-A': null, 'X-B': 'b'}],
      ['no-cache=x-a', {'X-A': null, 'X-B': 'b'}],
      ['no-cache="X-A, x-b"', {'X-A': null, 'X-B': null}],
      ['no-cache="x-a X-B"', {'X-A': null, 'X-B': null}],
      ['no-cache="x-c"', {'X-A': 'a', 'X-B': 'b'}],
    ] as [string, Record<string, string | null>][]
  ).map(
    ([directive, served]): Row => ({
      level: 'must',
      section: '§5.2.2.4',
      says: `with ${directive}, the rest is reused without those fields`,
      exchanges: [
        {
          origin: {
            headers: {
              ETag: '"1"',
              'Cache-Control': `max-age=3600, ${directive}`,
              'X-A': 'a',
              'X-B': 'b',
            },
          },
          seen: 'fetched',
          served: {'X-A': 'a', 'X-B': 'b'},
        },
        {seen: 'hit', served},
        {cache: 'no-cache', seen: 'validated', body: 'one', served: {'X-A': 'a', 'X-B': 'b'}},
      ],
    }),
  ),
  {
    level: 'must',
    section: '§5.2.2.2',
    says: 'must-revalidate without the origin is a 504, once stale',
    exchanges: [
      {
        origin: {
          headers: {ETag: '"1"', Age: '120', 'Cache-Control': 'max-age=60, must-revalidate'},
        },
        seen: 'fetched',
      },
      {origin: 'unreachable', seen: 'validated', status: 504},
    ],
  },
  {
    level: 'optimal',
    section: '§5.2.2.2',
    says: 'must-revalidate is reused while fresh',
    exchanges: [
      {
        origin: {headers: {ETag: '"1"', 'Cache-Control': 'max-age=3600, must-revalidate'}},
        seen: 'fetched',
      },
      {origin: 'unreachable', seen: 'hit'},
    ],
  },
  {
    level: 'must',
    section: '§5.2.2.2',
    says: 'must-revalidate and a 503: the page sees the 503',
    exchanges: [
      {
        origin: {
          headers: {ETag: '"1"', Age: '120', 'Cache-Control': 'max-age=60, must-revalidate'},
        },
        seen: 'fetched',
      },
      {origin: {status: 503}, seen: 'validated', status: 503},
    ],
  },
  {
    level: 'must',
    section: '§4.3.3',
    says: 'a 200 replaces a stored 404',
    exchanges: [
      {origin: {status: 404, headers: {'Cache-Control': 'max-age=60', Age: '30'}}, seen: 'fetched'},
      {cache: 'no-cache', origin: {status: 200, headers: FRESH_FOR_AN_HOUR}, seen: 'fetched'},
      {seen: 'hit', status: 200, body: 'two'},
    ],
  },
];
