import {
  conditionalFields,
  strongValidatorOf,
  type Validators,
  validatorsOf,
} from '../http/validation.js';
import type {CrossOrigin} from '../options.js';
import type {StoredCopy} from '../storage/stored-copy.js';

/** A stored response, and those of its validators that are on a request. */
export interface Asked {
  readonly copy: StoredCopy;
  readonly validators: Validators;
}

export interface RevalidationRequest {
  readonly request: Request;
  /** Empty where validation is left to the browser's HTTP cache. */
  readonly asked: readonly Asked[];
}

/** Origins that refused a request with a validator of ours, for the rest of this worker's life. */
export const refusing = new Set<string>();

/**
 * The request that revalidates the stored response that was selected, or asks which of those is right
 * that other requests have selected.
 *
 * Its cache mode is `no-cache`: with a validator of our own, no engine then adds more than
 * `Cache-Control: max-age=0` and each hands on the 304; without one, the browser's HTTP cache adds its.
 */
export function revalidationRequest(
  request: Request,
  selected: StoredCopy | undefined,
  copies: readonly StoredCopy[],
  crossOrigin: CrossOrigin | undefined,
): RevalidationRequest {
  const isSameOrigin = request.url.startsWith(`${self.location.origin}/`);
  const mayAsk =
    isSameOrigin || (crossOrigin === 'conditional' && !refusing.has(new URL(request.url).origin));
  const asked = copies.flatMap((copy) => {
    const validators = selected ? validatorsOf(copy.headers) : strongValidatorOf(copy.headers);
    // A redirect's target would answer a validator that was never its own.
    return validators && mayAsk && !copy.redirected ? {copy, validators} : [];
  });
  const conditional = asked.length > 0 && conditionalRequest(request, asked, isSameOrigin);
  if (conditional) return {request: conditional, asked};
  return {request: selected ? refetchRequest(request, {cache: 'no-cache'}) : request, asked: []};
}

/** The page's request once more, changed. */
export function refetchRequest(request: Request, init: RequestInit): Request {
  return new Request(request, {...referrerOf(request), ...init});
}

function conditionalRequest(
  request: Request,
  asked: readonly Asked[],
  isSameOrigin: boolean,
): Request | undefined {
  const fields = conditionalFields(asked.map(({validators}) => validators));
  const init: RequestInit = {
    ...referrerOf(request),
    method: request.method,
    headers: [...request.headers, ...fields],
    cache: 'no-cache',
    // A validator must not follow a redirect.
    redirect: 'manual',
    // Which the empty body of a 304 would fail; the page checks what it is given.
    integrity: '',
  };
  // In mode `no-cors` the validator would be dropped without an error, so a request of the same
  // origin is built from its URL. A navigation turns into `same-origin` of itself.
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
