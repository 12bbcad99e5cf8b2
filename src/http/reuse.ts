import type {FreshnessPolicy} from '../options.js';
import {type CacheControl, directiveSeconds, parseCacheControl} from './cache-control.js';
import {currentAgeSeconds, freshnessLifetimeSeconds} from './freshness.js';
import type {RequestFacts, StoredResponse} from './stored-response.js';
import {compareSelecting, selectingValues} from './vary.js';

/**
 * When the stored copy may stand in for the origin's answer: on any failure (no network, no answer in
 * time, 5xx), only where the origin cannot be reached at all, or never.
 */
export type Fallback = 'any-failure' | 'unreachable' | 'never';

export type Decision<Stored> =
  | {
      readonly kind: 'serve';
      readonly because: 'fresh' | 'immutable' | 'force-cache' | 'only-if-cached';
      readonly stored: Stored;
    }
  | {
      readonly kind: 'serve-and-revalidate';
      readonly because: 'stale-while-revalidate';
      readonly stored: Stored;
    }
  | {
      readonly kind: 'revalidate';
      readonly because:
        | 'stale'
        | 'must-revalidate'
        | 'no-cache'
        | 'request-no-cache'
        | 'redirected'
        | 'vary-unknown';
      readonly stored: Stored;
      readonly fallback: Fallback;
    }
  | {
      readonly kind: 'fetch';
      readonly because: 'not-stored' | 'vary' | 'reload' | 'no-store';
    }
  | {readonly kind: 'refuse'; readonly because: 'only-if-cached'};

/**
 * Whether a request goes to the origin as it is: one that is no GET, asks for a part (RFC 9110 §14.2),
 * or is conditional by itself (§13.1).
 */
export function passesThrough({method, headers}: RequestFacts): boolean {
  return method !== 'GET' || [...headers.keys()].some((name) => /^(?:if-|range$)/.test(name));
}

/** RFC 5861 §4: what counts as an error for `stale-if-error`. */
export function isServerFailure(status: number): boolean {
  return status >= 500 && status <= 504 && status !== 501;
}

/**
 * Whether a response may also answer equal requests that were made while it was under way: not where
 * §5.2.2.5 or §5.2.2.4 keeps it from "any other request", or where nothing tells that they are equal.
 */
export function mayBeShared(request: RequestFacts, headers: Headers): boolean {
  const cacheControl = parseCacheControl(headers.get('cache-control'));
  return (
    !isBarredUnvalidated(cacheControl) &&
    compareSelecting(request, headers, selectingValues(request, headers)) === 'same'
  );
}

function isBarredUnvalidated(cacheControl: CacheControl): boolean {
  return cacheControl.has('no-cache') || cacheControl.has('no-store');
}

/** Whether a stored response may answer a request (§4), and if not, what to do instead. */
export function decideReuse<Stored extends StoredResponse>(
  request: RequestFacts,
  stored: Stored | undefined,
  policy: FreshnessPolicy,
  nowMs: number,
): Decision<Stored> {
  const {defaults, override} = policy;
  // Fetch, "HTTP-network-or-cache fetch": these two modes do not look at what is stored.
  if (request.cache === 'no-store' || request.cache === 'reload') {
    return {kind: 'fetch', because: request.cache};
  }

  const selecting = !stored
    ? 'other'
    : policy.ignoreVary
      ? 'same'
      : compareSelecting(request, stored.headers, stored.selecting);
  // Fetch: both modes take what is stored, "fresh or stale". Chromium sends force-cache for back and
  // forward, where §6 asks for no validation.
  const takesStale = request.cache === 'force-cache' || request.cache === 'only-if-cached';
  if (takesStale && stored && selecting === 'same') {
    return {kind: 'serve', because: request.cache, stored};
  }
  if (request.cache === 'only-if-cached') return {kind: 'refuse', because: request.cache};
  if (!stored || selecting === 'other') {
    return {kind: 'fetch', because: stored ? 'vary' : 'not-stored'};
  }

  const validateFirst = (
    because: Extract<Decision<Stored>, {kind: 'revalidate'}>['because'],
    fallback: Fallback,
  ): Decision<Stored> => ({kind: 'revalidate', because, stored, fallback});

  // Whose copy it is, only the origin can tell: somebody may have signed out since.
  if (selecting === 'unknown') return validateFirst('vary-unknown', 'never');

  // §4.2.4: a stale response must not be used, disconnected or not, where one of these prohibits it.
  const prohibited: Fallback = override.offline === 'serve-stored' ? 'unreachable' : 'never';

  const cacheControl = parseCacheControl(stored.headers.get('cache-control'));
  // §5.2.2.4: "MUST NOT be used to satisfy any other request without forwarding it for validation
  // and receiving a successful response", fresh or not. What should not be stored, likewise.
  if (isBarredUnvalidated(cacheControl)) return validateFirst('no-cache', prohibited);

  // §4.2: fresh means that the lifetime is *greater than* the age, so a tie is stale.
  const stalenessSeconds =
    currentAgeSeconds(stored, nowMs) - freshnessLifetimeSeconds(stored, cacheControl, policy);
  const isFresh = stalenessSeconds < 0;

  // §5.2.2.2: must-revalidate binds "once the response has become stale".
  const mustRevalidate = cacheControl.has('must-revalidate') && !isFresh;
  // RFC 5861 §4: "when the cached response is more stale than the indicated amount, the cached
  // response SHOULD NOT be used"; without the directive, §4.2.4 and §4.3.3 set no limit.
  const ifErrorSeconds =
    directiveSeconds(cacheControl, 'stale-if-error') ?? defaults.staleIfErrorSeconds;
  const mayStandIn = !mustRevalidate && stalenessSeconds <= ifErrorSeconds;
  const fallback = mayStandIn ? 'any-failure' : prohibited;

  // How long the redirect itself may be reused was in the answer that is hidden from a worker.
  if (stored.redirected) return validateFirst('redirected', fallback);

  if (request.cache === 'no-cache') {
    // RFC 8246 §2: no conditional request during the freshness lifetime "upon a reload". A script
    // that asks for `no-cache` itself means it.
    if (isFresh && cacheControl.has('immutable') && request.mode === 'navigate') {
      return {kind: 'serve', because: 'immutable', stored};
    }
    return validateFirst('request-no-cache', fallback);
  }
  if (isFresh) return {kind: 'serve', because: 'fresh', stored};
  if (mustRevalidate) return validateFirst('must-revalidate', fallback);

  // RFC 5861 §3
  const whileRevalidateSeconds =
    directiveSeconds(cacheControl, 'stale-while-revalidate') ??
    defaults.staleWhileRevalidateSeconds;
  if (stalenessSeconds < whileRevalidateSeconds) {
    return {kind: 'serve-and-revalidate', because: 'stale-while-revalidate', stored};
  }
  return validateFirst('stale', fallback);
}
