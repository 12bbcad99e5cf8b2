import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {FreshnessDefaults, FreshnessOverride} from '../options.js';
import {type Decision, decideReuse, isServerFailure, mayBeShared, passesThrough} from './reuse.js';
import {
  dateAfterReceipt,
  type Fields,
  type Level,
  policyWith,
  RECEIVED_MS,
  requestFacts,
  storedResponse,
  titled,
} from './stored-response.fixture.js';
import type {StoredResponse} from './stored-response.js';
import type {SelectingValues} from './vary.js';

interface Situation {
  /** Fields of the stored response; `null` where none is stored. */
  stored: Fields | null;
  ageSeconds?: number;
  request?: Fields;
  cache?: RequestCache;
  mode?: RequestMode;
  redirected?: boolean;
  selecting?: SelectingValues;
  defaults?: FreshnessDefaults;
  override?: FreshnessOverride;
  ignoreVary?: boolean;
}

function decisionIn({
  stored,
  ageSeconds = 0,
  request = {},
  cache = 'default',
  mode = 'cors',
  redirected = false,
  selecting,
  defaults,
  override,
  ignoreVary,
}: Situation): {decision: Decision<StoredResponse>; response: StoredResponse | undefined} {
  const facts = selecting ? {redirected, selecting} : {redirected};
  const response = stored ? storedResponse(stored, facts) : undefined;
  const decision = decideReuse(
    requestFacts(request, {cache, mode}),
    response,
    {...policyWith(defaults, override), ignoreVary},
    RECEIVED_MS + ageSeconds * 1000,
  );
  return {decision, response};
}

/** A decision in words: what, why and, where the origin is asked first, when the copy stands in. */
function inWords(decision: Decision<StoredResponse>): string {
  const fallback = decision.kind === 'revalidate' ? `, else ${decision.fallback}` : '';
  return `${decision.kind}: ${decision.because}${fallback}`;
}

interface Row extends Situation {
  level: Level;
  decision: string;
}

const FRESH = {'cache-control': 'max-age=60'};
const MUST_REVALIDATE = {'cache-control': 'max-age=60, must-revalidate'};
const NO_CACHE = {'cache-control': 'max-age=60, no-cache'};
const IMMUTABLE = {'cache-control': 'max-age=60, immutable'};
const SWR = {'cache-control': 'max-age=60, stale-while-revalidate=30'};
const SIE = {'cache-control': 'max-age=60, stale-if-error=30'};
const OFFLINE = {offline: 'serve-stored'} as const;

