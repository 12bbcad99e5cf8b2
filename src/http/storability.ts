import {parseCacheControl} from './cache-control.js';
import {explicitLifetimeSeconds} from './freshness.js';
import type {RequestFacts, StoredResponse} from './stored-response.js';
import {varyingFields} from './vary.js';

type Received = Pick<StoredResponse, 'headers' | 'requestTimeMs' | 'responseTimeMs' | 'status'>;

export type StorageBar = 'method' | 'status' | 'no-store' | 'vary' | 'endless' | 'unsuitable-type';

/** For any other destination an HTML page is never the answer, but a sign-in or error page. */
const MAY_BE_HTML = /^$|document|embed|frame|object/;

/** Why a response must not be stored (§3), or `undefined` where it may be. */
export function storageBar(request: RequestFacts, response: Received): StorageBar | undefined {
  const {headers, status} = response;
  if (request.method !== 'GET') return 'method';
  // A 206 is a part, and a 304 completes what is stored. Fetch hands over final statuses only (§3).
  if (status === 206 || status === 304) return 'status';
  // §5.2.1.5 and §5.2.2.5
  const prohibits = (fields: Headers) =>
    parseCacheControl(fields.get('cache-control')).has('no-store');
  if (request.cache === 'no-store' || prohibits(request.headers) || prohibits(headers)) {
    return 'no-store';
  }
  if (varyingFields(headers).includes('*')) return 'vary';

  const contentType = headers.get('content-type') ?? '';
  // A stream of events ends when the page leaves: there never is a whole to store.
  if (/^text\/event-stream\b/i.test(contentType)) return 'endless';
  if (!MAY_BE_HTML.test(request.destination) && /^text\/html\b/i.test(contentType)) {
    return 'unsuitable-type';
  }
  return undefined;
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
