import type {StrategyHandler} from 'workbox-strategies/StrategyHandler.js';
import {agreesWithStored, isSameRepresentation, selectsStored} from '../http/validation.js';
import type {CrossOrigin} from '../options.js';
import type {Received, StoredCopy} from '../storage/stored-copy.js';
import {refetchRequest, refusing, revalidationRequest} from './revalidation-request.js';

export interface Answer extends Received {
  /** The stored response that still holds; `response` then only brings new fields. */
  readonly notModified: StoredCopy | undefined;
}

/**
 * Gets the origin's answer: that a stored response still holds, or a complete response. A 304 that
 * does not speak of a stored response is never returned.
 *
 * @param selected the stored response that the request selects.
 * @param copies that one alone, or where it selects none, those that other requests have selected.
 * @param preloaded what the browser has already asked for, for a navigation.
 * @throws {TypeError} where the origin cannot be reached, or answers 304 to no condition.
 */
export async function askOrigin(
  request: Request,
  selected: StoredCopy | undefined,
  copies: readonly StoredCopy[],
  handler: Pick<StrategyHandler, 'fetch'>,
  crossOrigin: CrossOrigin | undefined,
  preloaded: Response | undefined,
  nowMs: number,
): Promise<Answer> {
  let requestTimeMs = nowMs;
  const again = (cache: RequestCache) => {
    requestTimeMs = Date.now();
    return handler.fetch(refetchRequest(request, {cache}));
  };
  const {request: attempt, asked} = revalidationRequest(request, selected, copies, crossOrigin);

  let response: Response;
  try {
    response = preloaded ?? (await handler.fetch(attempt));
  } catch (error) {
    // A preflight that failed looks like a network that is gone.
    if (asked.length === 0 || attempt.mode !== 'cors') throw error;
    response = await again('no-cache');
    refusing.add(new URL(request.url).origin);
  }

  let notModified: StoredCopy | undefined;
  if (response.status === 304) {
    // Of which stored response it speaks (§4.3.4): of several, of that with the very tag.
    const {headers} = response;
    notModified = asked.find(({validators}) =>
      asked.length > 1
        ? validators.etag === headers.get('etag')
        : selectsStored(headers, validators),
    )?.copy;
    if (!notModified) response = await again('reload');
  } else if (response.type === 'opaqueredirect' && request.redirect === 'follow') {
    response = await again('no-cache');
  }
  const responseTimeMs = Date.now();
  if (response.status === 304 && !notModified) throw new TypeError(`${request.url}: unasked 304`);
  const isSame = request.method === 'HEAD' ? agreesWithStored : isSameRepresentation;
  if (
    // RFC 9110 §8.8.3: an entity tag tells apart representations of one resource.
    response.status === selected?.status &&
    response.url === selected.url &&
    isSame(selected, response.headers)
  ) {
    notModified = selected;
  }
  return {notModified, response, requestTimeMs, responseTimeMs};
}