const TABLES: Record<string, Row[]> = {
  '§4.2: "response_is_fresh = (freshness_lifetime > current_age)"': [
    {level: 'must', stored: FRESH, ageSeconds: 0, decision: 'serve: fresh'},
    {level: 'must', stored: FRESH, ageSeconds: 59, decision: 'serve: fresh'},
    {level: 'must', stored: FRESH, ageSeconds: 59.999, decision: 'serve: fresh'},
    {level: 'must', stored: FRESH, ageSeconds: 60, decision: 'revalidate: stale, else any-failure'},
    {level: 'must', stored: FRESH, ageSeconds: 61, decision: 'revalidate: stale, else any-failure'},
    {
      level: 'must',
      stored: {...FRESH, age: '60'},
      decision: 'revalidate: stale, else any-failure',
    },
    {level: 'must', stored: {...FRESH, age: '59'}, decision: 'serve: fresh'},
    {
      level: 'must',
      stored: {'cache-control': 'max-age=0'},
      decision: 'revalidate: stale, else any-failure',
    },
    {level: 'must', stored: {'cache-control': 'max-age=1'}, decision: 'serve: fresh'},
    {
      level: 'must',
      stored: {expires: dateAfterReceipt(0)},
      decision: 'revalidate: stale, else any-failure',
    },
    {level: 'must', stored: {expires: dateAfterReceipt(1)}, decision: 'serve: fresh'},
    {level: 'must', stored: {}, decision: 'revalidate: stale, else any-failure'},
    {level: 'must', stored: FRESH, ageSeconds: -3600, decision: 'serve: fresh'},
  ],
  '§4.2.1: defaults and overrides move the boundary and keep it': [
    {
      level: 'must',
      stored: {},
      defaults: {maxAgeSeconds: 30},
      ageSeconds: 29,
      decision: 'serve: fresh',
    },
    {
      level: 'must',
      stored: {},
      defaults: {maxAgeSeconds: 30},
      ageSeconds: 30,
      decision: 'revalidate: stale, else any-failure',
    },
    {
      level: 'must',
      stored: FRESH,
      override: {maxTtlSeconds: 30},
      ageSeconds: 29,
      decision: 'serve: fresh',
    },
    {
      level: 'must',
      stored: FRESH,
      override: {maxTtlSeconds: 30},
      ageSeconds: 30,
      decision: 'revalidate: stale, else any-failure',
    },
    {
      level: 'must',
      stored: FRESH,
      override: {minTtlSeconds: 90},
      ageSeconds: 89,
      decision: 'serve: fresh',
    },
    {
      level: 'must',
      stored: FRESH,
      override: {minTtlSeconds: 90},
      ageSeconds: 90,
      decision: 'revalidate: stale, else any-failure',
    },
    {
      level: 'must',
      stored: NO_CACHE,
      override: {minTtlSeconds: 90},
      decision: 'revalidate: no-cache, else never',
    },
  ],
  '§4: nothing is stored': [
    {level: 'must', stored: null, decision: 'fetch: not-stored'},
    {level: 'must', stored: null, cache: 'no-cache', decision: 'fetch: not-stored'},
    {level: 'must', stored: null, cache: 'force-cache', decision: 'fetch: not-stored'},
    {level: 'must', stored: null, cache: 'reload', decision: 'fetch: reload'},
    {level: 'must', stored: null, cache: 'no-store', decision: 'fetch: no-store'},
    {level: 'must', stored: null, cache: 'only-if-cached', decision: 'refuse: only-if-cached'},
    {level: 'must', stored: null, override: OFFLINE, decision: 'fetch: not-stored'},
  ],
  'Fetch, HTTP-network-or-cache fetch: modes "no-store" and "reload" do not look at what is stored':
    [
      {level: 'must', stored: FRESH, cache: 'no-store', decision: 'fetch: no-store'},
      {level: 'must', stored: FRESH, cache: 'reload', decision: 'fetch: reload'},
    ],
  'Fetch: mode "no-cache" validates what is stored, however fresh': [
    {
      level: 'must',
      stored: FRESH,
      cache: 'no-cache',
      decision: 'revalidate: request-no-cache, else any-failure',
    },
    {
      level: 'must',
      stored: FRESH,
      cache: 'no-cache',
      ageSeconds: 60,
      decision: 'revalidate: request-no-cache, else any-failure',
    },
    {
      level: 'must',
      stored: SWR,
      cache: 'no-cache',
      ageSeconds: 61,
      decision: 'revalidate: request-no-cache, else any-failure',
    },
    {
      level: 'must',
      stored: MUST_REVALIDATE,
      cache: 'no-cache',
      ageSeconds: 59,
      decision: 'revalidate: request-no-cache, else any-failure',
    },
    {
      level: 'must',
      stored: MUST_REVALIDATE,
      cache: 'no-cache',
      ageSeconds: 60,
      decision: 'revalidate: request-no-cache, else never',
    },
    {
      level: 'must',
      stored: MUST_REVALIDATE,
      cache: 'no-cache',
      ageSeconds: 60,
      override: OFFLINE,
      decision: 'revalidate: request-no-cache, else unreachable',
    },
    {
      level: 'must',
      stored: NO_CACHE,
      cache: 'no-cache',
      decision: 'revalidate: no-cache, else never',
    },
  ],
  'RFC 8246 §2: "SHOULD NOT issue a conditional request during the response\'s freshness lifetime (e.g., upon a reload)"':
    [
      {level: 'should', stored: IMMUTABLE, decision: 'serve: fresh'},
      {
        level: 'should',
        stored: IMMUTABLE,
        cache: 'no-cache',
        mode: 'navigate',
        ageSeconds: 59,
        decision: 'serve: immutable',
      },
      {
        level: 'should',
        stored: IMMUTABLE,
        cache: 'no-cache',
        mode: 'navigate',
        ageSeconds: 60,
        decision: 'revalidate: request-no-cache, else any-failure',
      },
      {
        level: 'should',
        stored: FRESH,
        cache: 'no-cache',
        mode: 'navigate',
        decision: 'revalidate: request-no-cache, else any-failure',
      },
      {
        level: 'optimal',
        stored: IMMUTABLE,
        cache: 'no-cache',
        mode: 'cors',
        decision: 'revalidate: request-no-cache, else any-failure',
      },
      {
        level: 'must',
        stored: IMMUTABLE,
        ageSeconds: 60,
        decision: 'revalidate: stale, else any-failure',
      },
      {
        level: 'must',
        stored: {'cache-control': 'immutable'},
        decision: 'revalidate: stale, else any-failure',
      },
      {
        level: 'must',
        stored: {'cache-control': 'max-age=60, immutable, no-cache'},
        cache: 'no-cache',
        mode: 'navigate',
        decision: 'revalidate: no-cache, else never',
      },
    ],
  '§5.2.2.4: no-cache: "MUST NOT be used ... without forwarding it for validation"': [
    {level: 'must', stored: NO_CACHE, decision: 'revalidate: no-cache, else never'},
    {level: 'must', stored: NO_CACHE, ageSeconds: 60, decision: 'revalidate: no-cache, else never'},
    {
      level: 'must',
      stored: {'cache-control': 'No-Cache'},
      decision: 'revalidate: no-cache, else never',
    },
    {
      level: 'must',
      stored: {'cache-control': 'no-cache, stale-while-revalidate=60, stale-if-error=60'},
      decision: 'revalidate: no-cache, else never',
    },
    {
      level: 'optimal',
      stored: {'cache-control': 'max-age=60, no-cache="set-cookie"'},
      decision: 'revalidate: no-cache, else never',
    },
    {
      level: 'must',
      stored: NO_CACHE,
      defaults: {staleWhileRevalidateSeconds: 60},
      decision: 'revalidate: no-cache, else never',
    },
    {
      level: 'optimal',
      stored: NO_CACHE,
      override: OFFLINE,
      decision: 'revalidate: no-cache, else unreachable',
    },
    {
      level: 'must',
      stored: {'cache-control': 'max-age=60, x="no-cache"'},
      decision: 'serve: fresh',
    },
  ],
  '§5.2.2.2: must-revalidate: "once the response has become stale, a cache MUST NOT reuse"': [
    {level: 'must', stored: MUST_REVALIDATE, ageSeconds: 59, decision: 'serve: fresh'},
    {
      level: 'must',
      stored: MUST_REVALIDATE,
      ageSeconds: 60,
      decision: 'revalidate: must-revalidate, else never',
    },
    {
      level: 'must',
      stored: {'cache-control': 'max-age=60, Must-Revalidate, stale-while-revalidate=60'},
      ageSeconds: 61,
      decision: 'revalidate: must-revalidate, else never',
    },
    {
      level: 'must',
      stored: {'cache-control': 'max-age=60, must-revalidate, stale-if-error=60'},
      ageSeconds: 61,
      decision: 'revalidate: must-revalidate, else never',
    },
    {
      level: 'must',
      stored: MUST_REVALIDATE,
      ageSeconds: 61,
      defaults: {staleWhileRevalidateSeconds: 60, staleIfErrorSeconds: 60},
      decision: 'revalidate: must-revalidate, else never',
    },
    {
      level: 'optimal',
      stored: MUST_REVALIDATE,
      ageSeconds: 60,
      override: OFFLINE,
      decision: 'revalidate: must-revalidate, else unreachable',
    },
    {
      level: 'must',
      stored: {'cache-control': 'must-revalidate'},
      decision: 'revalidate: must-revalidate, else never',
    },
    // §5.2.2.8: "except that proxy-revalidate does not apply to private caches".
    {
      level: 'must',
      stored: {'cache-control': 'max-age=60, proxy-revalidate'},
      ageSeconds: 60,
      decision: 'revalidate: stale, else any-failure',
    },
  ],
  'RFC 5861 §3: "MAY serve the response ... after it becomes stale, up to the indicated number of seconds"':
    [
      {level: 'optimal', stored: SWR, ageSeconds: 59, decision: 'serve: fresh'},
      {
        level: 'optimal',
        stored: SWR,
        ageSeconds: 60,
        decision: 'serve-and-revalidate: stale-while-revalidate',
      },
      {
        level: 'optimal',
        stored: SWR,
        ageSeconds: 89,
        decision: 'serve-and-revalidate: stale-while-revalidate',
      },
      {level: 'must', stored: SWR, ageSeconds: 91, decision: 'revalidate: stale, else any-failure'},
      {
        level: 'must',
        stored: {'cache-control': 'max-age=60, stale-while-revalidate=0'},
        ageSeconds: 60,
        decision: 'revalidate: stale, else any-failure',
      },
      {
        level: 'must',
        stored: {'cache-control': 'max-age=60, stale-while-revalidate'},
        ageSeconds: 60,
        decision: 'revalidate: stale, else any-failure',
      },
      {
        level: 'optimal',
        stored: FRESH,
        ageSeconds: 89,
        defaults: {staleWhileRevalidateSeconds: 30},
        decision: 'serve-and-revalidate: stale-while-revalidate',
      },
      {
        level: 'must',
        stored: FRESH,
        ageSeconds: 91,
        defaults: {staleWhileRevalidateSeconds: 30},
        decision: 'revalidate: stale, else any-failure',
      },
      {
        level: 'must',
        stored: SWR,
        ageSeconds: 91,
        defaults: {staleWhileRevalidateSeconds: 300},
        decision: 'revalidate: stale, else any-failure',
      },
      {
        level: 'must',
        stored: {'cache-control': 'max-age=60, stale-while-revalidate=0'},
        ageSeconds: 60,
        defaults: {staleWhileRevalidateSeconds: 300},
        decision: 'revalidate: stale, else any-failure',
      },
      {
        level: 'optimal',
        stored: {'cache-control': 'stale-while-revalidate=30'},
        ageSeconds: 29,
        decision: 'serve-and-revalidate: stale-while-revalidate',
      },
      {
        level: 'optimal',
        stored: SWR,
        ageSeconds: 60,
        override: OFFLINE,
        decision: 'serve-and-revalidate: stale-while-revalidate',
      },
    ],
  'RFC 5861 §4: "more stale than the indicated amount, the cached response SHOULD NOT be used"': [
    {level: 'should', stored: SIE, ageSeconds: 59, decision: 'serve: fresh'},
    {level: 'should', stored: SIE, ageSeconds: 60, decision: 'revalidate: stale, else any-failure'},
    {level: 'should', stored: SIE, ageSeconds: 90, decision: 'revalidate: stale, else any-failure'},
    {level: 'should', stored: SIE, ageSeconds: 90.001, decision: 'revalidate: stale, else never'},
    {level: 'should', stored: SIE, ageSeconds: 91, decision: 'revalidate: stale, else never'},
    {
      level: 'optimal',
      stored: SIE,
      ageSeconds: 91,
      override: OFFLINE,
      decision: 'revalidate: stale, else unreachable',
    },
    {
      level: 'should',
      stored: FRESH,
      ageSeconds: 90,
      defaults: {staleIfErrorSeconds: 30},
      decision: 'revalidate: stale, else any-failure',
    },
    {
      level: 'should',
      stored: FRESH,
      ageSeconds: 91,
      defaults: {staleIfErrorSeconds: 30},
      decision: 'revalidate: stale, else never',
    },
    {
      level: 'should',
      stored: SIE,
      ageSeconds: 91,
      defaults: {staleIfErrorSeconds: 300},
      decision: 'revalidate: stale, else never',
    },
    {
      level: 'should',
      stored: SIE,
      ageSeconds: 90,
      defaults: {staleIfErrorSeconds: 0},
      decision: 'revalidate: stale, else any-failure',
    },
    {
      level: 'should',
      stored: {'cache-control': 'max-age=60, stale-if-error'},
      ageSeconds: 61,
      decision: 'revalidate: stale, else never',
    },
    {
      level: 'optimal',
      stored: FRESH,
      ageSeconds: 1_000_000_000,
      decision: 'revalidate: stale, else any-failure',
    },
    {
      level: 'should',
      stored: SIE,
      cache: 'no-cache',
      ageSeconds: 0,
      decision: 'revalidate: request-no-cache, else any-failure',
    },
    {
      level: 'should',
      stored: SIE,
      cache: 'no-cache',
      ageSeconds: 91,
      decision: 'revalidate: request-no-cache, else never',
    },
  ],
  'no RFC: behind a redirect stands an answer whose lifetime a worker cannot see': [
    {
      level: 'optimal',
      stored: FRESH,
      redirected: true,
      decision: 'revalidate: redirected, else any-failure',
    },
    {
      level: 'optimal',
      stored: SWR,
      redirected: true,
      ageSeconds: 61,
      decision: 'revalidate: redirected, else any-failure',
    },
    {
      level: 'must',
      stored: MUST_REVALIDATE,
      redirected: true,
      ageSeconds: 60,
      decision: 'revalidate: redirected, else never',
    },
    {
      level: 'should',
      stored: SIE,
      redirected: true,
      ageSeconds: 91,
      decision: 'revalidate: redirected, else never',
    },
    {
      level: 'must',
      stored: NO_CACHE,
      redirected: true,
      decision: 'revalidate: no-cache, else never',
    },
    {
      level: 'must',
      stored: FRESH,
      redirected: true,
      cache: 'no-cache',
      decision: 'revalidate: redirected, else any-failure',
    },
  ],
  '§4.1: the presented request selects what is stored, or it does not': [
    {
      level: 'must',
      stored: {...FRESH, vary: 'X-A'},
      selecting: {'x-a': '1'},
      request: {'x-a': '1'},
      decision: 'serve: fresh',
    },
    {
      level: 'must',
      stored: {...FRESH, vary: 'X-A'},
      selecting: {'x-a': '1'},
      request: {'x-a': '2'},
      decision: 'fetch: vary',
    },
    {
      level: 'must',
      stored: {...FRESH, vary: 'X-A'},
      selecting: {'x-a': '1'},
      decision: 'fetch: vary',
    },
    {level: 'must', stored: {...FRESH, vary: 'X-A'}, decision: 'fetch: vary'},
    {
      level: 'optimal',
      stored: {...FRESH, vary: 'X-A'},
      ignoreVary: true,
      decision: 'serve: fresh',
    },
    {level: 'must', stored: {...FRESH, vary: '*'}, selecting: {'*': null}, decision: 'fetch: vary'},
    {
      level: 'must',
      stored: {...FRESH, vary: 'X-A'},
      selecting: {'x-a': '1'},
      cache: 'force-cache',
      decision: 'fetch: vary',
    },
    {
      level: 'must',
      stored: {...FRESH, vary: 'X-A'},
      selecting: {'x-a': '1'},
      cache: 'no-cache',
      decision: 'fetch: vary',
    },
    {
      level: 'must',
      stored: {...FRESH, vary: 'X-A'},
      selecting: {'x-a': '1'},
      cache: 'only-if-cached',
      decision: 'refuse: only-if-cached',
    },
    {
      level: 'must',
      stored: {...FRESH, vary: 'X-A'},
      selecting: {'x-a': '1'},
      override: OFFLINE,
      decision: 'fetch: vary',
    },
  ],
  '§4.1: a field that a worker cannot see leaves it to the origin to tell': [
    {
      level: 'must',
      stored: {...FRESH, vary: 'Cookie'},
      selecting: {cookie: null},
      decision: 'revalidate: vary-unknown, else never',
    },
    {
      level: 'must',
      stored: {...FRESH, vary: 'Cookie'},
      selecting: {cookie: null},
      override: OFFLINE,
      decision: 'revalidate: vary-unknown, else never',
    },
    {
      level: 'must',
      stored: {...SWR, vary: 'Cookie'},
      selecting: {cookie: null},
      ageSeconds: 61,
      decision: 'revalidate: vary-unknown, else never',
    },
    {
      level: 'must',
      stored: {...FRESH, vary: 'Cookie'},
      selecting: {cookie: null},
      cache: 'force-cache',
      decision: 'revalidate: vary-unknown, else never',
    },
    {
      level: 'must',
      stored: {...FRESH, vary: 'Cookie'},
      selecting: {cookie: null},
      cache: 'only-if-cached',
      decision: 'refuse: only-if-cached',
    },
    {
      level: 'must',
      stored: {...FRESH, vary: 'Cookie'},
      selecting: {cookie: null},
      cache: 'no-cache',
      decision: 'revalidate: vary-unknown, else never',
    },
    {
      level: 'must',
      stored: {...FRESH, vary: 'Cookie'},
      selecting: {cookie: null},
      cache: 'reload',
      decision: 'fetch: reload',
    },
  ],
};

