import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {isSliceable, rangeOf} from './ranges.js';
import {
  dateAfterReceipt,
  type Fields,
  type Level,
  RECEIVED_DATE,
  storedResponse,
  titled,
} from './stored-response.fixture.js';

interface Row {
  level: Level;
  range?: string;
  ifRange?: string;
  stored?: Fields;
  bytes?: number;
  /** First and last byte, or why there is no part. */
  part: [number, number] | 'whole' | 'unsatisfiable';
}

const MODIFIED = dateAfterReceipt(-3600);

const TABLES: Record<string, Row[]> = {
  'RFC 9110 §14.1.2: "byte offsets ... start at zero", and both ends belong to the part': [
    {level: 'must', range: 'bytes=0-0', part: [0, 0]},
    {level: 'must', range: 'bytes=0-9', part: [0, 9]},
    {level: 'must', range: 'bytes=3-5', part: [3, 5]},
    {level: 'must', range: 'bytes=9-9', part: [9, 9]},
    {level: 'must', range: 'bytes=003-05', part: [3, 5]},
    {level: 'must', range: 'Bytes=3-5', part: [3, 5]},
  ],
  'RFC 9110 §14.1.2: without a last byte, or beyond the end, "the remainder of the representation"':
    [
      {level: 'must', range: 'bytes=0-', part: [0, 9]},
      {level: 'must', range: 'bytes=3-', part: [3, 9]},
      {level: 'must', range: 'bytes=9-', part: [9, 9]},
      {level: 'must', range: 'bytes=3-10', part: [3, 9]},
      {level: 'must', range: 'bytes=9-10', part: [9, 9]},
      {level: 'must', range: `bytes=3-${'9'.repeat(400)}`, part: [3, 9]},
    ],
  'RFC 9110 §14.1.2: a suffix is of "the last N bytes", or "the entire representation is used"': [
    {level: 'must', range: 'bytes=-1', part: [9, 9]},
    {level: 'must', range: 'bytes=-9', part: [1, 9]},
    {level: 'must', range: 'bytes=-10', part: [0, 9]},
    {level: 'must', range: 'bytes=-11', part: [0, 9]},
    {level: 'must', range: `bytes=-${'9'.repeat(400)}`, part: [0, 9]},
  ],
  'RFC 9110 §15.5.17: 416 for "a first-pos that is greater than the current length", or an empty suffix':
    [
      {level: 'should', range: 'bytes=10-', part: 'unsatisfiable'},
      {level: 'should', range: 'bytes=10-10', part: 'unsatisfiable'},
      {level: 'should', range: 'bytes=11-12', part: 'unsatisfiable'},
      {level: 'should', range: `bytes=${'9'.repeat(400)}-`, part: 'unsatisfiable'},
      {level: 'should', range: 'bytes=-0', part: 'unsatisfiable'},
      {level: 'should', range: 'bytes=0-', bytes: 0, part: 'unsatisfiable'},
      {level: 'should', range: 'bytes=0-0', bytes: 0, part: 'unsatisfiable'},
      {level: 'should', range: 'bytes=-0', bytes: 0, part: 'unsatisfiable'},
      // "satisfiable if the suffix-length is non-zero", and no 206 can say so of nothing.
      {level: 'optimal', range: 'bytes=-5', bytes: 0, part: 'unsatisfiable'},
    ],
  'RFC 9110 §14.1.1: "last-pos value is less than the first-pos" is invalid, and ignored (§14.2)': [
    {level: 'must', range: 'bytes=5-5', part: [5, 5]},
    {level: 'must', range: 'bytes=5-4', part: 'whole'},
    {level: 'must', range: 'bytes=10-4', part: 'whole'},
    {level: 'must', range: 'bytes=12-11', part: 'whole'},
  ],
  'RFC 9110 §14.2: "MUST ignore a Range ... that contains a range unit it does not understand"': [
    {level: 'must', range: '', part: 'whole'},
    {level: 'must', range: 'seconds=0-1', part: 'whole'},
    {level: 'must', range: 'byte=0-1', part: 'whole'},
    {level: 'must', range: 'xbytes=0-1', part: 'whole'},
    {level: 'must', range: 'none', part: 'whole'},
    {level: 'must', range: '0-1', part: 'whole'},
  ],
  'RFC 9110 §14.2: "MAY ignore or reject a Range ... with an invalid ranges-specifier"': [
    {level: 'optimal', range: 'bytes', part: 'whole'},
    {level: 'optimal', range: 'bytes=', part: 'whole'},
    {level: 'optimal', range: 'bytes=-', part: 'whole'},
    {level: 'optimal', range: 'bytes=1', part: 'whole'},
    {level: 'optimal', range: 'bytes=a-b', part: 'whole'},
    {level: 'optimal', range: 'bytes=0--1', part: 'whole'},
    {level: 'optimal', range: 'bytes=--1', part: 'whole'},
    {level: 'optimal', range: 'bytes=1-2-3', part: 'whole'},
    {level: 'optimal', range: 'bytes=+1-2', part: 'whole'},
    {level: 'optimal', range: 'bytes=1.0-2', part: 'whole'},
    {level: 'optimal', range: 'bytes=0x1-2', part: 'whole'},
    {level: 'optimal', range: 'bytes=1 - 2', part: 'whole'},
    {level: 'optimal', range: 'bytes =1-2', part: 'whole'},
    {level: 'optimal', range: 'bytes:1-2', part: 'whole'},
  ],
  'RFC 9110 §14.2: of several parts, a server may send the whole': [
    {level: 'optimal', range: 'bytes=0-1,3-4', part: 'whole'},
    {level: 'optimal', range: 'bytes=0-1, -1', part: 'whole'},
    {level: 'optimal', range: 'bytes=0-0,10-11', part: 'whole'},
  ],
  'RFC 9110 §13.1.5: If-Range: "if the validator ... is an entity-tag", the strong comparison': [
    {level: 'must', ifRange: '"a"', stored: {etag: '"a"'}, part: [3, 5]},
    {level: 'must', ifRange: '"a"', stored: {etag: '"b"'}, part: 'whole'},
    {level: 'must', ifRange: '"a"', stored: {etag: '"A"'}, part: 'whole'},
    {level: 'must', ifRange: '"a"', stored: {}, part: 'whole'},
    {level: 'must', ifRange: 'W/"a"', stored: {etag: 'W/"a"'}, part: 'whole'},
    {level: 'must', ifRange: '"a"', stored: {etag: 'W/"a"'}, part: 'whole'},
    {level: 'must', ifRange: 'W/"a"', stored: {etag: '"a"'}, part: 'whole'},
    {level: 'must', ifRange: '"a", "b"', stored: {etag: '"a"'}, part: 'whole'},
    {level: 'must', ifRange: '*', stored: {etag: '"a"'}, part: 'whole'},
    {level: 'must', ifRange: '', stored: {etag: '"a"'}, part: [3, 5]},
    {
      level: 'must',
      ifRange: '"b"',
      stored: {etag: '"a"', 'last-modified': MODIFIED},
      part: 'whole',
    },
    {
      level: 'must',
      range: 'bytes=10-',
      ifRange: '"a"',
      stored: {etag: '"a"'},
      part: 'unsatisfiable',
    },
    // "If the validator does not match, ... the recipient SHOULD ignore the Range header field".
    {level: 'must', range: 'bytes=10-', ifRange: '"b"', stored: {etag: '"a"'}, part: 'whole'},
  ],
  'RFC 9110 §14.2: a server "MAY ignore the Range header field", as here where the condition is a date':
    [
      {level: 'optimal', ifRange: MODIFIED, stored: {'last-modified': MODIFIED}, part: 'whole'},
      {level: 'must', ifRange: RECEIVED_DATE, stored: {'last-modified': MODIFIED}, part: 'whole'},
      {level: 'must', ifRange: MODIFIED, stored: {}, part: 'whole'},
      {level: 'must', ifRange: 'x', stored: {'last-modified': 'x', etag: 'x'}, part: 'whole'},
    ],
  'RFC 9110 §13.1.5: If-Range says nothing without Range': [
    {level: 'must', range: '', ifRange: '"a"', stored: {etag: '"a"'}, part: 'whole'},
  ],
};

