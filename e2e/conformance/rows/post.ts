import {FRESH_FOR_AN_HOUR, secondsFromNow, TAGGED} from '../answers.js';
import type {Answer, Row} from '../exchange.js';

const POST = {method: 'POST', send: 'x'} as const;

function post(
  level: Row['level'],
  says: string,
  headers: Record<string, string>,
  seen: 'hit' | 'fetched',
  status = 200,
): Row {
  return {
    level,
    section: 'RFC 9110 §9.3.3',
    says,
    exchanges: [
      {...POST, origin: {status, headers}, seen: 'fetched'},
      {seen, ...(seen === 'hit' && {status, body: 'one'})},
    ],
  };
}

const LOCATED: Answer = {headers: {...FRESH_FOR_AN_HOUR, 'Content-Location': '{row}/a'}};

/** RFC 9110 §9.3.3, §9.3.4, §9.3.5 */
export const posts: Row[] = [
  post(
    'optimal',
    'with max-age and its own URL in Content-Location, it answers GET',
    {
      ...FRESH_FOR_AN_HOUR,
      'Content-Location': '{row}/a',
    },
    'hit',
  ),
  post(
    'optimal',
    'a relative Content-Location',
    {...FRESH_FOR_AN_HOUR, 'Content-Location': 'a'},
    'hit',
  ),
  post(
    'optimal',
    'a whole URL in Content-Location',
    {
      ...FRESH_FOR_AN_HOUR,
      'Content-Location': '{origin}{row}/a',
    },
    'hit',
  ),
  post(
    'optimal',
    'with Expires',
    {
      Expires: secondsFromNow(3600),
      'Content-Location': '{row}/a',
    },
    'hit',
  ),
  post('optimal', 'a 201', {...FRESH_FOR_AN_HOUR, 'Content-Location': '{row}/a'}, 'hit', 201),
  post('must', 'without Content-Location', FRESH_FOR_AN_HOUR, 'fetched'),
  post(
    'must',
    'with another URL in Content-Location',
    {
      ...FRESH_FOR_AN_HOUR,
      'Content-Location': '{row}/b',
    },
    'fetched',
  ),
  post(
    'must',
    'with another search in Content-Location',
    {
      ...FRESH_FOR_AN_HOUR,
      'Content-Location': '{row}/a?x=1',
    },
    'fetched',
  ),
  post(
    'must',
    'with another origin in Content-Location',
    {
      ...FRESH_FOR_AN_HOUR,
      'Content-Location': 'https://other.example{row}/a',
    },
    'fetched',
  ),
  post('must', 'with nothing that tells its lifetime', {'Content-Location': '{row}/a'}, 'fetched'),
  post(
    'must',
    'with Last-Modified alone, since no lifetime is to be guessed',
    {
      'Content-Location': '{row}/a',
      'Last-Modified': secondsFromNow(-864_000),
    },
    'fetched',
  ),
  post(
    'must',
    'with no-store',
    {
      'Cache-Control': 'max-age=3600, no-store',
      'Content-Location': '{row}/a',
    },
    'fetched',
  ),
  {
    level: 'must',
    section: 'RFC 9110 §9.3.3',
    says: 'a POST is never answered from what is stored',
    exchanges: [
      {...POST, origin: LOCATED, seen: 'fetched'},
      {...POST, seen: 'fetched', body: 'two'},
    ],
  },
  {
    level: 'must',
    section: '§4',
    says: 'a stored GET does not answer POST',
    exchanges: [
      {origin: {headers: FRESH_FOR_AN_HOUR}, seen: 'fetched'},
      {...POST, seen: 'fetched', body: 'two'},
    ],
  },
  {
    level: 'optimal',
    section: 'RFC 9110 §9.3.3',
    says: 'it replaces what it has invalidated',
    exchanges: [
      {origin: {headers: {...TAGGED, ...FRESH_FOR_AN_HOUR}}, seen: 'fetched'},
      {...POST, origin: LOCATED, seen: 'fetched'},
      {seen: 'hit', body: 'two'},
    ],
  },
  {
    level: 'must',
    section: 'RFC 9110 §9.3.3',
    says: 'without Content-Location it replaces nothing',
    exchanges: [
      {origin: {headers: {...TAGGED, ...FRESH_FOR_AN_HOUR}}, seen: 'fetched'},
      {...POST, origin: {status: 200, headers: FRESH_FOR_AN_HOUR}, seen: 'fetched'},
      {origin: {headers: {...TAGGED, ...FRESH_FOR_AN_HOUR}}, seen: 'validated', body: 'one'},
    ],
  },
  {
    level: 'must',
    section: 'RFC 9110 §9.3.3',
    says: 'a later POST invalidates it',
    exchanges: [
      {
        ...POST,
        origin: {headers: {...TAGGED, ...FRESH_FOR_AN_HOUR, 'Content-Location': 'a'}},
        seen: 'fetched',
      },
      {seen: 'hit', body: 'one'},
      {...POST, origin: {status: 204}, seen: 'fetched'},
      {origin: {headers: {...TAGGED, ...FRESH_FOR_AN_HOUR}}, seen: 'validated', body: 'one'},
    ],
  },
  ...(['PUT', 'PATCH', 'DELETE', 'M-SEARCH'] as const).map(
    (method): Row => ({
      level: 'must',
      section: 'RFC 9110 §9.3',
      says: `a response to ${method} does not answer GET`,
      exchanges: [
        {method, origin: LOCATED, seen: 'fetched'},
        {seen: 'fetched', body: 'two'},
      ],
    }),
  ),
  ...(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'M-SEARCH'] as const).map(
    (method): Row => ({
      level: 'must',
      section: '§4',
      says: `${method} reaches the origin each time, with its fields and body`,
      exchanges: [
        {
          method,
          headers: {'X-Own': 'yes'},
          ...(method !== 'OPTIONS' && {send: 'abc'}),
          origin: {headers: FRESH_FOR_AN_HOUR},
          seen: 'fetched',
          asked: {'X-Own': 'yes', ...(method !== 'OPTIONS' && {'Content-Length': '3'})},
        },
        {method, seen: 'fetched', body: 'two'},
      ],
    }),
  ),
];
