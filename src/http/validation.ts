import {unmodifiedMs} from './freshness.js';
import type {Fields, StoredResponse} from './stored-response.js';

/** The validators of a stored response that a request carries (RFC 9110 §8.8). */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** The validators of a stored response, or `undefined` where it has none. */
export function validatorsOf(headers: Fields): Validators | undefined {
  const etag = headers.get('etag');
  const lastModified = headers.get('last-modified');
  return etag || lastModified ? {etag, lastModified} : undefined;
}

/**
 * What an origin may choose by among the responses to other requests (§4.1, §4.3.1): a strong entity
 * tag, since several representations may share a weak one, or a date (RFC 9110 §8.8.1).
 */
export function strongValidatorOf(headers: Fields): Validators | undefined {
  const etag = headers.get('etag');
  return etag?.startsWith('"') ? {etag, lastModified: null} : undefined;
}

/**
 * The fields that make a request conditional (§4.3.1). Both go out where both are known: the origin
 * "MUST ignore If-Modified-Since if the request contains an If-None-Match" (RFC 9110 §13.1.3), so the
 * entity tag decides.
 */
export function conditionalFields(sent: readonly Validators[]): [string, string][] {
  const etags = new Set(sent.flatMap(({etag}) => etag || []));
  const fields: [string, string | null | undefined][] = [
    ['If-None-Match', [...etags].join(', ')],
    ['If-Modified-Since', sent[0]?.lastModified],
  ];
  return fields.filter((field): field is [string, string] => Boolean(field[1]));
}

/**
 * Whether a 304 speaks of the response whose validators were sent (§4.3.4). A 304 without a
 * validator does; one with another validator must not update what is stored.
 */
export function selectsStored(answer: Headers, sent: Validators): boolean {
  const etag = answer.get('etag');
  // Equal ones need no pattern, whose first use is slow.
  if (etag && sent.etag) return etag === sent.etag || opaqueTag(etag) === opaqueTag(sent.etag);
  const lastModified = answer.get('last-modified');
  if (!sent.lastModified) return true;
  // A tag where none is stored is of a representation that nobody has seen, unless the dates agree.
  return lastModified ? lastModified === sent.lastModified : !etag;
}

/**
 * Whether the 200 to a HEAD, or a part, may speak of the stored response (§4.3.5): "matching values for any
 * received validator fields", and for Content-Length, which of a part is its own.
 */
export function agreesWithStored({headers}: StoredResponse, answer: Headers): boolean {
  return ['etag', 'last-modified', 'content-length'].every(
    (name) =>
      !answer.has(name) ||
      answer.get(name) === headers.get(name) ||
      (name === 'content-length' && answer.has('content-range')),
  );
}

/**
 * Whether a complete response is the one that is stored, so that its body need not be read again:
 * equal entity tags, or equal lengths and dates of modification where those date from well before
 * the response (RFC 9110 §8.8.2.2).
 */
export function isSameRepresentation(stored: StoredResponse, answer: Headers): boolean {
  const {headers} = stored;
  const etag = headers.get('etag');
  const answeredEtag = answer.get('etag');
  if (etag || answeredEtag) return etag === answeredEtag;

  return (
    unmodifiedMs(stored) >= 60_000 &&
    ['last-modified', 'content-length'].every(
      (name) => headers.get(name) !== null && headers.get(name) === answer.get(name),
    )
  );
}

/**
 * What identifies the representation in an entity tag as servers change it between a 200 and its
 * 304: nginx marks it weak when it compresses, Apache appends the name of the coding.
 */
function opaqueTag(etag: string): string {
  return etag.replace(/^W\/|"|[-;](?:gzip|br|zstd|deflate|df)(?="?$)/gi, '');
}