function partOf({range = 'bytes=3-5', ifRange, stored = {}, bytes = 10}: Omit<Row, 'part'>) {
  const fields: Fields = {range};
  if (ifRange !== undefined) fields['if-range'] = ifRange;
  return rangeOf(new Headers(fields), new Headers(stored), bytes);
}

describe.each(Object.entries(TABLES))('%s', (_, rows) => {
  test.each(titled(rows))('%s', (__, row) => {
    const [first, last] = row.part;
    const part = typeof row.part === 'string' ? row.part : {first, last};
    expect(partOf(row)).toEqual(part);
  });
});

test('RFC 9110 §14.2 must: a request without Range is for the whole', () => {
  expect(rangeOf(new Headers(), new Headers(), 10)).toBe('whole');
});

test.each([
  {level: 'must', status: 200, fields: {}, sliceable: true},
  {level: 'must', status: 200, fields: {'content-length': '10'}, sliceable: true},
  {level: 'must', status: 200, fields: {'content-encoding': 'gzip'}, sliceable: false},
  {level: 'must', status: 200, fields: {'content-encoding': 'br'}, sliceable: false},
  {level: 'must', status: 200, fields: {'content-encoding': 'x, identity'}, sliceable: false},
  {level: 'must', status: 200, fields: {'transfer-encoding': 'chunked'}, sliceable: true},
  {level: 'must', status: 0, fields: {}, sliceable: false},
  {level: 'must', status: 203, fields: {}, sliceable: false},
  {level: 'must', status: 206, fields: {}, sliceable: false},
  {level: 'must', status: 404, fields: {}, sliceable: false},
] as {level: Level; status: number; fields: Fields; sliceable: boolean}[])(
  '$level RFC 9110 §14.2: "if all of the preconditions are true, ... 206": a $status with $fields: $sliceable',
  ({status, fields, sliceable}) => {
    expect(isSliceable(storedResponse(fields, {status}))).toBe(sliceable);
  },
);

