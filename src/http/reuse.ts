import type {FreshnessPolicy} from '../options.js';
import {
  type CacheControl,
  directiveSeconds,
  directivesOf,
  parseCacheControl,
} from './cache-control.js';
import type {Decision, Fallback} from './decision.js';
import {fieldNames} from './field-names.js';
import {currentAgeSeconds, freshnessLifetimeSeconds} from './freshness.js';
import type {StatusPattern} from './status-pattern.js';
import {prohibitsStoring} from './storability.js';
import type {Fields, RequestFacts, StoredResponse} from './stored-response.js';
import {compareSelecting, selectingValues} from './vary.js';

/**
 * Whether a request goes to the origin as it is: one of a method that no stored response answers, or
 * one that is conditional by itself (RFC 9110 §13.1), which Fetch takes past a cache too.
 */
export function passesThrough({method, headers}: RequestFacts): boolean {
  return (
    (method !== 'GET' && method !== 'HEAD') ||
    ['If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since'].some((name) =>
      headers.has(name),
    )
  );
}

/**
 * What counts as an error for `stale-if-error`: the four of RFC 5861 §4, and what else tells that the origin
 * could not answer, as the 520 to 530 of a CDN do (§4.3.3: any 5xx may); 501 and 505 speak of the request.
 */
export const SERVER_FAILURE: StatusPattern = /^5(?!0[15])/;

/**
 * Whether a response may also answer equal requests that were made while it was under way: not where
 * §5.2.2.5 or §5.2.2.4 keeps it from "any other request", or where nothing tells that they are equal.
 */
export function mayBeShared(request: RequestFacts, headers: Fields, status: number): boolean {
  const cacheControl = directivesOf({headers});
  return (
    !isBarredUnvalidated(cacheControl, status) &&
    compareSelecting(request, headers, selectingValues(request, headers)) === 'same'
  );
}

function isBarredUnvalidated(cacheControl: CacheControl, status: number): boolean {
  return cacheControl.get('no-cache') === '' || prohibitsStoring(cacheControl, status);
}

/**
 * §5.2.2.4, with field names: the fields that "MUST NOT be used to satisfy any other request", while
 * the rest of the response may be.
 */
export function fieldsBarredUnvalidated(headers: Fields): string[] {
  return fieldNames(directivesOf({headers}).get('no-cache'));
}

/** How long a stored response remains fresh, below 0 for how long it has been stale. */
export function ttlSeconds(stored: StoredResponse, policy: FreshnessPolicy, nowMs: number): number {
  const cacheControl = directivesOf(stored);
  const lifetimeSeconds = freshnessLifetimeSeconds(stored, cacheControl, policy);
  return Math.floor(Math.min(lifetimeSeconds, 2 ** 31) - currentAgeSeconds(stored, nowMs));
}

/** What a request asks of a cache (§5.2.1). */
function requestDirectives({headers}: RequestFacts): CacheControl {
  // §5.4: what Pragma says counts where Cache-Control is absent.
  return parseCacheControl(headers.get('cache-control') ?? headers.get('pragma'));
}

