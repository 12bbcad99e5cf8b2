import type {StoredResponse} from '../http/stored-response.js';
import {conditionalFields, type Validators, validatorsOf} from '../http/validation.js';
import type {CrossOrigin} from '../options.js';

export interface RevalidationRequest {
  readonly request: Request;
  /** The validators that are on the request; `undefined` where it is left to the browser's HTTP cache. */
  readonly validators: Validators | undefined;
}

/** Origins that refused a request with a validator of ours, for the rest of this worker's life. */
const refusing = new Set<string>();

/**
 * The request that revalidates a stored response.
 *
 * Its cache mode is `no-cache`: with a validator of our own, no engine then adds more than
 * `Cache-Control: max-age=0` and each hands on the 304; without one, the browser's HTTP cache adds its.
 */
export function revalidationRequest(
  request: Request,
  stored: StoredResponse,
  crossOrigin: CrossOrigin | undefined,
): RevalidationRequest {
  const validators = validatorsOf(stored.headers);
  const {origin} = new URL(request.url);
  const isSameOrigin = origin === self.location.origin;
  const mayAsk = isSameOrigin || (crossOrigin === 'conditional' && !refusing.has(origin));
  // A redirect's target would answer a validator that was never its own.
  if (validators && mayAsk && !stored.redirected) {
    const conditional = conditionalRequest(request, validators, isSameOrigin);
    if (conditional) return {request: conditional, validators};
  }
  return {request: refetchRequest(request, {cache: 'no-cache'}), validators: undefined};
}

/** The page's request once more, changed. */
export function refetchRequest(request: Request, init: RequestInit): Request {
  return new Request(request, {...referrerOf(request), ...init});
}

export function delegateFromNowOn(request: Request): void {
  refusing.add(new URL(request.url).origin);
}

function conditionalRequest(
  request: Request,
  validators: Validators,
  isSameOrigin: boolean,
): Request | undefined {
  const headers = new Headers(request.headers);
  const fields = conditionalFields(validators);
  for (const [name, value] of fields) headers.set(name, value);
  const init: RequestInit = {
    ...referrerOf(request),
    headers,
    cache: 'no-cache',
    // A validator must not follow a redirect.
    redirect: 'manual',
  };
  // In mode `no-cors` the validator would be dropped without an error, so a request of the same
  // origin is built from its URL, without `integrity`, which the empty body of a 304 would fail. A
  // navigation turns into `same-origin` of itself.
  const conditional =
    isSameOrigin && request.mode !== 'navigate'
      ? new Request(request.url, {...init, mode: 'same-origin', credentials: request.credentials})
      : new Request(request, init);
  return fields.every(([name]) => conditional.headers.has(name)) ? conditional : undefined;
}

/** A Request made from another forgets who asked. */
function referrerOf({referrer, referrerPolicy}: Request): RequestInit {
  return {referrer, referrerPolicy};
}
