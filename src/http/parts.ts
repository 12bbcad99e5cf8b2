import type {ByteRange} from './ranges.js';

/** Which bytes of a complete representation a 206 holds (RFC 9110 §14.4). */
export interface ContentRange extends ByteRange {
  /** The length of the complete representation. */
  readonly bytes: number;
}

/** Bytes that are taken from a stored part. */
export interface Piece extends ByteRange {
  readonly part: ByteRange;
}

/** What stored parts hold of a range: what stands before and behind the one gap, if there is one. */
export interface Coverage {
  readonly before: readonly Piece[];
  readonly missing: ByteRange | undefined;
  readonly behind: readonly Piece[];
}

/** Reads Content-Range; `undefined` where it is not of one range of bytes of a known length. */
export function parseContentRange(fieldValue: string | null): ContentRange | undefined {
  const numbers = /^bytes (\d+)-(\d+)\/(\d+)$/i
    .exec(fieldValue ?? '')
    ?.slice(1)
    .map(Number);
  const [first = 0, last = 0, bytes = 0] = numbers ?? [];
  // RFC 9110 §14.4: "A Content-Range field value is invalid if ..."
  return first <= last && last < bytes ? {first, last, bytes} : undefined;
}

export function formatContentRange({first, last, bytes}: ContentRange): string {
  return `bytes ${first}-${last}/${bytes}`;
}

/** How a range is put together from parts, and what must still be asked for, in one range. */
export function coverageOf(parts: readonly ByteRange[], {first, last}: ByteRange): Coverage {
  const holding = (byte: number) => parts.filter((part) => part.first <= byte && byte <= part.last);
  const before: Piece[] = [];
  let start = first;
  while (start <= last) {
    const [part] = holding(start).sort((a, b) => b.last - a.last);
    if (!part) break;
    before.push({part, first: start, last: Math.min(part.last, last)});
    start = part.last + 1;
  }
  if (start > last) return {before, missing: undefined, behind: []};

  const behind: Piece[] = [];
  let end = last;
  // It ends, since no part holds the byte at `start`.
  for (;;) {
    const [part] = holding(end).sort((a, b) => a.first - b.first);
    if (!part) return {before, missing: {first: start, last: end}, behind};
    behind.unshift({part, first: part.first, last: end});
    end = part.first - 1;
  }
}

/** The parts to keep once another one has come: it stands last, unless the others hold its bytes. */
export function withPart(parts: readonly ByteRange[], added: ByteRange): readonly ByteRange[] {
  if (!coverageOf(parts, added).missing) return parts;
  return [...parts.filter(({first, last}) => first < added.first || added.last < last), added];
}
