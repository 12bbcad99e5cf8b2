import {STAMP_FIELD} from './our-caches.js';

/** The key of what is stored beside the response of a URL, and in what it differs from that. */
export function variantKey(url: string, difference: object): string {
  const text = encodeURIComponent(JSON.stringify(difference));
  return `${url}${url.includes('?') ? '&' : '?'}${STAMP_FIELD}-variant=${text}`;
}

/** The URL beside whose response a key is. */
export function urlOf(key: string): string {
  return key.replace(new RegExp(`[?&]${STAMP_FIELD}-variant=.*`), '');
}

/** Under which key it is noted how the search varies there. */
export function pathOf(url: string): string {
  return url.replace(/[?#].*/, '');
}
