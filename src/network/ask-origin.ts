import type {StoredResponse} from '../http/stored-response.js';
import {isSameRepresentation, selectsStored} from '../http/validation.js';
import type {CrossOrigin} from '../options.js';
import {
  delegateFromNowOn,
  type RevalidationRequest,
  refetchRequest,
  revalidationRequest,
} from './revalidation-request.js';

export interface Answer {
  /** Whether the stored response is still the origin's; `response` then only brings new fields. */
  readonly notModified: boolean;
  readonly response: Response;
  readonly requestTimeMs: number;
  readonly responseTimeMs: number;
}

type Send = (request: Request) => Promise<Response>;

/**
 * Gets the origin's answer: that the stored response still holds, or a complete response. A 304 that
 * does not speak of the stored response is never returned.
 *
 * @param preloaded what the browser has already asked for, for a navigation.
 * @throws {TypeError} where the origin cannot be reached, or answers 304 to no condition.
 */
export async function askOrigin(
  request: Request,
  stored: StoredResponse | undefined,
  send: Send,
  crossOrigin: CrossOrigin | undefined,
  preloaded: Response | undefined,
  nowMs: number,
): Promise<Answer> {
  let requestTimeMs = nowMs;
  const again = (cache: RequestCache) => {
    requestTimeMs = Date.now();
    return send(refetchRequest(request, {cache}));
  };
  const attempt: RevalidationRequest =
    stored && !preloaded
      ? revalidationRequest(request, stored, crossOrigin)
      : {request, validators: undefined};

  let response: Response;
  try {
    response = preloaded ?? (await send(attempt.request));
  } catch (error) {
    // A preflight that failed looks like a network that is gone.
    if (!attempt.validators || attempt.request.mode !== 'cors') throw error;
    response = await again('no-cache');
    delegateFromNowOn(request);
  }

  if (response.status === 304) {
    if (attempt.validators && selectsStored(response.headers, attempt.validators)) {
      return {notModified: true, response, requestTimeMs, responseTimeMs: Date.now()};
    }
    response = await again('reload');
  } else if (response.type === 'opaqueredirect' && request.redirect === 'follow') {
    response = await again('no-cache');
  }
  const responseTimeMs = Date.now();
  if (response.status === 304) {
    throw new TypeError(`${request.url}: 304 to no condition`);
  }
  const notModified =
    stored !== undefined &&
    response.status === stored.status &&
    // RFC 9110 §8.8.3: an entity tag tells apart representations of one resource.
    response.url === stored.url &&
    isSameRepresentation(stored, response.headers);
  return {notModified, response, requestTimeMs, responseTimeMs};
}
