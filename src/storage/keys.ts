import {STAMP_FIELD} from './stamp.js';

/** The key of a response with these selecting values, where another one is stored under its URL. */
export function variantKey(url: string, selecting: object): string {
  let hash = 0;
  // The values themselves may be secret. Where two share a hash, one replaces the other.
  for (const character of JSON.stringify(selecting)) {
    hash = (Math.imul(hash, 31) + character.charCodeAt(0)) | 0;
  }
  return `${url}${url.includes('?') ? '&' : '?'}${STAMP_FIELD}-variant=${hash}`;
}

/** Under which the companion cache says when a cache group was invalidated (RFC 9875). */
export function groupKey(url: string, name: string): string {
  return new URL(`/?${STAMP_FIELD}-group=${encodeURIComponent(name)}`, url).href;
}
