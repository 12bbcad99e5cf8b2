import {parseCacheControl} from './cache-control.js';
import {explicitLifetimeSeconds} from './freshness.js';
import type {RequestFacts, StoredResponse} from './stored-response.js';
import {varyingFields} from './vary.js';

type Received = Pick<StoredResponse, 'headers' | 'requestTimeMs' | 'responseTimeMs' | 'status'>;

/** For any other destination an HTML page is never the answer, but a sign-in or error page. */
const MAY_BE_HTML = /^$|document|embed|frame|object/;

/** Whether a response may be stored (§3). */
export function mayStore(request: RequestFacts, {headers, status}: Received): boolean {
  // §5.2.1.5 and §5.2.2.5
  const prohibits = (fields: Headers) =>
    parseCacheControl(fields.get('cache-control')).has('no-store');
  const contentType = headers.get('content-type') ?? '';
  return !(
    request.method !== 'GET' ||
    // A 206 is a part, and a 304 completes what is stored. Fetch hands over final statuses only (§3).
    status === 206 ||
    status === 304 ||
    request.cache === 'no-store' ||
    prohibits(request.headers) ||
    prohibits(headers) ||
    varyingFields(headers).includes('*') ||
    // A stream of events ends when the page leaves: there never is a whole to store.
    /^text\/event-stream\b/i.test(contentType) ||
    (/^text\/html\b/i.test(contentType) && !MAY_BE_HTML.test(request.destination))
  );
}

/**
 * Whether to store a response that may be stored and that no plugin has asked for: a 200, which may
 * be needed offline, or another status whose lifetime the origin gave (§3).
 */
export function isWorthStoring(response: Received): boolean {
  const {headers, status} = response;
  if (status === 200) return true;
  const cacheControl = parseCacheControl(headers.get('cache-control'));
  return (explicitLifetimeSeconds(response, cacheControl) ?? 0) > 0;
}

/** Whether a status is that of an error, which never replaces a good copy, while the stored one is not. */
export function spoilsCopy(status: number, storedStatus = 400): boolean {
  return status >= 400 && storedStatus < 400;
}
