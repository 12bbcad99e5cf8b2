import {
  conditionalFields,
  strongValidatorOf,
  type Validators,
  validatorsOf,
} from '../http/validation.js';
import type {CrossOrigin} from '../options.js';
import type {StoredCopy} from '../storage/stored-copy.js';

/** A stored response, and those of its validators that are on a request. */
interface Asked {
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
  if (asked.length > 0) {
    const conditional = refetchRequest(request, {
      cache: 'no-cache',
      // A validator must not follow a redirect.
      redirect: 'manual',
      // Which the empty body of a 304 would fail; the page checks what it is given.
      integrity: '',
      // The answer is for all who ask, whoever gives up.
      signal: null,
      // In `no-cors` the validator would be dropped without an error. A navigation becomes this of itself.
      ...(isSameOrigin && {mode: 'same-origin'}),
    });
    const carries = ([name, value]: [string, string]) => {
      conditional.headers.set(name, value);
      return conditional.headers.has(name);
    };
    const fields = conditionalFields(asked.map(({validators}) => validators));
    if (fields.every(carries)) return {request: conditional, asked};
  }
  return {request: selected ? refetchRequest(request, {cache: 'no-cache'}) : request, asked: []};
}

/** The page's request once more, changed. A Request made from another forgets who asked. */
export function refetchRequest(request: Request, init: RequestInit): Request {
  const {referrer, referrerPolicy} = request;
  return new Request(request, {referrer, referrerPolicy, ...init});
}
