import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {coverageOf, formatContentRange, parseContentRange, withPart} from './parts.js';

describe('RFC 9110 §14.4: Content-Range', () => {
  test.each([
    ['bytes 0-4/10', {first: 0, last: 4, bytes: 10}],
    ['bytes 9-9/10', {first: 9, last: 9, bytes: 10}],
    ['Bytes 0-9/10', {first: 0, last: 9, bytes: 10}],
    ['bytes 5-4/10', undefined],
    ['bytes 0-10/10', undefined],
    ['bytes 0-4/*', undefined],
    ['bytes */10', undefined],
    ['bytes 0-4', undefined],
    ['items 0-4/10', undefined],
    ['bytes 0-4/10, bytes 5-9/10', undefined],
    ['', undefined],
    [null, undefined],
  ])('%s', (value, range) => {
    expect(parseContentRange(value)).toEqual(range);
  });

  test('what is written is read', () => {
    const range = {first: 2, last: 4, bytes: 10};
    expect(parseContentRange(formatContentRange(range))).toEqual(range);
  });

  test('no value throws', () => {
    fc.assert(fc.property(fc.string(), (value) => void parseContentRange(value)));
  });
});

/** A range as the bytes in it. */
function bytesOf({first, last}: {first: number; last: number}): number[] {
  return Array.from({length: last - first + 1}, (_, i) => first + i);
}

const range = (from: number, to: number) => ({first: from, last: to});
const ranges = fc
  .tuple(fc.nat(30), fc.nat(8))
  .map(([first, length]) => ({first, last: first + length}));

describe('§3.4: parts are combined', () => {
  test.each([
    ['nothing is stored', [], range(0, 9), [], range(0, 9), []],
    ['all of it', [range(0, 9)], range(2, 4), [[2, 4]], undefined, []],
    [
      'two that touch',
      [range(5, 9), range(0, 4)],
      range(0, 9),
      [
        [0, 4],
        [5, 9],
      ],
      undefined,
      [],
    ],
    [
      'two that overlap',
      [range(0, 6), range(4, 9)],
      range(0, 9),
      [
        [0, 6],
        [7, 9],
      ],
      undefined,
      [],
    ],
    ['its beginning', [range(0, 4)], range(0, 9), [[0, 4]], range(5, 9), []],
    ['its end', [range(5, 9)], range(0, 9), [], range(0, 4), [[5, 9]]],
    ['both ends', [range(8, 12), range(0, 2)], range(1, 9), [[1, 2]], range(3, 7), [[8, 9]]],
    ['something amidst', [range(4, 5)], range(0, 9), [], range(0, 9), []],
    ['what stands beside', [range(0, 4), range(10, 20)], range(5, 9), [], range(5, 9), []],
  ])('%s', (_, parts, wanted, before, missing, behind) => {
    const coverage = coverageOf(parts, wanted);
    const ends = (pieces: readonly {first: number; last: number}[]) =>
      pieces.map(({first, last}) => [first, last]);
    expect([ends(coverage.before), coverage.missing, ends(coverage.behind)]).toEqual([
      before,
      missing,
      behind,
    ]);
  });

  test('pieces and gap are the range, in order, and each piece lies in its part', () => {
    fc.assert(
      fc.property(fc.array(ranges), ranges, (parts, wanted) => {
        const {before, missing, behind} = coverageOf(parts, wanted);
        const all = [...before, ...(missing ? [missing] : []), ...behind];
        expect(all.flatMap(bytesOf)).toEqual(bytesOf(wanted));
        for (const {part, first, last} of [...before, ...behind]) {
          expect(part.first <= first && last <= part.last).toBe(true);
        }
        const held = new Set(parts.flatMap(bytesOf));
        expect(missing === undefined).toBe(bytesOf(wanted).every((byte) => held.has(byte)));
      }),
    );
  });

  test('the same bytes are held once a part has been added, and its own', () => {
    fc.assert(
      fc.property(fc.array(ranges), ranges, (parts, added) => {
        const held = (all: readonly {first: number; last: number}[]) =>
          [...new Set(all.flatMap(bytesOf))].sort((a, b) => a - b);
        expect(held(withPart(parts, added))).toEqual(held([...parts, added]));
      }),
    );
  });
});
