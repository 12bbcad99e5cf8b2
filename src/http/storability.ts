import {parseCacheControl} from './cache-control.js';
import {explicitLifetimeSeconds} from './freshness.js';
import type {RequestFacts, StoredResponse} from './stored-response.js';
import {varyingFields} from './vary.js';

type Received = Pick<StoredResponse, 'headers' | 'requestTimeMs' | 'responseTimeMs' | 'status'>;

export type StorageBar = 'method' | 'status' | 'no-store' | 'vary' | 'endless' | 'unsuitable-type';

/** Destinations (workers and worklets among them) for which an HTML page is never the answer, but a sign-in or error page. */
const NEVER_HTML = /audio|font|image|manifest|script|style|track|video|work/;

/** Why a response must not be stored (§3), or `undefined` where it may be. */
export function storageBar(request: RequestFacts, response: Received): StorageBar | undefined {
  const {headers, status} = response;
  if (request.method !== 'GET') return 'method';
  // §3: "the response status code is final"; a 304 completes a stored response, and a 206 is a part.
  if (status === 206 || status === 304 || (status !== 0 && status < 200)) return 'status';
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
  if (NEVER_HTML.test(request.destination) && /^text\/html\b/i.test(contentType)) {
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
  return status !== 0 && (explicitLifetimeSeconds(response, cacheControl) ?? 0) > 0;
}

/** Whether a response reports a failure, and so never replaces a stored one that does not. */
export function isError(status: number): boolean {
  return status >= 400;
}
