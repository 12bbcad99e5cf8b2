import {FRESH_FOR_AN_HOUR, TAGGED} from '../answers.js';
import type {Answer, Exchange, Row} from '../exchange.js';

const FRESH: Answer = {headers: {...TAGGED, ...FRESH_FOR_AN_HOUR}};

/** Something fresh, a request that may invalidate it, and whether it was. */
function after(
  level: Row['level'],
  section: string,
  says: string,
  change: Omit<Exchange, 'seen'>,
  seen: 'validated' | 'hit',
  origin = FRESH,
): Row {
  return {
    level,
    section,
    says,
    exchanges: [
      {origin, seen: 'fetched'},
      {seen: 'hit'},
      {...change, seen: 'fetched'},
      {origin: FRESH, seen, body: 'one'},
    ],
  };
}

const POST = {method: 'POST', send: 'x'} as const;

function grouped(groups: string | string[]): Answer {
  return {headers: {...TAGGED, ...FRESH_FOR_AN_HOUR, 'Cache-Groups': groups}};
}

function invalidating(groups: string | string[], request: Partial<Exchange> = POST) {
  return {
    ...request,
    path: '/b',
    origin: {status: 200, headers: {'Cache-Group-Invalidation': groups}},
  };
}

const G = '"{row}/g"';
const group = (
  level: Row['level'],
  says: string,
  stored: string | string[],
  invalidated: string | string[],
  seen: 'validated' | 'hit',
) => after(level, 'RFC 9875 §3', says, invalidating(invalidated), seen, grouped(stored));

