import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {FreshnessDefaults, FreshnessOverride} from '../options.js';
import type {Decision} from './decision.js';
import {
  decideReuse,
  fieldsBarredUnvalidated,
  mayBeShared,
  passesThrough,
  SERVER_FAILURE,
  ttlSeconds,
} from './reuse.js';
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
  status?: number;
  redirected?: boolean;
  /** Between the sending of the stored response's request and its receipt. */
  delaySeconds?: number;
  /** When it was invalidated: so many seconds after its receipt, or before it. */
  invalidatedSeconds?: number;
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
  status = 200,
  redirected = false,
  delaySeconds = 0,
  invalidatedSeconds,
  selecting,
  defaults,
  override,
  ignoreVary,
}: Situation): {decision: Decision; response: StoredResponse | undefined} {
  const invalidatedMs =
    invalidatedSeconds === undefined ? undefined : RECEIVED_MS + invalidatedSeconds * 1000;
  const requestTimeMs = RECEIVED_MS - delaySeconds * 1000;
  const facts = {status, redirected, selecting, requestTimeMs, invalidatedMs};
  const response = stored ? storedResponse(stored, facts) : undefined;
  const decision = decideReuse(
    requestFacts(request, {cache, mode}),
    response,
    {...policyWith(defaults, override), matchOptions: ignoreVary ? {ignoreVary} : {}},
    RECEIVED_MS + ageSeconds * 1000,
  );
  return {decision, response};
}

