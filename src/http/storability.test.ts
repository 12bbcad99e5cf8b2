import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {isWorthStoring, mayStore, spoilsCopy} from './storability.js';
import {
  dateAfterReceipt,
  type Fields,
  type Level,
  policyWith,
  requestFacts,
  storedResponse,
  titled,
} from './stored-response.fixture.js';

interface Row {
  level: Level;
  stores: boolean;
  method?: string;
  url?: string;
  redirected?: boolean;
  cache?: RequestCache;
  destination?: RequestDestination;
  requestFields?: Fields;
  status?: number;
  fields?: Fields;
}

const TABLES: Record<string, Row[]> = {
  '§3: "the request method is understood by the cache"': [
    {level: 'must', method: 'GET', stores: true},
    {level: 'must', method: 'HEAD', stores: false},
    {level: 'must', method: 'POST', stores: false},
    {level: 'must', method: 'PUT', stores: false},
    {level: 'must', method: 'DELETE', stores: false},
    {level: 'must', method: 'QUERY', stores: false},
    {level: 'must', method: 'POST', fields: {'cache-control': 'max-age=60'}, stores: false},
  ],
  '§3: "if the response status code is 206 or 304 ... the cache understands" it': [
    {level: 'must', status: 205, stores: true},
    {level: 'must', status: 206, stores: false},
    {level: 'must', status: 206, fields: {'cache-control': 'max-age=60'}, stores: false},
    {level: 'must', status: 207, stores: true},
    {level: 'must', status: 301, stores: true},
    {level: 'must', status: 304, stores: false},
    {level: 'must', status: 404, stores: true},
    {level: 'must', status: 500, stores: true},
    {level: 'must', status: 599, stores: true},
    // RFC 9110 §15: "values outside the range 100..599 are invalid".
    {level: 'must', status: 600, stores: false},
    {level: 'must', status: 999, stores: false},
    // Opaque: whether it may be stored is for a plugin to say.
    {level: 'optimal', status: 0, stores: true},
  ],
  '§5.2.2.5: no-store: "MUST NOT store any part of ... the response"': [
    {level: 'must', fields: {'cache-control': 'no-store'}, stores: false},
    {level: 'must', fields: {'cache-control': 'NO-STORE'}, stores: false},
    {level: 'must', fields: {'cache-control': 'max-age=60, no-store'}, stores: false},
    {level: 'must', fields: {'cache-control': 'no-store, max-age=60, public'}, stores: false},
    {level: 'must', fields: {'cache-control': 'no-store="x"'}, stores: false},
    {level: 'must', fields: {'cache-control': 'no-store='}, stores: false},
    {level: 'must', fields: {'cache-control': 'no-store =1'}, stores: false},
    {level: 'must', fields: {'cache-control': 'no-store, no-store'}, stores: false},
    {level: 'must', fields: {'cache-control': 'a="b, no-store'}, stores: false},
    {level: 'must', status: 404, fields: {'cache-control': 'no-store'}, stores: false},
    {level: 'must', fields: {'cache-control': 'no-cache'}, stores: true},
    {level: 'must', fields: {'cache-control': 'x="no-store"'}, stores: true},
    {level: 'must', fields: {'cache-control': 'x-no-store'}, stores: true},
    {level: 'must', fields: {pragma: 'no-store'}, stores: true},
  ],
  '§5.2.2.3: must-understand: "conformance to the requirements for that status code"': [
    {level: 'should', fields: {'cache-control': 'must-understand, no-store'}, stores: true},
    {level: 'should', fields: {'cache-control': 'no-store, Must-Understand'}, stores: true},
    {level: 'must', fields: {'cache-control': 'x="must-understand", no-store'}, stores: false},
    {
      level: 'must',
      requestFields: {'cache-control': 'no-store'},
      fields: {'cache-control': 'must-understand'},
      stores: false,
    },
    {
      level: 'must',
      fields: {'cache-control': 'must-understand, no-store', vary: '*'},
      stores: false,
    },
    {level: 'must', status: 206, fields: {'cache-control': 'must-understand'}, stores: false},
    ...understood(true, 200, 203, 204, 205, 300, 301, 303, 305, 307, 308, 400, 404, 409, 410, 417),
    ...understood(true, 421, 422, 426, 500, 501, 505),
    ...understood(false, 207, 208, 226, 299, 309, 399, 418, 419, 420, 423, 425, 427, 428, 429),
    ...understood(false, 431, 451, 506, 507, 511, 599, 0),
  ],
  'RFC 9110 §9.3.3: a POST is stored with "explicit freshness information and a Content-Location ... same value as the POST\'s target URI"':
    [
      posted('https://example.com/a', true),
      posted('/a', true),
      posted('a', true),
      posted('//example.com/a', true),
      posted('/a#fragment', true),
      posted('', true),
      posted('/b', false),
      posted('/a/', false),
      posted('/a?', false),
      posted('/A', false),
      posted('https://example.org/a', false),
      posted('http://example.com/a', false),
      posted('https://', false),
      {...posted('/a', true), url: 'https://example.com/a#b'},
      {...posted('/a?b', true), url: 'https://example.com/a?b'},
      {...posted('/a', false), url: 'https://example.com/a?b'},
      {...posted('/a', false), method: 'PUT'},
      {...posted('/a', false), method: 'QUERY'},
      {...posted('/a', false), redirected: true},
      {...posted('/a', false), requestFields: {'cache-control': 'no-store'}},
      postedWith({}, false),
      postedWith({'cache-control': 'public'}, false),
      postedWith({'last-modified': dateAfterReceipt(-1000)}, false),
      postedWith({'cache-control': 's-maxage=60'}, false),
      postedWith({'cache-control': 'max-age=0'}, true),
      postedWith({'cache-control': 'max-age=60, no-store'}, false),
      postedWith({expires: dateAfterReceipt(60)}, true),
      {
        level: 'must',
        method: 'POST',
        url: 'https://example.com/a',
        fields: {'cache-control': 'max-age=60', location: '/a'},
        stores: false,
      },
    ],
  '§5.2.2.7: "unqualified private" binds "a shared cache"': [
    {level: 'must', fields: {'cache-control': 'private'}, stores: true},
    {level: 'must', fields: {'cache-control': 'private="set-cookie"'}, stores: true},
  ],
  '§5.2.1.5: no-store of a request: "MUST NOT store ... any response to it"': [
    {level: 'must', requestFields: {'cache-control': 'no-store'}, stores: false},
    {
      level: 'must',
      requestFields: {'cache-control': 'max-age=0, No-Store'},
      stores: false,
    },
    {
      level: 'must',
      requestFields: {'cache-control': 'no-store'},
      fields: {'cache-control': 'max-age=60'},
      stores: false,
    },
    {level: 'must', requestFields: {'cache-control': 'no-cache, max-age=0'}, stores: true},
  ],
  'Fetch, HTTP-network-or-cache fetch: only mode no-store does not store': [
    {level: 'must', cache: 'no-store', stores: false},
    {level: 'must', cache: 'reload', stores: true},
    {level: 'must', cache: 'no-cache', stores: true},
    {level: 'must', cache: 'force-cache', stores: true},
    {level: 'must', cache: 'default', stores: true},
  ],
  '§4.1: "a member "*" always fails to match", so it never serves': [
    {level: 'optimal', fields: {vary: '*'}, stores: false},
    {level: 'optimal', fields: {vary: ' * '}, stores: false},
    {level: 'optimal', fields: {vary: 'Accept, *'}, stores: false},
    {level: 'optimal', fields: {vary: '*, Accept'}, stores: false},
    {level: 'optimal', fields: {vary: 'Accept-Encoding,*,Cookie'}, stores: false},
    {level: 'optimal', fields: {vary: 'Accept'}, stores: true},
    {level: 'optimal', fields: {vary: 'Cookie'}, stores: true},
    {level: 'optimal', fields: {vary: 'x-*'}, stores: true},
    {level: 'optimal', fields: {vary: ''}, stores: true},
  ],
  '§3.3: a stream of events is never complete': [
    {level: 'optimal', fields: {'content-type': 'text/event-stream'}, stores: false},
    {
      level: 'optimal',
      fields: {'content-type': 'multipart/x-mixed-replace; boundary=x'},
      stores: false,
    },
    {
      level: 'optimal',
      fields: {'content-type': 'Text/Event-Stream; charset=utf-8'},
      stores: false,
    },
    {level: 'optimal', fields: {'content-type': 'text/plain'}, stores: true},
    {level: 'optimal', fields: {'content-type': 'application/x-text/event-stream'}, stores: true},
  ],
  'no RFC: a page is not what a script, a style or an image is': [
    ...(['audio', 'font', 'image', 'manifest', 'script', 'style', 'track', 'video'] as const).map(
      (destination) => html(destination, false),
    ),
    ...(['worker', 'sharedworker'] as const).map((destination) => html(destination, false)),
    ...(['audioworklet'] as const).map((destination) => html(destination, false)),
    ...(['', 'document', 'iframe', 'frame', 'embed', 'object'] as const).map((destination) =>
      html(destination, true),
    ),
    {
      level: 'optimal',
      destination: 'script',
      fields: {'content-type': 'TEXT/HTML;charset=utf-8'},
      stores: false,
    },
    {
      level: 'optimal',
      destination: 'image',
      status: 404,
      fields: {'content-type': 'text/html'},
      stores: false,
    },
    {
      level: 'optimal',
      destination: 'script',
      fields: {'content-type': 'text/javascript'},
      stores: true,
    },
    {level: 'optimal', destination: 'image', fields: {'content-type': 'image/png'}, stores: true},
    {level: 'optimal', destination: 'image', fields: {}, stores: true},
  ],
};

