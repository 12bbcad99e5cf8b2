import {groupUrls} from './cache-groups.js';
import {resolveReference} from './uri-reference.js';

/** RFC 9110 §9.2.1: any other method may change what is stored, an unknown one too. */
export function isUnsafe(method: string): boolean {
  return !['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method);
}

/**
 * What a response to an unsafe request invalidates, where it is no error: the target URI and, of the
 * same origin, those in Location and Content-Location (§4.4), and the cache groups that it names (RFC
 * 9875 §3). A redirect that was followed was no error, whatever it led to; nor is one that is hidden, as
 * far as anybody can tell.
 *
 * @param key the URL under which a response of the target is stored, where that is another one.
 */
export function invalidatedBy(
  url: string,
  {headers, redirected, status}: Pick<Response, 'headers' | 'redirected' | 'status'>,
  key?: string,
): string[] {
  if (status >= 400 && !redirected) return [];
  const {origin} = new URL(url);
  // Where a redirect led, another origin may answer.
  const fields = redirected ? new Headers() : headers;
  const references = ['', key, fields.get('location'), fields.get('content-location')];
  const urls = references
    .map((reference) => resolveReference(reference ?? '', url) ?? '')
    // The origin itself may not invalidate what another one serves.
    .filter((located) => located.startsWith(`${origin}/`));
  return [...new Set(urls), ...groupUrls(fields.get('cache-group-invalidation'), url)];
}