/** A decision in words: what, why and, where the origin is asked first, when the copy stands in. */
function inWords(decision: Decision): string {
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
      decision: 'revalidate: request, else any-failure',
    },
    {
      level: 'must',
      stored: FRESH,
      cache: 'no-cache',
      ageSeconds: 60,
      decision: 'revalidate: request, else any-failure',
    },
    {
      level: 'must',
      stored: SWR,
      cache: 'no-cache',
      ageSeconds: 61,
      decision: 'revalidate: request, else any-failure',
    },
    {
      level: 'must',
      stored: MUST_REVALIDATE,
      cache: 'no-cache',
      ageSeconds: 59,
      decision: 'revalidate: request, else any-failure',
    },
    {
      level: 'must',
      stored: MUST_REVALIDATE,
      cache: 'no-cache',
      ageSeconds: 60,
      decision: 'revalidate: request, else never',
    },
    {
      level: 'must',
      stored: MUST_REVALIDATE,
      cache: 'no-cache',
      ageSeconds: 60,
      override: OFFLINE,
      decision: 'revalidate: request, else unreachable',
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
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'should',
        stored: FRESH,
        cache: 'no-cache',
        mode: 'navigate',
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'should',
        stored: IMMUTABLE,
        cache: 'no-cache',
        mode: 'cors',
        ageSeconds: 59,
        decision: 'serve: immutable',
      },
      {
        level: 'should',
        stored: IMMUTABLE,
        cache: 'no-cache',
        mode: 'cors',
        ageSeconds: 60,
        decision: 'revalidate: request, else any-failure',
      },
      // Whoever says no-cache in so many words reloads on purpose.
      {
        level: 'optimal',
        stored: IMMUTABLE,
        request: {'cache-control': 'no-cache'},
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'optimal',
        stored: IMMUTABLE,
        request: {'cache-control': 'no-cache'},
        cache: 'no-cache',
        decision: 'revalidate: request, else any-failure',
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
      level: 'must',
      stored: {'cache-control': 'max-age=60, no-cache=""'},
      decision: 'revalidate: no-cache, else never',
    },
    {
      level: 'must',
      stored: {'cache-control': 'max-age=60, no-cache="set-cookie", no-cache'},
      decision: 'revalidate: no-cache, else never',
    },
    {
      level: 'must',
      stored: {'cache-control': 'max-age=60, no-cache="set-cookie", no-cache="link"'},
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
  '§5.2.2.4: with an argument, only "the listed header fields MUST NOT be used to satisfy any other request"':
    [
      {
        level: 'optimal',
        stored: {'cache-control': 'max-age=60, no-cache="set-cookie"'},
        ageSeconds: 59,
        decision: 'serve: fresh',
      },
      {
        level: 'optimal',
        stored: {'cache-control': 'max-age=60, no-cache=set-cookie'},
        decision: 'serve: fresh',
      },
      {
        level: 'must',
        stored: {'cache-control': 'max-age=60, no-cache="set-cookie"'},
        ageSeconds: 60,
        decision: 'revalidate: stale, else any-failure',
      },
      {
        level: 'must',
        stored: {'cache-control': 'no-cache="set-cookie"'},
        decision: 'revalidate: stale, else any-failure',
      },
    ],
  '§5.2.2.5: what has come to be no-store is not reused as it is': [
    {
      level: 'optimal',
      stored: {'cache-control': 'max-age=60, no-store'},
      decision: 'revalidate: no-cache, else never',
    },
    {
      level: 'optimal',
      stored: {'cache-control': 'max-age=60, no-store, must-understand'},
      decision: 'serve: fresh',
    },
    {
      level: 'must',
      stored: {'cache-control': 'max-age=60, must-understand'},
      status: 599,
      decision: 'revalidate: no-cache, else never',
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
      decision: 'revalidate: request, else any-failure',
    },
    {
      level: 'should',
      stored: SIE,
      cache: 'no-cache',
      ageSeconds: 91,
      decision: 'revalidate: request, else never',
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
  '§5.2.1.1: max-age: "prefers a response whose age is less than or equal to the specified number of seconds"':
    [
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'max-age=30'},
        ageSeconds: 29,
        decision: 'serve: fresh',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'max-age=30'},
        ageSeconds: 30,
        decision: 'serve: fresh',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'max-age=30'},
        ageSeconds: 30.001,
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'max-age=30'},
        ageSeconds: 31,
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'optimal',
        stored: {...FRESH, age: '30'},
        request: {'cache-control': 'Max-Age="30"'},
        decision: 'serve: fresh',
      },
      {
        level: 'optimal',
        stored: {...FRESH, age: '31'},
        request: {'cache-control': 'max-age=30'},
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'max-age=0'},
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'max-age=x'},
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'max-age=1, max-age=30'},
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'max-age=100'},
        ageSeconds: 59,
        decision: 'serve: fresh',
      },
      {
        level: 'must',
        stored: FRESH,
        request: {'cache-control': 'max-age=100'},
        ageSeconds: 60,
        decision: 'revalidate: stale, else any-failure',
      },
      {
        level: 'must',
        stored: MUST_REVALIDATE,
        request: {'cache-control': 'max-age=30'},
        ageSeconds: 59,
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'must',
        stored: MUST_REVALIDATE,
        request: {'cache-control': 'max-age=30'},
        ageSeconds: 60,
        decision: 'revalidate: request, else never',
      },
      {
        level: 'must',
        stored: NO_CACHE,
        request: {'cache-control': 'max-age=30'},
        ageSeconds: 10,
        decision: 'revalidate: no-cache, else never',
      },
    ],
  '§5.2.1.1: "Unless the max-stale request directive is also present, the client does not wish to receive a stale response"':
    [
      {
        level: 'optimal',
        stored: SWR,
        request: {'cache-control': 'max-age=100'},
        ageSeconds: 59,
        decision: 'serve: fresh',
      },
      {
        level: 'optimal',
        stored: SWR,
        request: {'cache-control': 'max-age=100'},
        ageSeconds: 60,
        decision: 'revalidate: stale, else any-failure',
      },
      {
        level: 'optimal',
        stored: SWR,
        request: {'cache-control': 'max-age=100, max-stale=30'},
        ageSeconds: 60,
        decision: 'serve: max-stale',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'max-age=100, max-stale'},
        ageSeconds: 100,
        decision: 'serve: max-stale',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'max-age=100, max-stale'},
        ageSeconds: 101,
        decision: 'revalidate: request, else any-failure',
      },
    ],
  '§5.2.1.3: min-fresh: "freshness lifetime is no less than its current age plus the specified time in seconds"':
    [
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'min-fresh=20'},
        ageSeconds: 39,
        decision: 'serve: fresh',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'min-fresh=20'},
        ageSeconds: 40,
        decision: 'serve: fresh',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'min-fresh=20'},
        ageSeconds: 40.001,
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'min-fresh=20'},
        ageSeconds: 41,
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'min-fresh=60'},
        decision: 'serve: fresh',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'min-fresh=61'},
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'min-fresh=0'},
        ageSeconds: 59,
        decision: 'serve: fresh',
      },
      {
        level: 'must',
        stored: MUST_REVALIDATE,
        request: {'cache-control': 'min-fresh=20'},
        ageSeconds: 41,
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'optimal',
        stored: SWR,
        request: {'cache-control': 'min-fresh=20'},
        ageSeconds: 59,
        decision: 'revalidate: request, else any-failure',
      },
      // What is stale is less fresh than what is not fresh enough.
      {
        level: 'optimal',
        stored: SWR,
        request: {'cache-control': 'min-fresh=20'},
        ageSeconds: 61,
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'min-fresh=20, max-stale'},
        ageSeconds: 61,
        decision: 'revalidate: request, else any-failure',
      },
    ],
  '§5.2.1.2: max-stale: "exceeded its freshness lifetime by no more than the specified number of seconds"':
    [
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'max-stale=10'},
        ageSeconds: 59,
        decision: 'serve: fresh',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'max-stale=10'},
        ageSeconds: 60,
        decision: 'serve: max-stale',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'max-stale=10'},
        ageSeconds: 70,
        decision: 'serve: max-stale',
      },
      {
        level: 'must',
        stored: FRESH,
        request: {'cache-control': 'max-stale=10'},
        ageSeconds: 70.001,
        decision: 'revalidate: stale, else any-failure',
      },
      {
        level: 'must',
        stored: FRESH,
        request: {'cache-control': 'max-stale=10'},
        ageSeconds: 71,
        decision: 'revalidate: stale, else any-failure',
      },
      {
        level: 'must',
        stored: FRESH,
        request: {'cache-control': 'max-stale=0'},
        ageSeconds: 61,
        decision: 'revalidate: stale, else any-failure',
      },
      {
        level: 'must',
        stored: FRESH,
        request: {'cache-control': 'max-stale=x'},
        ageSeconds: 61,
        decision: 'revalidate: stale, else any-failure',
      },
      {
        level: 'optimal',
        stored: {},
        request: {'cache-control': 'max-stale=10'},
        ageSeconds: 10,
        decision: 'serve: max-stale',
      },
      {
        level: 'optimal',
        stored: SWR,
        request: {'cache-control': 'max-stale=10'},
        ageSeconds: 70,
        decision: 'serve: max-stale',
      },
      {
        level: 'optimal',
        stored: SWR,
        request: {'cache-control': 'max-stale=10'},
        ageSeconds: 71,
        decision: 'serve-and-revalidate: stale-while-revalidate',
      },
      {
        level: 'optimal',
        stored: FRESH,
        redirected: true,
        request: {'cache-control': 'max-stale=10'},
        ageSeconds: 61,
        decision: 'revalidate: redirected, else any-failure',
      },
    ],
  '§5.2.1.2: "If no value is assigned to max-stale, then the client will accept a stale response of any age"':
    [
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'max-stale'},
        ageSeconds: 60,
        decision: 'serve: max-stale',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'Max-Stale'},
        ageSeconds: 1_000_000_000,
        decision: 'serve: max-stale',
      },
    ],
  '§4.2.4: "MUST NOT generate a stale response if it is prohibited by an explicit in-protocol directive"':
    [
      {
        level: 'must',
        stored: MUST_REVALIDATE,
        request: {'cache-control': 'max-stale'},
        ageSeconds: 59,
        decision: 'serve: fresh',
      },
      {
        level: 'must',
        stored: MUST_REVALIDATE,
        request: {'cache-control': 'max-stale'},
        ageSeconds: 60,
        decision: 'revalidate: must-revalidate, else never',
      },
      {
        level: 'must',
        stored: MUST_REVALIDATE,
        request: {'cache-control': 'max-stale=10'},
        ageSeconds: 61,
        decision: 'revalidate: must-revalidate, else never',
      },
      {
        level: 'must',
        stored: NO_CACHE,
        request: {'cache-control': 'max-stale'},
        ageSeconds: 0,
        decision: 'revalidate: no-cache, else never',
      },
      {
        level: 'must',
        stored: NO_CACHE,
        request: {'cache-control': 'max-stale=10'},
        ageSeconds: 61,
        decision: 'revalidate: no-cache, else never',
      },
    ],
  '§5.2.1.4: no-cache: "prefers stored response not be used ... without successful validation on the origin server"':
    [
      {
        level: 'should',
        stored: FRESH,
        request: {'cache-control': 'no-cache'},
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'should',
        stored: FRESH,
        request: {'cache-control': 'No-Cache, max-age=100'},
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'should',
        stored: FRESH,
        request: {'cache-control': 'no-cache, max-stale'},
        ageSeconds: 61,
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'should',
        stored: SWR,
        request: {'cache-control': 'no-cache'},
        ageSeconds: 61,
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'must',
        stored: MUST_REVALIDATE,
        request: {'cache-control': 'no-cache'},
        ageSeconds: 60,
        decision: 'revalidate: request, else never',
      },
      {
        level: 'must',
        stored: null,
        request: {'cache-control': 'no-cache'},
        decision: 'fetch: not-stored',
      },
      {
        level: 'must',
        stored: FRESH,
        request: {'cache-control': 'x="no-cache"'},
        decision: 'serve: fresh',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'no-cache'},
        cache: 'force-cache',
        ageSeconds: 61,
        decision: 'serve: force-cache',
      },
    ],
  '§5.2.1.5: no-store of a request: nothing is kept of it, nor answered from what was': [
    {
      level: 'optimal',
      stored: FRESH,
      request: {'cache-control': 'no-store'},
      decision: 'fetch: no-store',
    },
    {
      level: 'optimal',
      stored: FRESH,
      request: {'cache-control': 'max-age=60, NO-STORE'},
      decision: 'fetch: no-store',
    },
    {
      level: 'optimal',
      stored: null,
      request: {'cache-control': 'no-store'},
      decision: 'fetch: no-store',
    },
    {
      level: 'optimal',
      stored: FRESH,
      request: {'cache-control': 'no-store'},
      cache: 'force-cache',
      decision: 'fetch: no-store',
    },
    {
      level: 'must',
      stored: FRESH,
      request: {'cache-control': 'x="no-store"'},
      decision: 'serve: fresh',
    },
  ],
  '§5.2.1.7: only-if-cached: "either a stored response consistent with the other constraints of the request or ... 504"':
    [
      {
        level: 'should',
        stored: FRESH,
        request: {'cache-control': 'only-if-cached'},
        ageSeconds: 59,
        decision: 'serve: fresh',
      },
      {
        level: 'should',
        stored: FRESH,
        request: {'cache-control': 'only-if-cached'},
        ageSeconds: 60,
        decision: 'refuse: only-if-cached',
      },
      {
        level: 'should',
        stored: null,
        request: {'cache-control': 'Only-If-Cached'},
        decision: 'refuse: only-if-cached',
      },
      {
        level: 'should',
        stored: SWR,
        request: {'cache-control': 'only-if-cached'},
        ageSeconds: 61,
        decision: 'refuse: only-if-cached',
      },
      {
        level: 'should',
        stored: FRESH,
        request: {'cache-control': 'only-if-cached, max-stale=10'},
        ageSeconds: 70,
        decision: 'serve: max-stale',
      },
      {
        level: 'should',
        stored: FRESH,
        request: {'cache-control': 'only-if-cached, max-stale=10'},
        ageSeconds: 71,
        decision: 'refuse: only-if-cached',
      },
      {
        level: 'should',
        stored: FRESH,
        request: {'cache-control': 'only-if-cached, max-age=30'},
        ageSeconds: 31,
        decision: 'refuse: only-if-cached',
      },
      {
        level: 'should',
        stored: FRESH,
        request: {'cache-control': 'only-if-cached, min-fresh=30'},
        ageSeconds: 31,
        decision: 'refuse: only-if-cached',
      },
      {
        level: 'should',
        stored: FRESH,
        request: {'cache-control': 'only-if-cached, no-cache'},
        decision: 'refuse: only-if-cached',
      },
      {
        level: 'must',
        stored: MUST_REVALIDATE,
        request: {'cache-control': 'only-if-cached, max-stale'},
        ageSeconds: 60,
        decision: 'refuse: only-if-cached',
      },
      {
        level: 'must',
        stored: NO_CACHE,
        request: {'cache-control': 'only-if-cached'},
        decision: 'refuse: only-if-cached',
      },
      {
        level: 'should',
        stored: FRESH,
        redirected: true,
        request: {'cache-control': 'only-if-cached'},
        decision: 'refuse: only-if-cached',
      },
      {
        level: 'must',
        stored: {...FRESH, vary: 'X-A'},
        selecting: {'x-a': '1'},
        request: {'cache-control': 'only-if-cached'},
        decision: 'refuse: only-if-cached',
      },
      {
        level: 'must',
        stored: {...FRESH, vary: 'Cookie'},
        selecting: {cookie: null},
        request: {'cache-control': 'only-if-cached'},
        decision: 'refuse: only-if-cached',
      },
      {
        level: 'must',
        stored: {...FRESH, vary: 'X-A'},
        selecting: {'x-a': '1'},
        request: {'x-a': '1', 'cache-control': 'only-if-cached'},
        decision: 'serve: fresh',
      },
    ],
  '§5.4: Pragma: no-cache of a request counts "when the Cache-Control header field is not present" (RFC 7234)':
    [
      {
        level: 'must',
        stored: FRESH,
        request: {pragma: 'no-cache'},
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'must',
        stored: FRESH,
        request: {pragma: 'x, no-cache'},
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'must',
        stored: FRESH,
        request: {pragma: 'No-Cache'},
        decision: 'revalidate: request, else any-failure',
      },
      {level: 'must', stored: FRESH, request: {pragma: 'x-no-cache'}, decision: 'serve: fresh'},
      {level: 'must', stored: FRESH, request: {pragma: 'no-store'}, decision: 'fetch: no-store'},
      {level: 'must', stored: FRESH, request: {pragma: 'only-if-cached'}, decision: 'serve: fresh'},
      {
        level: 'must',
        stored: FRESH,
        request: {pragma: 'no-cache', 'cache-control': 'max-age=60'},
        decision: 'serve: fresh',
      },
      {
        level: 'must',
        stored: FRESH,
        request: {pragma: 'no-cache', 'cache-control': ''},
        decision: 'serve: fresh',
      },
      {
        level: 'must',
        stored: FRESH,
        request: {pragma: 'x', 'cache-control': 'no-cache'},
        decision: 'revalidate: request, else any-failure',
      },
      {level: 'must', stored: {...FRESH, pragma: 'no-cache'}, decision: 'serve: fresh'},
    ],
  'RFC 5861 §4: stale-if-error of a request: "more stale than the indicated amount, ... SHOULD NOT be used"':
    [
      {
        level: 'should',
        stored: FRESH,
        request: {'cache-control': 'stale-if-error=10'},
        ageSeconds: 70,
        decision: 'revalidate: stale, else any-failure',
      },
      {
        level: 'should',
        stored: FRESH,
        request: {'cache-control': 'stale-if-error=10'},
        ageSeconds: 71,
        decision: 'revalidate: stale, else never',
      },
      {
        level: 'should',
        stored: SIE,
        request: {'cache-control': 'stale-if-error=100'},
        ageSeconds: 90,
        decision: 'revalidate: stale, else any-failure',
      },
      {
        level: 'should',
        stored: SIE,
        request: {'cache-control': 'stale-if-error=100'},
        ageSeconds: 91,
        decision: 'revalidate: stale, else never',
      },
      {
        level: 'should',
        stored: SIE,
        request: {'cache-control': 'stale-if-error=10'},
        ageSeconds: 70,
        decision: 'revalidate: stale, else any-failure',
      },
      {
        level: 'should',
        stored: SIE,
        request: {'cache-control': 'stale-if-error=10'},
        ageSeconds: 71,
        decision: 'revalidate: stale, else never',
      },
      {
        level: 'should',
        stored: FRESH,
        request: {'cache-control': 'stale-if-error=100'},
        defaults: {staleIfErrorSeconds: 10},
        ageSeconds: 71,
        decision: 'revalidate: stale, else never',
      },
      {
        level: 'should',
        stored: FRESH,
        request: {'cache-control': 'no-cache, stale-if-error=0'},
        ageSeconds: 60,
        decision: 'revalidate: request, else any-failure',
      },
      {
        level: 'should',
        stored: FRESH,
        request: {'cache-control': 'no-cache, stale-if-error=0'},
        ageSeconds: 60.001,
        decision: 'revalidate: request, else never',
      },
      {
        level: 'must',
        stored: MUST_REVALIDATE,
        request: {'cache-control': 'stale-if-error=100'},
        ageSeconds: 60,
        decision: 'revalidate: must-revalidate, else never',
      },
      {
        level: 'optimal',
        stored: FRESH,
        request: {'cache-control': 'stale-if-error=10'},
        override: OFFLINE,
        ageSeconds: 71,
        decision: 'revalidate: stale, else unreachable',
      },
    ],
  '§4.4: invalidated: "in need of a mandatory validation", unless it was requested since': [
    {level: 'must', stored: FRESH, invalidatedSeconds: -1, decision: 'serve: fresh'},
    {level: 'must', stored: FRESH, invalidatedSeconds: 0, decision: 'serve: fresh'},
    {
      level: 'must',
      stored: FRESH,
      invalidatedSeconds: 0.001,
      decision: 'revalidate: invalidated, else never',
    },
    {
      level: 'must',
      stored: FRESH,
      invalidatedSeconds: 1,
      decision: 'revalidate: invalidated, else never',
    },
    // It was answered since, but asked for before.
    {
      level: 'must',
      stored: FRESH,
      delaySeconds: 10,
      invalidatedSeconds: -9,
      decision: 'revalidate: invalidated, else never',
    },
    {
      level: 'must',
      stored: FRESH,
      delaySeconds: 10,
      invalidatedSeconds: -10,
      decision: 'serve: fresh',
    },
    {
      level: 'must',
      stored: SWR,
      invalidatedSeconds: 1,
      ageSeconds: 61,
      decision: 'revalidate: invalidated, else never',
    },
    {
      level: 'must',
      stored: FRESH,
      invalidatedSeconds: 1,
      request: {'cache-control': 'max-stale'},
      decision: 'revalidate: invalidated, else never',
    },
    {
      level: 'must',
      stored: IMMUTABLE,
      invalidatedSeconds: 1,
      cache: 'no-cache',
      decision: 'revalidate: invalidated, else never',
    },
    {
      level: 'must',
      stored: FRESH,
      invalidatedSeconds: 1,
      request: {'cache-control': 'only-if-cached'},
      decision: 'refuse: only-if-cached',
    },
    {
      level: 'optimal',
      stored: FRESH,
      invalidatedSeconds: 1,
      override: OFFLINE,
      decision: 'revalidate: invalidated, else unreachable',
    },
    {
      level: 'must',
      stored: FRESH,
      invalidatedSeconds: -1,
      ageSeconds: 60,
      decision: 'revalidate: stale, else any-failure',
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
    {level: 'optimal', method: 'HEAD', fields: {}, passes: false},
    {level: 'must', method: 'HEAD', fields: {'if-none-match': '"a"'}, passes: true},
    {level: 'must', method: 'POST', fields: {}, passes: true},
    {level: 'must', method: 'PUT', fields: {}, passes: true},
    {level: 'must', method: 'OPTIONS', fields: {}, passes: true},
    {level: 'must', method: 'get', fields: {}, passes: true},
    {level: 'must', method: 'GETS', fields: {}, passes: true},
    {level: 'must', method: 'GET', fields: {'If-None-Match': '"a"'}, passes: true},
    {level: 'must', method: 'GET', fields: {'if-modified-since': 'x'}, passes: true},
    {level: 'must', method: 'GET', fields: {'if-match': '*'}, passes: true},
    {level: 'must', method: 'GET', fields: {'if-unmodified-since': 'x'}, passes: true},
    {level: 'optimal', method: 'GET', fields: {Range: 'bytes=0-'}, passes: false},
    {
      level: 'optimal',
      method: 'GET',
      fields: {range: 'bytes=0-', 'If-Range': '"a"'},
      passes: false,
    },
    {
      level: 'must',
      method: 'GET',
      fields: {range: 'bytes=0-', 'if-range': '"a"', 'if-match': '"a"'},
      passes: true,
    },
    {level: 'must', method: 'GET', fields: {'if-range-x': '"a"'}, passes: false},
    {level: 'must', method: 'GET', fields: {'accept-ranges': 'bytes'}, passes: false},
    {level: 'must', method: 'GET', fields: {'x-if-match': '*'}, passes: false},
    {level: 'must', method: 'GET', fields: {'cache-control': 'no-cache'}, passes: false},
  ] as {level: Level; method: string; fields: Fields; passes: boolean}[]),
)('RFC 9110 §13.1, §9.2.3: conditions and other methods are for the origin: %s', (_, row) => {
  expect(passesThrough(requestFacts(row.fields, {method: row.method}))).toBe(row.passes);
});