/** What must be understood, with statuses that are, or are not, those of RFC 9110 §15. */
function understood(stores: boolean, ...statuses: number[]): Row[] {
  const fields = {'cache-control': 'must-understand, no-store'};
  return statuses.map((status) => ({level: 'should', status, fields, stores}));
}

/** The response to a POST to /a that says where its content is found, and for how long. */
function posted(location: string, stores: boolean): Row {
  const fields = {'cache-control': 'max-age=60', 'content-location': location};
  return {level: 'must', method: 'POST', url: 'https://example.com/a', fields, stores};
}

function postedWith(freshness: Fields, stores: boolean): Row {
  return {...posted('/a', stores), fields: {...freshness, 'content-location': '/a'}};
}

function html(destination: RequestDestination, stores: boolean): Row {
  return {level: 'optimal', destination, fields: {'content-type': 'text/html'}, stores};
}

describe.each(Object.entries(TABLES))('%s', (_, rows) => {
  test.each(titled(rows))(
    '%s',
    (_, {
      stores,
      method = 'GET',
      url = 'https://example.com/',
      redirected = false,
      cache = 'default',
      destination = '',
      requestFields = {},
      status = 200,
      fields = {},
    }) => {
      const request = requestFacts(requestFields, {method, url, cache, destination});
      expect(mayStore(request, storedResponse(fields, {status, redirected}))).toBe(stores);
    },
  );
});