/** Whether a stored response may answer a request (§4), and if not, what to do instead. */
export function decideReuse(
  request: RequestFacts,
  stored: StoredResponse | undefined,
  policy: FreshnessPolicy,
  nowMs: number,
): Decision {
  const {defaults, override, matchOptions} = policy;
  // Fetch, "HTTP-network-or-cache fetch": these two modes do not look at what is stored.
  if (request.cache === 'no-store' || request.cache === 'reload') {
    return {kind: 'fetch', because: request.cache};
  }
  const asked = requestDirectives(request);
  // §5.2.1.5 leaves open what is stored already: whoever wants nothing kept wants nothing that was.
  if (asked.has('no-store')) return {kind: 'fetch', because: 'no-store'};

  const selecting = !stored
    ? 'other'
    : matchOptions?.ignoreVary
      ? 'same'
      : compareSelecting(request, stored.headers, stored.selecting);
  // Fetch: both modes take what is stored, "fresh or stale". Chromium sends force-cache for back and
  // forward, where §6 asks for no validation.
  const takesStale = request.cache === 'force-cache' || request.cache === 'only-if-cached';
  if (takesStale && selecting === 'same') {
    return {kind: 'serve', because: request.cache};
  }
  // §5.2.1.7: "respond with either a stored response ... or a 504".
  const refusesNetwork = request.cache === 'only-if-cached' || asked.has('only-if-cached');
  const refusal: Decision = {kind: 'refuse', because: 'only-if-cached'};
  if (!stored || selecting === 'other') {
    return refusesNetwork ? refusal : {kind: 'fetch', because: stored ? 'vary' : 'not-stored'};
  }

  const validateFirst = (
    because: Extract<Decision, {kind: 'revalidate'}>['because'],
    fallback: Fallback,
  ): Decision => (refusesNetwork ? refusal : {kind: 'revalidate', because, fallback});

  // Whose copy it is, only the origin can tell: somebody may have signed out since.
  if (selecting === 'unknown') return validateFirst('vary-unknown', 'never');

  // §4.2.4: a stale response must not be used, disconnected or not, where one of these prohibits it.
  const prohibited: Fallback = override?.offline === 'serve-stored' ? 'unreachable' : 'never';

  const cacheControl = directivesOf(stored);
  // §5.2.2.4: "MUST NOT be used to satisfy any other request without forwarding it for validation
  // and receiving a successful response", fresh or not. What should not be stored, likewise.
  if (isBarredUnvalidated(cacheControl, stored.status))
    return validateFirst('no-cache', prohibited);

  // §4.4: "in need of a mandatory validation".
  if (stored.requestTimeMs < (stored.invalidatedMs ?? 0)) {
    return validateFirst('invalidated', prohibited);
  }

  const ageSeconds = currentAgeSeconds(stored, nowMs);
  // §4.2: fresh means that the lifetime is *greater than* the age, so a tie is stale.
  const stalenessSeconds = ageSeconds - freshnessLifetimeSeconds(stored, cacheControl, policy);
  const isFresh = stalenessSeconds < 0;

  // §5.2.2.2: must-revalidate binds "once the response has become stale".
  const mustRevalidate = cacheControl.has('must-revalidate') && !isFresh;
  // RFC 5861 §4, of a response and of a request: "when the cached response is more stale than the
  // indicated amount, the cached response SHOULD NOT be used"; without the directive, §4.2.4 and
  // §4.3.3 set no limit.
  const ifErrorSeconds = Math.min(
    directiveSeconds(asked, 'stale-if-error') ?? Number.POSITIVE_INFINITY,
    directiveSeconds(cacheControl, 'stale-if-error') ??
      defaults?.staleIfErrorSeconds ??
      Number.POSITIVE_INFINITY,
  );
  const mayStandIn = !mustRevalidate && stalenessSeconds <= ifErrorSeconds;
  const fallback = mayStandIn ? 'any-failure' : prohibited;

  // How long the redirect itself may be reused was in the answer that is hidden from a worker.
  if (stored.redirected) return validateFirst('redirected', fallback);

  if (asked.has('no-cache')) return validateFirst('request', fallback);
  if (request.cache === 'no-cache') {
    // RFC 8246 §2: no conditional request "during the response's freshness lifetime".
    return isFresh && cacheControl.has('immutable')
      ? {kind: 'serve', because: 'immutable'}
      : validateFirst('request', fallback);
  }
  // §5.2.1.1: an age "less than or equal to the specified number"; for 0, none will do.
  const maxAgeSeconds = directiveSeconds(asked, 'max-age') ?? Number.POSITIVE_INFINITY;
  // §5.2.1.3: fresh "for at least the specified number of seconds", so not stale either.
  const minFreshSeconds = directiveSeconds(asked, 'min-fresh') ?? Number.NEGATIVE_INFINITY;
  if (maxAgeSeconds === 0 || ageSeconds > maxAgeSeconds || -stalenessSeconds < minFreshSeconds) {
    return validateFirst('request', fallback);
  }
  if (isFresh) return {kind: 'serve', because: 'fresh'};
  if (mustRevalidate) return validateFirst('must-revalidate', fallback);

  // §5.2.1.2: "If no value is assigned to max-stale, then the client will accept a stale response of
  // any age."
  const maxStaleSeconds = directiveSeconds(asked, 'max-stale') ?? Number.NEGATIVE_INFINITY;
  if (asked.get('max-stale') === '' || stalenessSeconds <= maxStaleSeconds) {
    return {kind: 'serve', because: 'max-stale'};
  }

  // RFC 5861 §3; §5.2.1.1: who asks for max-age "does not wish to receive a stale response".
  const whileRevalidateSeconds =
    directiveSeconds(cacheControl, 'stale-while-revalidate') ??
    defaults?.staleWhileRevalidateSeconds ??
    0;
  if (stalenessSeconds < whileRevalidateSeconds && !refusesNetwork && !asked.has('max-age')) {
    return {kind: 'serve-and-revalidate', because: 'stale-while-revalidate'};
  }
  return validateFirst('stale', fallback);
}
