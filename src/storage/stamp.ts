import type {Updates} from '../http/freshening.js';
import {parseHttpDate} from '../http/http-date.js';
import {type SelectingValues, varyingFields} from '../http/vary.js';

/** What is known of a stored response that its own fields do not say. */
export interface Stamp {
  /** Of which response this speaks. */
  readonly fingerprint: string;
  /** Tells apart two responses whose fingerprints are the same; absent where it was never read. */
  readonly id?: number;
  readonly requestTimeMs: number;
  readonly responseTimeMs: number;
  readonly selecting?: SelectingValues | undefined;
  /** With which credentials it was asked for (Fetch, `Request.credentials`). */
  readonly credentials?: RequestCredentials;
  /** What later 304s have changed. */
  readonly updates?: Updates;
}

/** What tells one stored response from another, as far as a worker can read it. */
export function fingerprintOf({headers}: Response): string {
  return JSON.stringify(
    ['etag', 'last-modified', 'date', 'age', 'content-length'].map((name) => headers.get(name)),
  );
}

/** As a field value: JSON of byte strings is a byte string. */
export const encode: (content: object) => string = JSON.stringify;

/** What was encoded; empty where there is nothing, or what somebody else wrote. Never throws. */
export function decode<T extends object>(value: string | null | undefined): Partial<T> {
  try {
    return {...JSON.parse(value ?? 'null')};
  } catch {
    return {};
  }
}

/** Whether Date alone tells when the response was received, or rather a little earlier. */
export function isDatedBy({headers}: Response, timeMs: number): boolean {
  // No date is NaN, which is not before anything.
  return Number(parseHttpDate(headers.get('date'), timeMs)) <= timeMs;
}

/**
 * Whether the fields of a response leave open what its stamp tells.
 *
 * @param isMarked whether its URL is marked, so that it matters when it was asked for; its groups may be, too.
 * @param sidecar its own, which tells the same.
 */
export function needsStamp(
  response: Response,
  nowMs: number,
  isMarked: boolean,
  sidecar: Stamp | undefined,
): boolean {
  const {headers} = response;
  return (
    !isDatedBy(response, nowMs) ||
    (!sidecar && (isMarked || headers.has('age') || headers.has('cache-groups'))) ||
    varyingFields(headers).length > 0
  );
}