describe.each(Object.entries(TABLES))('%s', (_, rows) => {
  test.each(titled(rows))('%s', (__, row) => {
    const {decision, response} = decisionIn(row);
    expect(inWords(decision)).toBe(row.decision);
    // What is decided about is the very object that was found.
    if ('stored' in decision) expect(decision.stored).toBe(response);
  });
});

test.each(
  titled([
    {level: 'must', method: 'GET', fields: {}, passes: false},
    {level: 'must', method: 'HEAD', fields: {}, passes: true},
    {level: 'must', method: 'POST', fields: {}, passes: true},
    {level: 'must', method: 'GET', fields: {'If-None-Match': '"a"'}, passes: true},
    {level: 'must', method: 'GET', fields: {'if-modified-since': 'x'}, passes: true},
    {level: 'must', method: 'GET', fields: {'if-match': '*'}, passes: true},
    {level: 'must', method: 'GET', fields: {'if-unmodified-since': 'x'}, passes: true},
    {level: 'must', method: 'GET', fields: {'if-range': '"a"'}, passes: true},
    {level: 'must', method: 'GET', fields: {Range: 'bytes=0-'}, passes: true},
    {level: 'must', method: 'GET', fields: {'accept-ranges': 'bytes'}, passes: false},
    {level: 'must', method: 'GET', fields: {'x-if-match': '*'}, passes: false},
    {level: 'must', method: 'GET', fields: {'cache-control': 'no-cache'}, passes: false},
  ] as {level: Level; method: string; fields: Fields; passes: boolean}[]),
)('RFC 9110 §13.1, §14.2: conditions and parts are for the origin: %s', (_, row) => {
  expect(passesThrough(requestFacts(row.fields, {method: row.method}))).toBe(row.passes);
});