describe('any Range', () => {
  const number = fc.oneof(fc.nat({max: 12}).map(String), fc.constantFrom('', '9'.repeat(30)));
  const rangeLike = fc
    .tuple(fc.constantFrom('bytes=', 'Bytes=', 'x='), number, fc.constantFrom('-', ',', ''), number)
    .map((parts) => parts.join(''));
  const range = fc.oneof(
    {arbitrary: rangeLike, weight: 4},
    {arbitrary: fc.string().filter((text) => /^[\t\x20-\xff]*$/.test(text)), weight: 1},
  );
  const bytes = fc.nat({max: 12});

  test('gives a part that lies within the body, or none', () => {
    let parts = 0;
    fc.assert(
      fc.property(range, bytes, (text, length) => {
        const part = partOf({level: 'must', range: text, bytes: length});
        if (typeof part === 'string') return;
        parts += 1;
        expect(Number.isInteger(part.first) && Number.isInteger(part.last)).toBe(true);
        expect(part.first).toBeGreaterThanOrEqual(0);
        expect(part.last).toBeGreaterThanOrEqual(part.first);
        expect(part.last).toBeLessThan(length);
      }),
      {numRuns: 2000, seed: 9110},
    );
    expect(parts).toBeGreaterThan(100);
  });

  test('gives the bytes that were asked for, as far as there are any', () => {
    fc.assert(
      fc.property(fc.nat({max: 12}), fc.nat({max: 12}), bytes, (first, more, length) => {
        const body = Array.from({length}, (_, index) => index);
        const sliced = (text: string) => {
          const part = partOf({level: 'must', range: `bytes=${text}`, bytes: length});
          return typeof part === 'string' ? [] : body.slice(part.first, part.last + 1);
        };
        expect(sliced(`${first}-${first + more}`)).toEqual(body.slice(first, first + more + 1));
        expect(sliced(`${first}-`)).toEqual(body.slice(first));
        expect(sliced(`-${more}`)).toEqual(body.slice(Math.max(0, length - more)));
      }),
      {numRuns: 1000},
    );
  });

  test('with an If-Range that does not hold is for the whole', () => {
    fc.assert(
      fc.property(
        range,
        bytes,
        fc.constantFrom('"b"', 'W/"a"', MODIFIED),
        (text, length, ifRange) => {
          const row = {
            level: 'must',
            range: text,
            ifRange,
            bytes: length,
            stored: {etag: '"a"'},
          } as const;
          expect(partOf(row)).toBe('whole');
        },
      ),
    );
  });
});
