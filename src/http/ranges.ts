import type {Fields, StoredResponse} from './stored-response.js';

/** The bytes of a stored response that a request asks for, both ends included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** Whether a part of a stored response can be told by counting its bytes as script reads them. */
export function isSliceable({headers, status}: StoredResponse): boolean {
  // RFC 9110 §14.1: ranges are of the encoded representation, and script reads a decoded one.
  return status === 200 && !headers.get('content-encoding');
}

/**
 * Which part of a complete stored response answers a request with Range: `whole` where Range is to be
 * ignored, being invalid, of another unit, of several parts (RFC 9110 §14.2), or because of If-Range
 * (§13.1.5); `unsatisfiable` for a 416 (§15.5.17).
 */
export function rangeOf(
  request: Fields,
  stored: Fields,
  bytes: number,
): ByteRange | 'whole' | 'unsatisfiable' {
  const [isValid, from = '', to = ''] =
    /^bytes=(?=.*\d)(\d*)-(\d*)$/i.exec(request.get('range') ?? '') ?? [];
  const end = from && to ? Number(to) : Number.POSITIVE_INFINITY;
  // §13.1.5: only the same strong entity tag meets the condition; a date does not, however old.
  const condition = request.get('if-range');
  const isMet = !condition || (/^"/.test(condition) && condition === stored.get('etag'));
  if (!isValid || end < Number(from) || !isMet) return 'whole';
  const first = from ? Number(from) : Math.max(0, bytes - Number(to));
  const last = Math.min(end, bytes - 1);
  // §14.1.2: a suffix of no bytes, or a first byte beyond the end
  return first > last ? 'unsatisfiable' : {first, last};
}