test.each([
  ...[0, 200, 304, 400, 404, 429, 499, 501, 505].map((status) => ({status, failure: false})),
  ...[500, 502, 503, 504, 511, 520, 521, 525, 530, 599].map((status) => ({status, failure: true})),
])(
  'must RFC 5861 §4, §4.3.3: $status tells of a server that fails: $failure',
  ({status, failure}) => {
    expect(SERVER_FAILURE.test(status)).toBe(failure);
  },
);

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
  const request = fc
    .array(
      fc.oneof(
        number('max-age'),
        number('min-fresh'),
        number('max-stale'),
        number('stale-if-error'),
        fc.constantFrom('max-stale', 'no-cache', 'x'),
      ),
      {maxLength: 2},
    )
    .map((members): Fields => (members.length > 0 ? {'cache-control': members.join(', ')} : {}));
  const situation: fc.Arbitrary<Situation> = fc.record({
    stored: fields,
    request,
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
          // Still fresh where the redirect is in doubt, or where the request asks for more.
          if (!/^redirected$|^request$/.test(decision.because)) {
            expect(decision.fallback).toBe('never');
          }
        }
      }),
      {numRuns: 2000},
    );
    expect(served).toBeGreaterThan(10);
  });

  test('§5.2.1: what a request asks for never makes it accept less than its own limits', () => {
    let limited = 0;
    fc.assert(
      fc.property(situation, seconds, (now, limitSeconds) => {
        const withRequest = (directive: string) =>
          decisionIn({...now, cache: 'default', request: {'cache-control': directive}}).decision;
        const plain = withRequest('x');
        for (const name of ['max-age', 'min-fresh', 'no-cache']) {
          const asked = withRequest(`${name}=${limitSeconds}`);
          expect(DISTANCE[asked.kind]).toBeGreaterThanOrEqual(DISTANCE[plain.kind]);
          if (DISTANCE[asked.kind] > DISTANCE[plain.kind]) limited += 1;
        }
        const lenient = withRequest('max-stale');
        const lessLenient = withRequest(`max-stale=${limitSeconds}`);
        expect(DISTANCE[lenient.kind]).toBeLessThanOrEqual(DISTANCE[lessLenient.kind]);
        expect(DISTANCE[lessLenient.kind]).toBeLessThanOrEqual(DISTANCE[plain.kind]);
      }),
      {numRuns: 1000},
    );
    expect(limited).toBeGreaterThan(10);
  });

  test('§5.2.1.7: a request that says only-if-cached is never forwarded', () => {
    fc.assert(
      fc.property(situation, (now) => {
        const {'cache-control': asked = 'x'} = now.request ?? {};
        const only = {'cache-control': `${asked}, only-if-cached`};
        const {decision} = decisionIn({...now, request: only});
        expect(['serve', 'refuse']).toContain(decision.kind);
      }),
      {numRuns: 1000},
    );
  });

  test('§4.4: one that is invalidated is never served without validation in the default mode', () => {
    fc.assert(
      fc.property(situation, fc.integer({min: -10, max: 10}), (now, invalidatedSeconds) => {
        const {decision} = decisionIn({...now, cache: 'default', invalidatedSeconds});
        if (invalidatedSeconds > 0) expect(decision.kind).toBe('revalidate');
        else
          expect(inWords(decision)).toBe(inWords(decisionIn({...now, cache: 'default'}).decision));
      }),
      {numRuns: 1000},
    );
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
  {
    level: 'optimal',
    section: '§5.2.2.4',
    fields: {'cache-control': 'no-cache="set-cookie"'},
    shared: true,
  },
  {
    level: 'optimal',
    section: '§5.2.2.3',
    fields: {'cache-control': 'no-store, must-understand'},
    shared: true,
  },
  {level: 'must', section: '§4.1', fields: {vary: 'X-A, *'}, shared: false},
  {level: 'must', section: '§4.1', fields: {vary: 'Cookie'}, shared: false},
  {level: 'optimal', section: '§4.1', fields: {vary: 'X-A'}, shared: true},
  {level: 'optimal', section: '§4', fields: {'cache-control': 'max-age=0'}, shared: true},
  {level: 'optimal', section: '§4', fields: {}, shared: true},
] as {level: Level; section: string; fields: Fields; shared: boolean}[])(
  '$level $section: what comes with $fields answers equal requests under way: $shared',
  ({fields, shared}) => {
    const {headers} = storedResponse(fields);
    expect(mayBeShared(requestFacts({'x-a': '1'}), headers, 200)).toBe(shared);
  },
);