/** RFC 9111 §4.4, RFC 9875 */
export const invalidation: Row[] = [
  ...(['POST', 'PUT', 'DELETE', 'PATCH', 'M-SEARCH'] as const).map((method) =>
    after(
      'must',
      '§4.4',
      `a ${method} invalidates its target`,
      {method, origin: {status: 200}},
      'validated',
    ),
  ),
  ...([200, 201, 202, 204, 205, 299, 300] as const).map((status) =>
    after(
      'must',
      '§4.4',
      `a POST that is answered ${status} invalidates`,
      {...POST, origin: {status}},
      'validated',
    ),
  ),
  ...([400, 403, 404, 409, 500, 503, 599] as const).map((status) =>
    after(
      'must',
      '§4.4',
      `a POST that is answered ${status} invalidates nothing`,
      {...POST, origin: {status}},
      'hit',
    ),
  ),
  after(
    'must',
    '§4.4',
    'a POST that is redirected invalidates its target',
    {
      ...POST,
      origin: {status: 303, headers: {Location: '{row}/elsewhere'}},
      requests: 2,
    },
    'validated',
  ),
  {
    level: 'must',
    section: '§4.4',
    says: 'what does not reach the origin invalidates nothing',
    exchanges: [
      {origin: FRESH, seen: 'fetched'},
      {...POST, headers: {'X-Own': '1'}, origin: {status: 500}, seen: 'fetched'},
      {seen: 'hit', body: 'one'},
    ],
  },
  after('must', '§4.4', 'OPTIONS is safe', {method: 'OPTIONS', origin: {status: 200}}, 'hit'),
  after(
    'must',
    '§4.4',
    'another URL is another target',
    {...POST, path: '/b', origin: {status: 200}},
    'hit',
  ),
  after(
    'must',
    '§4.4',
    'another search is another target',
    {...POST, path: '/a?x=1', origin: {status: 200}},
    'hit',
  ),
  after(
    'must',
    '§2',
    'a fragment is no part of the target',
    {...POST, path: '/a#b', origin: {status: 200}},
    'validated',
  ),
  ...(['Location', 'Content-Location'] as const).flatMap((name) => [
    ...['{row}/a', '{origin}{row}/a', 'a', './x/../a', '{row}/a#b'].map((value) =>
      after(
        'optimal',
        '§4.4',
        `${name}: ${value} of a POST elsewhere invalidates`,
        {
          ...POST,
          path: '/b',
          origin: {status: 201, headers: {[name]: value}},
        },
        'validated',
      ),
    ),
    ...['https://other.example{row}/a', 'http://localhost:1{row}/a', '//other.example{row}/a'].map(
      (value) =>
        after(
          'must',
          '§4.4',
          `${name}: ${value} of another origin invalidates nothing here`,
          {
            ...POST,
            path: '/b',
            origin: {status: 201, headers: {[name]: value}},
          },
          'hit',
        ),
    ),
    after(
      'must',
      '§4.4',
      `${name} of an error invalidates nothing`,
      {
        ...POST,
        path: '/b',
        origin: {status: 409, headers: {[name]: '{row}/a'}},
      },
      'hit',
    ),
    after(
      'must',
      '§4.4',
      `${name} of a safe request invalidates nothing`,
      {
        path: '/b',
        origin: {status: 200, headers: {[name]: '{row}/a'}},
      },
      'hit',
    ),
  ]),
  after(
    'optimal',
    '§4.4',
    'Location that is no URL refers to nothing',
    {
      ...POST,
      path: '/b',
      origin: {status: 201, headers: {Location: 'http://['}},
    },
    'hit',
  ),
  {
    level: 'optimal',
    section: '§4.4',
    says: 'Location and Content-Location together invalidate both',
    exchanges: [
      {path: '/a', origin: FRESH, seen: 'fetched'},
      {path: '/b', origin: FRESH, seen: 'fetched'},
      {
        ...POST,
        path: '/c',
        origin: {status: 201, headers: {Location: 'a', 'Content-Location': 'b'}},
        seen: 'fetched',
      },
      {path: '/a', origin: FRESH, seen: 'validated', body: 'one'},
      {path: '/b', origin: FRESH, seen: 'validated', body: 'two'},
    ],
  },
  {
    level: 'optimal',
    section: '§4.4',
    says: 'a 304 after the invalidation makes usable again',
    exchanges: [
      {origin: FRESH, seen: 'fetched'},
      {...POST, origin: {status: 204}, seen: 'fetched'},
      {origin: FRESH, seen: 'validated', body: 'one'},
      {seen: 'hit', body: 'one'},
    ],
  },
  {
    level: 'optimal',
    section: '§4.4',
    says: 'a new response after the invalidation is usable',
    exchanges: [
      {origin: FRESH, seen: 'fetched'},
      {...POST, origin: {status: 204}, seen: 'fetched'},
      {origin: {headers: {ETag: '"2"', ...FRESH_FOR_AN_HOUR}}, seen: 'validated', body: 'three'},
      {seen: 'hit', body: 'three'},
      {...POST, origin: {status: 204}, seen: 'fetched'},
      {
        origin: {headers: {ETag: '"2"', ...FRESH_FOR_AN_HOUR}},
        seen: 'validated',
        body: 'three',
        asked: {'If-None-Match': '"2"'},
      },
    ],
  },
  {
    level: 'must',
    section: '§4.4',
    says: 'what has no validator is fetched anew, past the HTTP cache of the browser',
    exchanges: [
      {origin: {headers: FRESH_FOR_AN_HOUR}, seen: 'fetched'},
      {...POST, path: '/b', origin: {status: 201, headers: {Location: 'a'}}, seen: 'fetched'},
      {origin: {headers: FRESH_FOR_AN_HOUR}, seen: 'fetched', body: 'three'},
      {seen: 'hit', body: 'three'},
    ],
  },
  {
    level: 'must',
    section: '§4.4',
    says: 'validation is mandatory: without the origin, a 504',
    exchanges: [
      {origin: FRESH, seen: 'fetched'},
      {...POST, origin: {status: 200}, seen: 'fetched'},
      {origin: 'unreachable', seen: 'validated', status: 504},
    ],
  },
  {
    level: 'must',
    section: '§4.4',
    says: 'validation is mandatory: max-stale and stale-while-revalidate do not count',
    exchanges: [
      {
        origin: {
          headers: {...TAGGED, 'Cache-Control': 'max-age=3600, stale-while-revalidate=9999'},
        },
        seen: 'fetched',
      },
      {...POST, origin: {status: 200}, seen: 'fetched'},
      {headers: {'Cache-Control': 'max-stale'}, origin: FRESH, seen: 'validated', body: 'one'},
    ],
  },
  {
    level: 'must',
    section: '§4.4',
    says: 'an error to the validation does not make usable',
    exchanges: [
      {origin: FRESH, seen: 'fetched'},
      {...POST, origin: {status: 200}, seen: 'fetched'},
      {origin: {status: 503}, seen: 'validated', status: 503},
      {origin: FRESH, seen: 'validated', body: 'one'},
    ],
  },
  {
    level: 'must',
    section: '§4.4',
    says: 'all variants are invalidated',
    exchanges: [
      {
        headers: {Foo: '1'},
        origin: {headers: {...FRESH_FOR_AN_HOUR, Vary: 'Foo', ETag: '"a"'}},
        seen: 'fetched',
      },
      {
        headers: {Foo: '2'},
        origin: {headers: {...FRESH_FOR_AN_HOUR, Vary: 'Foo', ETag: '"b"'}},
        seen: 'validated',
        body: 'two',
      },
      {headers: {Foo: '1'}, seen: 'hit', body: 'one'},
      {...POST, origin: {status: 200}, seen: 'fetched'},
      {
        headers: {Foo: '1'},
        origin: {headers: {...FRESH_FOR_AN_HOUR, Vary: 'Foo', ETag: '"a"'}},
        seen: 'validated',
        body: 'one',
      },
      {
        headers: {Foo: '2'},
        origin: {headers: {...FRESH_FOR_AN_HOUR, Vary: 'Foo', ETag: '"b"'}},
        seen: 'validated',
        body: 'two',
      },
    ],
  },

  group('optimal', 'a response of the group', G, G, 'validated'),
  group('optimal', 'one of several groups that it is in', `"{row}/f", ${G}`, G, 'validated'),
  group(
    'optimal',
    'one of several groups that are invalidated',
    G,
    `"{row}/f" , ${G}`,
    'validated',
  ),
  group('optimal', 'several lines of Cache-Groups', ['"{row}/f"', G], G, 'validated'),
  group('optimal', 'several lines of Cache-Group-Invalidation', G, ['"{row}/f"', G], 'validated'),
  group('must', 'parameters are ignored', `${G};x=1`, `${G};y`, 'validated'),
  group('must', 'an escaped quote', '"{row}\\"g"', '"{row}\\"g"', 'validated'),
  group('must', 'a comma in a name', '"{row}, g"', '"{row}, g"', 'validated'),
  group('must', 'half of a name with a comma is another', '"{row}/f, g"', '"g", "{row}/f"', 'hit'),
  group('must', 'another group', G, '"{row}/f"', 'hit'),
  group('must', 'names are compared with their case', G, '"{row}/G"', 'hit'),
  group('must', 'a token is no String, and the field is ignored', G, `token, ${G}`, 'hit'),
  group('must', 'so it is in Cache-Groups', `${G}, 1`, G, 'hit'),
  group('must', 'a String that never ends', G, `${G}, "f`, 'hit'),
  group('must', 'a comma at the end', G, `${G},`, 'hit'),
  group('must', 'an Inner List', G, `(${G})`, 'hit'),
  after(
    'must',
    'RFC 9875 §3',
    'a safe request invalidates no group',
    invalidating(G, {}),
    'hit',
    grouped(G),
  ),
  after(
    'optimal',
    'RFC 9875 §3',
    'an error invalidates no group',
    {
      ...POST,
      path: '/b',
      origin: {status: 500, headers: {'Cache-Group-Invalidation': G}},
    },
    'hit',
    grouped(G),
  ),
  {
    level: 'optimal',
    section: 'RFC 9875 §3',
    says: 'all responses of the group, those of other URLs too',
    exchanges: [
      {path: '/a', origin: grouped(G), seen: 'fetched'},
      {path: '/c', origin: grouped(G), seen: 'fetched'},
      {...invalidating(G), seen: 'fetched'},
      {path: '/a', origin: grouped(G), seen: 'validated', body: 'one'},
      {path: '/c', origin: grouped(G), seen: 'validated', body: 'two'},
      {path: '/a', seen: 'hit', body: 'one'},
    ],
  },
  {
    level: 'optimal',
    section: 'RFC 9875 §2',
    says: 'a response that a 304 has put into the group',
    exchanges: [
      {origin: FRESH, seen: 'fetched'},
      {cache: 'no-cache', origin: grouped(G), seen: 'validated', body: 'one'},
      {...invalidating(G), seen: 'fetched'},
      {origin: FRESH, seen: 'validated', body: 'one'},
    ],
  },
];