test.each(
  [0, 200, 304, 400, 404, 429, 499, 500, 501, 502, 503, 504, 505, 599].map((status) => ({
    status,
    failure: status === 500 || status === 502 || status === 503 || status === 504,
  })),
)('must RFC 5861 §4: $status is "500, 502, 503, or 504": $failure', ({status, failure}) => {
  expect(isServerFailure(status)).toBe(failure);
});

/** How far a decision leaves the stored response behind. */
const DISTANCE = {serve: 0, 'serve-and-revalidate': 1, revalidate: 2, fetch: 3, refuse: 3};
const FALLBACKS = {'any-failure': 0, unreachable: 1, never: 1};

describe('any stored response', () => {
  const seconds = fc.integer({min: 0, max: 200});
  const number = (name: string) => seconds.map((value) => `${name}=${value}`);
  const directives = fc
    .array(
      fc.oneof(
        number('max-age'),
        number('stale-while-revalidate'),
        number('stale-if-error'),
        fc.constantFrom('must-revalidate', 'no-cache', 'immutable', 'public', 'private', 'max-age'),
      ),
      {maxLength: 4},
    )
    .map((members) => members.join(', '));
  const fields = fc
    .record(
      {
        'cache-control': directives,
        age: seconds.map(String),
        date: fc.integer({min: -200, max: 200}).map(dateAfterReceipt),
        expires: fc.integer({min: -200, max: 200}).map(dateAfterReceipt),
        'last-modified': fc.integer({min: -3000, max: 200}).map(dateAfterReceipt),
      },
      {requiredKeys: []},
    )
    .map((some) => some as Fields);
  const situation: fc.Arbitrary<Situation> = fc.record({
    stored: fields,
    ageSeconds: fc.integer({min: -100, max: 500}),
    cache: fc.constantFrom<RequestCache[]>('default', 'no-cache', 'force-cache', 'only-if-cached'),
    mode: fc.constantFrom<RequestMode[]>('cors', 'navigate'),
    redirected: fc.boolean(),
    defaults: fc.record({staleWhileRevalidateSeconds: seconds, staleIfErrorSeconds: seconds}),
    override: fc.record({offline: fc.constantFrom('obey', 'serve-stored')}),
  });

  test('§4.2: once it is not fresh, it never is again, and its fallback never comes back', () => {
    fc.assert(
      fc.property(situation, fc.nat({max: 500}), (now, laterSeconds) => {
        const earlier = decisionIn(now).decision;
        const later = decisionIn({
          ...now,
          ageSeconds: (now.ageSeconds ?? 0) + laterSeconds,
        }).decision;
        expect(DISTANCE[later.kind]).toBeGreaterThanOrEqual(DISTANCE[earlier.kind]);
        if (earlier.kind === 'revalidate' && later.kind === 'revalidate') {
          expect(FALLBACKS[later.fallback]).toBeGreaterThanOrEqual(FALLBACKS[earlier.fallback]);
        }
      }),
      {numRuns: 2000},
    );
  });

  test('§4.2.1: with a longer max-age it is served wherever it was with a shorter one', () => {
    fc.assert(
      fc.property(situation, seconds, seconds, (now, shorter, longer) => {
        const {'cache-control': rest = '', ...others} = now.stored ?? {};
        const withMaxAge = (maxAgeSeconds: number) => {
          const cacheControl = [`max-age=${maxAgeSeconds}`, rest.replace(/max-age(?:=\d+)?/g, 'x')];
          const stored = {...others, 'cache-control': cacheControl.join(', ')};
          return decisionIn({...now, stored}).decision;
        };
        const short = withMaxAge(shorter);
        const long = withMaxAge(shorter + longer);
        expect(DISTANCE[long.kind]).toBeLessThanOrEqual(DISTANCE[short.kind]);
      }),
      {numRuns: 2000},
    );
  });

  test('§5.2.2.2, §5.2.2.4: what must be validated is never served stale in the default mode', () => {
    let served = 0;
    fc.assert(
      fc.property(situation, fc.constantFrom('must-revalidate', 'no-cache'), (now, directive) => {
        const {'cache-control': rest = '', ...others} = now.stored ?? {};
        const stored = {...others, 'cache-control': `${rest}, ${directive}`};
        const {decision} = decisionIn({...now, cache: 'default', stored});
        expect(['serve', 'revalidate']).toContain(decision.kind);
        if (decision.kind === 'serve') {
          served += 1;
          expect(directive).toBe('must-revalidate');
          expect(decision.because).toBe('fresh');
        } else if (decision.kind === 'revalidate' && now.override?.offline === 'obey') {
          // Still fresh where only the redirect is in doubt.
          if (decision.because !== 'redirected') expect(decision.fallback).toBe('never');
        }
      }),
      {numRuns: 2000},
    );
    expect(served).toBeGreaterThan(10);
  });

  test('Fetch: a page that asks for what is cached alone never makes a request', () => {
    fc.assert(
      fc.property(situation, (now) => {
        const {decision} = decisionIn({...now, cache: 'only-if-cached'});
        expect(['serve', 'refuse']).toContain(decision.kind);
      }),
      {numRuns: 1000},
    );
  });
});

test.each([
  {level: 'must', section: '§5.2.2.5', fields: {'cache-control': 'no-store'}, shared: false},
  {level: 'must', section: '§5.2.2.4', fields: {'cache-control': 'no-cache'}, shared: false},
  {level: 'must', section: '§4.1', fields: {vary: 'X-A, *'}, shared: false},
  {level: 'must', section: '§4.1', fields: {vary: 'Cookie'}, shared: false},
  {level: 'optimal', section: '§4.1', fields: {vary: 'X-A'}, shared: true},
  {level: 'optimal', section: '§4', fields: {'cache-control': 'max-age=0'}, shared: true},
  {level: 'optimal', section: '§4', fields: {}, shared: true},
] as {level: Level; section: string; fields: Fields; shared: boolean}[])(
  '$level $section: what comes with $fields answers equal requests under way: $shared',
  ({fields, shared}) => {
    expect(mayBeShared(requestFacts({'x-a': '1'}), storedResponse(fields))).toBe(shared);
  },
);
