import type {RevalidateWhenStale} from '../revalidate-when-stale.js';
import type {StoredCopy} from '../storage/stored-copy.js';

/**
 * The request that selects a stored response, for revalidation; `undefined` where a worker cannot make
 * it: where the key does not tell the URL, or the browser alone sets what the response varies on.
 */
export function requestFor(
  url: string,
  {response, selecting = {}, credentials = 'same-origin'}: StoredCopy,
  {matchOptions, plugins}: RevalidateWhenStale,
): Request | undefined {
  const fields = Object.entries(selecting).filter(([, value]) => value !== null);
  const isHidden = fields.some(([name]) => name.startsWith('sec-fetch-'));
  const isKeyed = plugins.some(({cacheKeyWillBeUsed}) => cacheKeyWillBeUsed);
  if (isHidden || isKeyed || matchOptions?.ignoreSearch) return undefined;
  // What was received as opaque is nothing that CORS would let through.
  const mode = response.type === 'opaque' ? 'no-cors' : 'cors';
  const headers = fields as [string, string][];
  return new Request(url, {headers, mode, credentials, cache: 'no-cache'});
}
