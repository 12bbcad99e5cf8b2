import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {directiveSeconds, parseCacheControl, parseDeltaSeconds} from './cache-control.js';
import {type Level, titled} from './stored-response.fixture.js';

interface Row {
  level: Level;
  field: string;
  directives: Record<string, string>;
}

const TABLES: Record<string, Row[]> = {
  '§5.2: directives are "identified by a token, to be compared case-insensitively"': [
    {level: 'must', field: 'max-age=100', directives: {'max-age': '100'}},
    {level: 'must', field: 'Max-Age=100', directives: {'max-age': '100'}},
    {level: 'must', field: 'MAX-AGE=100', directives: {'max-age': '100'}},
    {level: 'must', field: 'No-Store', directives: {'no-store': ''}},
    {
      level: 'must',
      field: 'Stale-While-Revalidate=5, MUST-revalidate',
      directives: {'stale-while-revalidate': '5', 'must-revalidate': ''},
    },
  ],
  '§5.2: "recipients ought to accept both forms", token and quoted-string': [
    {level: 'optimal', field: 'max-age="100"', directives: {'max-age': '100'}},
    {level: 'optimal', field: 'no-cache="Set-Cookie"', directives: {'no-cache': 'Set-Cookie'}},
    {level: 'optimal', field: 'no-cache=Set-Cookie', directives: {'no-cache': 'Set-Cookie'}},
    {level: 'optimal', field: 'private="x"', directives: {private: 'x'}},
    {level: 'must', field: 'no-cache=""', directives: {'no-cache': ''}},
  ],
  'RFC 9110 §5.6.4: a quoted-string holds commas, and a quoted-pair stands for its octet': [
    {
      level: 'must',
      field: 'private="a, b", max-age=100',
      directives: {private: 'a, b', 'max-age': '100'},
    },
    {level: 'must', field: 'extension="max-age=100"', directives: {extension: 'max-age=100'}},
    {
      level: 'must',
      field: 'extension="x, max-age=100, y"',
      directives: {extension: 'x, max-age=100, y'},
    },
    {
      level: 'must',
      field: 'max-age=1, extension="max-age=100"',
      directives: {'max-age': '1', extension: 'max-age=100'},
    },
    {
      level: 'must',
      field: String.raw`a="\", no-store, \"", max-age=100`,
      directives: {a: '", no-store, "', 'max-age': '100'},
    },
    {
      level: 'must',
      field: String.raw`a="\\", no-store`,
      directives: {a: '\\', 'no-store': ''},
    },
    {level: 'must', field: String.raw`max-age="1\00"`, directives: {'max-age': '100'}},
  ],
  '§5.2: a quoted-string ends with a quote; without one, what follows still counts': [
    {level: 'optimal', field: 'a="b, no-store', directives: {a: '', 'no-store': ''}},
    {level: 'optimal', field: 'no-store, a="b', directives: {'no-store': '', a: ''}},
    {level: 'optimal', field: 'max-age="100', directives: {'max-age': ''}},
    {level: 'optimal', field: 'max-age=100"', directives: {'max-age': ''}},
    {level: 'optimal', field: 'max-age=1"0"0', directives: {'max-age': ''}},
    {level: 'optimal', field: '"', directives: {'"': ''}},
  ],
  'RFC 9110 §5.6.1.2: "MUST parse and ignore a reasonable number of empty list elements"': [
    {level: 'must', field: ', max-age=100', directives: {'max-age': '100'}},
    {level: 'must', field: 'max-age=100,', directives: {'max-age': '100'}},
    {
      level: 'must',
      field: ',, ,max-age=100, ,\t,no-store',
      directives: {'max-age': '100', 'no-store': ''},
    },
    {level: 'must', field: '  max-age=100  ', directives: {'max-age': '100'}},
    {
      level: 'must',
      field: 'no-store,max-age=100',
      directives: {'no-store': '', 'max-age': '100'},
    },
    {level: 'must', field: ',', directives: {}},
    {level: 'must', field: '', directives: {}},
  ],
  '§5.2: "=" stands between name and argument with nothing around it': [
    {level: 'optimal', field: 'max-age', directives: {'max-age': ''}},
    {level: 'optimal', field: 'max-age=', directives: {'max-age': ''}},
    {level: 'optimal', field: 'max-age =100', directives: {'max-age': ''}},
    {level: 'optimal', field: 'max-age= 100', directives: {'max-age': '', '100': ''}},
    {level: 'optimal', field: 'max-age = 100', directives: {'max-age': '', '100': ''}},
    {level: 'optimal', field: 'max-age=100 200', directives: {'max-age': '', '200': ''}},
    {level: 'optimal', field: 'no-cache; no-store', directives: {'no-cache': '', 'no-store': ''}},
    {level: 'optimal', field: 'no-cache=x-a;x-b', directives: {'no-cache': '', 'x-b': ''}},
    {level: 'optimal', field: 'no-cache;no-store', directives: {'no-cache': '', 'no-store': ''}},
    {level: 'optimal', field: 'max-age=1;no-store', directives: {'max-age': '', 'no-store': ''}},
    {level: 'optimal', field: 'no-store max-age=1', directives: {'no-store': '', 'max-age': ''}},
    {level: 'optimal', field: 'max-age=1; no-store', directives: {'max-age': '', 'no-store': ''}},
    {level: 'optimal', field: '=100', directives: {}},
    {level: 'optimal', field: '=', directives: {}},
  ],
};