test('§5.2.2.5 must: whatever surrounds a no-store, nothing is stored', () => {
  const directive = fc.constantFrom('max-age=60', 'public', 'x="a,b"', 'private', 'immutable', '');
  fc.assert(
    fc.property(
      fc.array(directive, {maxLength: 4}),
      fc.constantFrom('no-store', 'No-Store', 'NO-STORE="a"', ' no-store\t'),
      fc.array(directive, {maxLength: 4}),
      fc.constantFrom(200, 203, 301, 404, 500),
      (before, noStore, after, status) => {
        const fields = {'cache-control': [...before, noStore, ...after].join(',')};
        expect(mayStore(requestFacts(), storedResponse(fields, {status}))).toBe(false);
        expect(mayStore(requestFacts(fields), storedResponse({}, {status}))).toBe(false);
      },
    ),
  );
});

test.each([
  {level: 'optimal', status: 200, fields: {}, worth: true},
  {level: 'optimal', status: 200, fields: {'cache-control': 'max-age=0'}, worth: true},
  {level: 'optimal', status: 200, fields: {'cache-control': 'no-cache'}, worth: true},
  {level: 'optimal', status: 200, fields: {expires: '0'}, worth: true},
  {level: 'optimal', status: 203, fields: {}, worth: false},
  {level: 'optimal', status: 204, fields: {}, worth: false},
  {level: 'optimal', status: 301, fields: {}, worth: false},
  {level: 'optimal', status: 404, fields: {}, worth: false},
  {level: 'optimal', status: 404, fields: {'cache-control': 'public'}, worth: false},
  {level: 'optimal', status: 404, fields: {'cache-control': 'max-age'}, worth: false},
  {level: 'optimal', status: 404, fields: {'cache-control': 'max-age=0'}, worth: false},
  {level: 'optimal', status: 404, fields: {'cache-control': 'max-age=1'}, worth: true},
  {level: 'optimal', status: 404, fields: {'cache-control': 's-maxage=1'}, worth: false},
  {level: 'optimal', status: 404, fields: {expires: '0'}, worth: false},
  {level: 'optimal', status: 404, fields: {expires: dateAfterReceipt(0)}, worth: false},
  {level: 'optimal', status: 404, fields: {expires: dateAfterReceipt(1)}, worth: true},
  {
    level: 'optimal',
    status: 404,
    fields: {'last-modified': dateAfterReceipt(-1000)},
    worth: true,
  },
  {
    level: 'optimal',
    status: 403,
    fields: {'last-modified': dateAfterReceipt(-1000)},
    worth: false,
  },
  {
    level: 'optimal',
    status: 403,
    fields: {'last-modified': dateAfterReceipt(-1000), 'cache-control': 'public'},
    worth: true,
  },
  {level: 'optimal', status: 404, fields: {'last-modified': dateAfterReceipt(0)}, worth: false},
  {level: 'optimal', status: 500, fields: {'cache-control': 'max-age=60'}, worth: true},
  {level: 'optimal', status: 0, fields: {}, worth: false},
] as {level: Level; status: number; fields: Fields; worth: boolean}[])(
  '$level §3: a $status with $fields is worth storing: $worth',
  ({status, fields, worth}) => {
    expect(isWorthStoring(storedResponse(fields, {status}), policyWith())).toBe(worth);
  },
);

