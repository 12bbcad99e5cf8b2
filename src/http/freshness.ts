import type {FreshnessPolicy} from '../options.js';
import {type CacheControl, directiveSeconds, parseDeltaSeconds} from './cache-control.js';
import {parseHttpDate} from './http-date.js';
import {members} from './members.js';
import type {StatusPattern} from './status-pattern.js';
import type {StoredResponse} from './stored-response.js';

type Dated = Pick<StoredResponse, 'headers' | 'requestTimeMs' | 'responseTimeMs'>;
type Received = Dated & Pick<StoredResponse, 'status'>;

/** §4.2.2: statuses that RFC 9110 §15.1 defines as heuristically cacheable. */
const HEURISTICALLY_CACHEABLE: StatusPattern = /^(20[0346]|30[018]|40[45]|41[04]|501)$/;

/** However old a file is, a guess should not outlive a day. */
const MAX_HEURISTIC_SECONDS = 86_400;

/** §4.2.3 date_value; RFC 9110 §6.6.1: no valid Date means the time of receipt. */
export function dateMs({headers, responseTimeMs}: Omit<Dated, 'requestTimeMs'>): number {
  return parseHttpDate(headers.get('date'), responseTimeMs) ?? responseTimeMs;
}

/** §4.2.1, without heuristics: what `max-age` or Expires says, or `undefined` where both are absent. */
export function explicitLifetimeSeconds(
  response: Dated,
  cacheControl: CacheControl,
): number | undefined {
  // §5.3: "If a response includes a Cache-Control header field with the max-age directive, a
  // recipient MUST ignore the Expires header field", so an invalid max-age does not fall back on it.
  const maxAgeSeconds = directiveSeconds(cacheControl, 'max-age');
  if (maxAgeSeconds !== undefined) return maxAgeSeconds;

  const expires = response.headers.get('expires');
  if (expires === null) return undefined;
  // §5.3: "MUST interpret invalid date formats, especially the value "0", as ... already expired".
  const expiresMs = parseHttpDate(expires, response.responseTimeMs);
  return expiresMs === undefined ? 0 : (expiresMs - dateMs(response)) / 1000;
}

/** How long a response had been unmodified when it was made; NaN where it does not tell. */
export function unmodifiedMs(response: Dated): number {
  const lastModified = response.headers.get('last-modified');
  const modifiedMs = parseHttpDate(lastModified, response.responseTimeMs);
  return dateMs(response) - (modifiedMs ?? Number.NaN);
}

/** §4.2.2: a share of the time since the last modification. */
function heuristicLifetimeSeconds(response: Dated, fraction = 0.1): number {
  return Math.min((unmodifiedMs(response) / 1000) * fraction, MAX_HEURISTIC_SECONDS) || 0;
}

/** The freshness lifetime of a response (§4.2.1), after the user's defaults. */
export function ownLifetimeSeconds(
  response: Received,
  cacheControl: CacheControl,
  {defaults = {}}: FreshnessPolicy,
): number {
  return (
    explicitLifetimeSeconds(response, cacheControl) ??
    // §4.2.2: nothing may be guessed for another status, unless the response is explicitly cacheable.
    (HEURISTICALLY_CACHEABLE.test(response.status) || cacheControl.has('public')
      ? (defaults.maxAgeSeconds ?? heuristicLifetimeSeconds(response, defaults.heuristicFraction))
      : 0)
  );
}

/** The same, after the user's overrides too. */
export function freshnessLifetimeSeconds(
  response: Received,
  cacheControl: CacheControl,
  policy: FreshnessPolicy,
): number {
  const {minTtlSeconds = 0, maxTtlSeconds = Number.POSITIVE_INFINITY} = policy.override ?? {};
  const lifetimeSeconds = ownLifetimeSeconds(response, cacheControl, policy);
  return Math.min(Math.max(lifetimeSeconds, minTtlSeconds), maxTtlSeconds);
}

/** The current age of a response (§4.2.3). */
export function currentAgeSeconds(response: Dated, nowMs: number): number {
  const {requestTimeMs, responseTimeMs} = response;
  // A clock that was set back must not make a response younger than it was on arrival.
  const elapsedMs = (sinceMs: number, untilMs: number) => Math.max(0, untilMs - sinceMs);
  const apparentAgeMs = elapsedMs(dateMs(response), responseTimeMs);
  // §5.1: "use the first member of the field value"; "If the field value is invalid, ... ignore the field".
  const [ageValue = '0'] = members(response.headers.get('age'));
  const correctedAgeMs =
    (parseDeltaSeconds(ageValue) ?? 0) * 1000 + elapsedMs(requestTimeMs, responseTimeMs);
  return (Math.max(apparentAgeMs, correctedAgeMs) + elapsedMs(responseTimeMs, nowMs)) / 1000;
}