describe.each(Object.entries(TABLES))('%s', (_, rows) => {
  test.each(titled(rows))('%s', (_, {field, directives}) => {
    expect(Object.fromEntries(parseCacheControl(field))).toEqual(directives);
  });
});

test('§5.2 must: a response without the field has no directives', () => {
  expect([...parseCacheControl(null)]).toEqual([]);
});

interface SecondsRow {
  level: Level;
  field: string;
  seconds: number | undefined;
}

const SECONDS_TABLES: Record<string, SecondsRow[]> = {
  '§1.2.2: "a non-negative integer, representing time in seconds"': [
    {level: 'must', field: 'max-age=0', seconds: 0},
    {level: 'must', field: 'max-age=1', seconds: 1},
    {level: 'must', field: 'max-age=0100', seconds: 100},
    {level: 'must', field: 'max-age=00000000000000000000000000000001', seconds: 1},
    {level: 'must', field: 's-maxage=100', seconds: undefined},
    {level: 'must', field: 'x-max-age=100', seconds: undefined},
    {level: 'must', field: 'max-age-x=100', seconds: undefined},
    {level: 'must', field: 'maxage=100', seconds: undefined},
    {level: 'must', field: '', seconds: undefined},
  ],
  '§4.2.1: "encouraged to consider responses that have invalid freshness information ... to be stale"':
    [
      {level: 'optimal', field: 'max-age', seconds: 0},
      {level: 'optimal', field: 'max-age=', seconds: 0},
      {level: 'optimal', field: 'max-age=""', seconds: 0},
      {level: 'optimal', field: 'max-age=-1', seconds: 0},
      {level: 'optimal', field: 'max-age=+1', seconds: 0},
      {level: 'optimal', field: 'max-age=1.5', seconds: 0},
      {level: 'optimal', field: 'max-age=1e3', seconds: 0},
      {level: 'optimal', field: 'max-age=0x10', seconds: 0},
      {level: 'optimal', field: 'max-age=100abc', seconds: 0},
      {level: 'optimal', field: 'max-age=abc100', seconds: 0},
      {level: 'optimal', field: 'max-age=100;', seconds: 0},
      {level: 'optimal', field: "max-age='100'", seconds: 0},
      {level: 'optimal', field: 'max-age=" 100"', seconds: 0},
      {level: 'optimal', field: 'max-age=Infinity', seconds: 0},
      {level: 'optimal', field: 'max-age=1,000', seconds: 1},
      {level: 'optimal', field: 'max-age =100', seconds: 0},
      {level: 'optimal', field: 'max-age= 100', seconds: 0},
    ],
  '§1.2.2: on overflow "the cache MUST consider the value to be 2147483648 (2^31)"': [
    {level: 'must', field: 'max-age=2147483647', seconds: 2_147_483_647},
    {level: 'must', field: 'max-age=2147483648', seconds: 2_147_483_648},
    {level: 'must', field: 'max-age=2147483649', seconds: 2_147_483_648},
    {level: 'must', field: `max-age=1${'0'.repeat(30)}`, seconds: 2_147_483_648},
    {level: 'must', field: `max-age=${'9'.repeat(400)}`, seconds: 2_147_483_648},
  ],
  '§4.2.1: of repeated values "the first occurrence should be used or the response should be considered stale"':
    [
      {level: 'should', field: 'max-age=100, max-age=100', seconds: 100},
      {level: 'should', field: 'max-age=100, MAX-AGE="100"', seconds: 100},
      {level: 'should', field: 'max-age=100, max-age=1', seconds: 0},
      {level: 'should', field: 'max-age=1, max-age=100', seconds: 0},
      {level: 'should', field: 'max-age=100, max-age=1, max-age=100', seconds: 0},
      {level: 'should', field: 'max-age=100, max-age=1, max-age=1', seconds: 0},
      {level: 'should', field: 'max-age=100, max-age', seconds: 0},
      {level: 'should', field: 'max-age, max-age=100', seconds: 0},
      {level: 'should', field: 'max-age=100, no-cache, max-age=100', seconds: 100},
    ],
};