test.each([
  {level: 'optimal', status: 404, defaults: {maxAgeSeconds: 60}, worth: true},
  {level: 'must', status: 403, defaults: {maxAgeSeconds: 60}, worth: false},
  {level: 'optimal', status: 404, defaults: {maxAgeSeconds: 0}, worth: false},
])(
  '$level §4.2.2: a silent $status, by default fresh for $defaults, is worth storing: $worth',
  ({status, defaults, worth}) => {
    expect(isWorthStoring(storedResponse({}, {status}), policyWith(defaults))).toBe(worth);
  },
);

test.each([
  {level: 'must', status: 503, worth: false},
  {level: 'must', status: 0, worth: false},
  {level: 'must', status: 404, worth: false},
  {level: 'optimal', status: 200, worth: true},
])(
  '$level: override.minTtlSeconds does not make a silent $status worth storing: $worth',
  ({status, worth}) => {
    const policy = policyWith({}, {minTtlSeconds: 60});
    expect(isWorthStoring(storedResponse({}, {status}), policy)).toBe(worth);
  },
);

const HTML: Fields = {'content-type': 'text/html; charset=utf-8'};
const JSON_TYPE: Fields = {'content-type': 'application/json'};

test.each<{
  status?: number;
  fields?: Fields;
  destination?: RequestDestination;
  stored?: {status?: number; fields?: Fields};
  spoils: boolean;
}>([
  {status: 200, stored: {}, spoils: false},
  {status: 399, stored: {}, spoils: false},
  {status: 400, stored: {status: 399}, spoils: true},
  {status: 404, stored: {}, spoils: true},
  {status: 599, stored: {}, spoils: true},
  {status: 503, stored: {status: 400}, spoils: false},
  {status: 404, spoils: false},
  {fields: HTML, stored: {fields: JSON_TYPE}, spoils: true},
  {fields: HTML, stored: {fields: HTML}, spoils: false},
  {fields: JSON_TYPE, stored: {fields: HTML}, spoils: false},
  {fields: HTML, stored: {fields: JSON_TYPE}, destination: 'document', spoils: false},
  {fields: HTML, stored: {status: 404, fields: JSON_TYPE}, spoils: false},
  {fields: HTML, spoils: false},
])('must: $status $fields for "$destination" spoils a stored $stored: $spoils', (row) => {
  const {status = 200, fields = {}, destination = '', stored, spoils} = row;
  const response = storedResponse(fields, {status});
  const copy = stored && storedResponse(stored.fields ?? {}, {status: stored.status ?? 200});
  expect(spoilsCopy({destination}, response, copy)).toBe(spoils);
});
