import {STAMP_FIELD} from './stamp.js';

/** The key of a response with these selecting values, where another one is stored under its URL. */
export function variantKey(url: string, selecting: object): string {
  const text = JSON.stringify(selecting);
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  // The values themselves may be secret. Where two share a hash, one replaces the other.
  return withParameter(url, `variant=${hash}`);
}

/** Under which the companion cache says when a cache group was invalidated (RFC 9875). */
export function groupKey(url: string, name: string): string {
  return withParameter(new URL('/', url).href, `group=${encodeURIComponent(name)}`);
}

/** Under which the companion cache says how the search varies at a path (No-Vary-Search). */
export function pathKey(url: string): string {
  return withParameter(url.replace(/[?#].*/, ''), 'search');
}

function withParameter(url: string, parameter: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${STAMP_FIELD}-${parameter}`;
}