describe.each(Object.entries(SECONDS_TABLES))('%s', (_, rows) => {
  test.each(titled(rows))('%s', (_, {field, seconds}) => {
    expect(directiveSeconds(parseCacheControl(field), 'max-age')).toBe(seconds);
  });
});

test.each([
  {level: 'must', value: '0', seconds: 0},
  {level: 'must', value: '100', seconds: 100},
  {level: 'must', value: '2147483648', seconds: 2_147_483_648},
  {level: 'must', value: '2147483649', seconds: 2_147_483_648},
  {level: 'must', value: '', seconds: undefined},
  {level: 'must', value: ' 1', seconds: undefined},
  {level: 'must', value: '1\n', seconds: undefined},
  {level: 'must', value: '-1', seconds: undefined},
  {level: 'must', value: '1.0', seconds: undefined},
  {level: 'must', value: '١', seconds: undefined},
])('$level §1.2.2: delta-seconds $value', ({value, seconds}) => {
  expect(parseDeltaSeconds(value)).toBe(seconds);
});

/** Strings in which what the grammar knows comes up often. */
const fieldLike = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          'max-age=',
          'max-age=100',
          'Max-Age="7"',
          'max-age',
          'no-store',
          'no-cache',
          'stale-if-error',
          'x',
          '=',
          ',',
          ' ',
        ],
        ...['"', '\\', "'", ';', '\t', '100', '0', '-1', '1e3', '9999999999999'],
      ),
      fc.string({maxLength: 3}),
    ),
    {maxLength: 12},
  )
  .map((parts) => parts.join(''));

describe('any string', () => {
  test('is read without throwing, to lower-case names', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({unit: 'binary'}), fieldLike), (field) => {
        const names = [...parseCacheControl(field).keys()];
        expect(names.filter((name) => !name || name !== name.toLowerCase())).toEqual([]);
      }),
      {numRuns: 500},
    );
  });

  test('gives a lifetime above 0 only where digits stand behind max-age=', () => {
    let withLifetime = 0;
    fc.assert(
      fc.property(fieldLike, (field) => {
        const seconds = directiveSeconds(parseCacheControl(field), 'max-age') ?? 0;
        if (seconds === 0) return;
        withLifetime += 1;
        const digits = [...field.matchAll(/max-age="?([\d\\]+)"?(?=[\s,]|$)/gi)].map(
          ([, found = '']) => Number(found.replaceAll('\\', '')),
        );
        expect(digits.map((value) => Math.min(value, 2_147_483_648))).toContain(seconds);
      }),
      {numRuns: 5000, seed: 9111},
    );
    expect(withLifetime).toBeGreaterThan(30);
  });

  test('that is well-formed means what was written', () => {
    const token = fc.stringMatching(/^[a-z][a-z-]{0,8}$/);
    const argument = fc.oneof(
      fc.constant(undefined),
      fc.stringMatching(/^[\w.-]{1,8}$/),
      fc.string({unit: fc.constantFrom('a', ',', '"', '\\', ' ', '='), maxLength: 8}),
    );
    const directives = fc.uniqueArray(fc.tuple(token, argument, fc.boolean()), {
      selector: ([name]) => name,
      maxLength: 5,
    });
    fc.assert(
      fc.property(directives, fc.constantFrom(',', ', ', ' ,\t', ',, '), (written, comma) => {
        const field = written
          .map(([name, value, isUpperCase]) => {
            const writtenName = isUpperCase ? name.toUpperCase() : name;
            if (value === undefined) return writtenName;
            const isToken = /^[\w.-]+$/.test(value);
            return `${writtenName}=${isToken ? value : `"${value.replace(/["\\]/g, '\\$&')}"`}`;
          })
          .join(comma);
        expect([...parseCacheControl(field)]).toEqual(
          written.map(([name, value]) => [name, value ?? '']),
        );
      }),
      {numRuns: 2000},
    );
  });
});
