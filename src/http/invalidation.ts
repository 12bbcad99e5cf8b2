import {parseStrings} from './structured-fields.js';
import {resolveReference} from './uri-reference.js';

/** RFC 9110 §9.2.1: any other method may change what is stored, an unknown one too. */
export function isUnsafe(method: string): boolean {
  return !['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method);
}

/** What a response to an unsafe request invalidates (§4.4, RFC 9875 §3). */
export interface Invalidated {
  readonly urls: readonly string[];
  /** Cache groups of their origin. */
  readonly groups?: readonly string[];
}

/**
 * The target URI and, of the same origin, those in Location and Content-Location, where the response
 * is no error (§4.4). A redirect that was followed was none, whatever it led to; nor is one that is
 * hidden, as far as anybody can tell.
 *
 * @param key the URL under which a response of the target is stored, where that is another one.
 */
export function invalidatedBy(
  url: string,
  {headers, redirected, status}: Pick<Response, 'headers' | 'redirected' | 'status'>,
  key?: string,
): Invalidated {
  if (status >= 400 && !redirected) return {urls: []};
  const {origin} = new URL(url);
  // Where a redirect led, another origin may answer.
  const fields = redirected ? new Headers() : headers;
  const references = ['', key, fields.get('location'), fields.get('content-location')];
  const urls = references.flatMap((reference) => {
    const located = resolveReference(reference ?? '', url);
    // The origin itself may not invalidate what another one serves.
    return located?.startsWith(`${origin}/`) ? located : [];
  });
  return {
    urls: [...new Set(urls)],
    groups: cacheGroups(fields.get('cache-group-invalidation')),
  };
}

/** The groups that Cache-Groups or Cache-Group-Invalidation name (RFC 9875 §2, §3). */
export function cacheGroups(fieldValue: string | null): string[] {
  return (fieldValue && parseStrings(fieldValue)) || [];
}