test('must §5.2.2.3: what must be understood and is not answers no other request', () => {
  const {headers} = storedResponse({'cache-control': 'must-understand'});
  expect(mayBeShared(requestFacts(), headers, 599)).toBe(false);
});

test.each([
  {level: 'must', cacheControl: 'no-cache="set-cookie"', fields: ['set-cookie']},
  {level: 'must', cacheControl: 'no-cache="Set-Cookie, X-A"', fields: ['set-cookie', 'x-a']},
  {level: 'must', cacheControl: 'no-cache=" X-A ,, x-b "', fields: ['x-a', 'x-b']},
  {level: 'optimal', cacheControl: 'no-cache=X-A', fields: ['x-a']},
  {level: 'must', cacheControl: 'no-cache="X-A x-b;X-C"', fields: ['x-a', 'x-b', 'x-c']},
  {level: 'must', cacheControl: 'max-age=60', fields: []},
  {level: 'must', cacheControl: 'private="x-a"', fields: []},
  {level: 'must', cacheControl: 'x="no-cache"', fields: []},
])(
  '$level §5.2.2.4: "the listed header fields" of $cacheControl: $fields',
  ({cacheControl, fields}) => {
    const headers = new Headers({'cache-control': cacheControl});
    expect(fieldsBarredUnvalidated(headers)).toEqual(fields);
  },
);

test.each([
  {level: 'must', fields: FRESH, ageSeconds: 0, ttl: 60},
  {level: 'must', fields: FRESH, ageSeconds: 59.5, ttl: 0},
  {level: 'must', fields: FRESH, ageSeconds: 60, ttl: 0},
  {level: 'must', fields: FRESH, ageSeconds: 60.5, ttl: -1},
  {level: 'must', fields: FRESH, ageSeconds: 61, ttl: -1},
  {level: 'must', fields: {...FRESH, age: '50'}, ageSeconds: 0, ttl: 10},
  {level: 'must', fields: {}, ageSeconds: 5, ttl: -5},
] as {level: Level; fields: Fields; ageSeconds: number; ttl: number}[])(
  '$level RFC 9211 §2.4: "remaining freshness lifetime", "including, if negative": $fields, $ageSeconds s: $ttl',
  ({fields, ageSeconds, ttl}) => {
    const nowMs = RECEIVED_MS + ageSeconds * 1000;
    expect(ttlSeconds(storedResponse(fields), policyWith(), nowMs)).toBe(ttl);
  },
);
