import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {directiveSeconds, parseCacheControl} from './cache-control.js';
import {dateAfterReceipt, type Fields, type Level, titled} from './stored-response.fixture.js';
import {targetedFields} from './targeted-fields.js';

const TARGET_LIST = ['Ours-Cache-Control', 'Theirs-Cache-Control'];

interface Row {
  level: Level;
  /** What is addressed to us; Cache-Control says `max-age=1` besides. */
  field: string;
  /** The directives that count; `null` where the field is ignored. */
  directives: Record<string, string> | null;
}

const TABLES: Record<string, Row[]> = {
  'RFC 9213 §2.1: a Dictionary whose members are cache directives': [
    {level: 'must', field: 'max-age=60', directives: {'max-age': '60'}},
    {level: 'must', field: 'no-store', directives: {'no-store': ''}},
    {
      level: 'must',
      field: 'max-age=60, must-revalidate,stale-while-revalidate=5',
      directives: {'max-age': '60', 'must-revalidate': '', 'stale-while-revalidate': '5'},
    },
    {
      level: 'must',
      field: 'max-age=60 ,\t no-cache',
      directives: {'max-age': '60', 'no-cache': ''},
    },
    {level: 'must', field: 'no-cache="a, b"', directives: {'no-cache': 'a, b'}},
    {level: 'must', field: String.raw`x="a\"b"`, directives: {x: 'a"b'}},
    {level: 'must', field: 'x=token/a:b', directives: {x: 'token/a:b'}},
    {level: 'must', field: 'x=Token', directives: {x: 'Token'}},
    {level: 'must', field: 'x=*', directives: {x: '*'}},
    {level: 'must', field: 'no-store=?1', directives: {'no-store': ''}},
    {level: 'must', field: 'max-age=0', directives: {'max-age': '0'}},
    {level: 'optimal', field: 'max-age=60, x=?0', directives: {'max-age': '60', x: '?0'}},
    {level: 'must', field: 'max-age=60, x=1.5', directives: {'max-age': '60', x: '1.5'}},
    {level: 'must', field: 'max-age=60, x=(a b)', directives: {'max-age': '60', x: '', 'b)': ''}},
    {level: 'must', field: 'max-age=060', directives: {'max-age': '060'}},
    {level: 'must', field: 'max-age=999999999999999', directives: {'max-age': '999999999999999'}},
  ],
  'RFC 9213 §2.1: "Parameters received on cache directives are to be ignored"': [
    {level: 'must', field: 'max-age=60;x', directives: {'max-age': '60'}},
    {level: 'must', field: 'max-age=60; x=1;y="z"', directives: {'max-age': '60'}},
    {
      level: 'must',
      field: 'max-age=60;x="a, b", no-cache;y',
      directives: {'max-age': '60', 'no-cache': ''},
    },
    {level: 'must', field: 'no-store;max-age=60', directives: {'no-store': ''}},
  ],
  'RFC 9651 §3.2: of equal keys "all but the last instance are ignored"': [
    {level: 'must', field: 'max-age=60, max-age=60', directives: {'max-age': '60'}},
    {level: 'must', field: 'max-age=60, max-age=30', directives: {'max-age': '30'}},
    {level: 'must', field: 'max-age=30, max-age=60', directives: {'max-age': '60'}},
    {level: 'must', field: 'no-cache="a", no-cache', directives: {'no-cache': ''}},
  ],
  'RFC 9213 §2.1: "If a targeted field ... is empty, ... that field MUST be ignored"': [
    {level: 'must', field: '', directives: null},
    {level: 'must', field: ' ', directives: null},
  ],
  'RFC 9213 §2.1: "or a parsing error is encountered, that field MUST be ignored"': [
    {level: 'must', field: 'max-age=60, &&&&&', directives: null},
    {level: 'must', field: 'max-age=60 no-store', directives: null},
    {level: 'must', field: 'max-age =60', directives: null},
    {level: 'must', field: 'max-age= 60', directives: null},
    {level: 'must', field: 'max-age=', directives: null},
    {level: 'must', field: 'max-age=60x', directives: null},
    {level: 'must', field: 'max-age=+60', directives: null},
    {level: 'must', field: 'max-age=--60', directives: null},
    {level: 'must', field: 'Max-Age=60', directives: null},
    {level: 'must', field: 'max-age=60, No-Cache', directives: null},
    {level: 'must', field: '1=60', directives: null},
    {level: 'must', field: '=60', directives: null},
    {level: 'must', field: '"max-age"=60', directives: null},
    {level: 'must', field: 'max-age=60, x="a', directives: null},
    {level: 'must', field: String.raw`max-age=60, x="\a"`, directives: null},
    {level: 'must', field: 'max-age=60, x="é"', directives: null},
    {level: 'must', field: "max-age='60'", directives: null},
    {level: 'must', field: 'max-age=60,', directives: null},
    {level: 'must', field: ',max-age=60', directives: null},
    {level: 'must', field: 'max-age=60,,no-cache', directives: null},
    {level: 'must', field: 'max-age=60;', directives: null},
    {level: 'must', field: 'max-age=60 ;x', directives: null},
    {level: 'must', field: 'max-age=60;X', directives: null},
  ],
  'RFC 9213 §2.1: "SHOULD NOT consume values that violate these inferred constraints"': [
    {level: 'should', field: 'max-age="60"', directives: null},
    {level: 'should', field: 'max-age=60.0', directives: null},
    {level: 'should', field: 'max-age=60.5', directives: null},
    {level: 'should', field: 'max-age=x', directives: null},
    {level: 'should', field: 'max-age=?1', directives: null},
    {level: 'should', field: 'max-age=?0', directives: null},
    {level: 'should', field: 'max-age=-60', directives: null},
    {level: 'should', field: 'max-age=:YQ==:', directives: null},
    {level: 'should', field: 'max-age=(60)', directives: null},
  ],
};

/** What Cache-Control says after all, and whether that was addressed to us. */
function directivesOf(fields: Fields, targetList = TARGET_LIST) {
  const headers = new Headers(fields);
  const targeted = targetedFields(headers, {targetList});
  const directives = Object.fromEntries(parseCacheControl(targeted.get('cache-control')));
  return {directives, isIgnored: targeted === headers, targeted};
}

describe.each(Object.entries(TABLES))('%s', (_, rows) => {
  test.each(titled(rows))('%s', (__, {field, directives}) => {
    const found = directivesOf({'ours-cache-control': field, 'cache-control': 'max-age=1'});
    expect(found.directives).toEqual(directives ?? {'max-age': '1'});
    expect(found.isIgnored).toBe(directives === null);
  });
});

interface ChoiceRow {
  level: Level;
  fields: Fields;
  directives: Record<string, string>;
}

const CHOICES: Record<string, ChoiceRow[]> = {
  'RFC 9213 §2.2: "the first (in target-list order) field with a valid, non-empty value"': [
    {
      level: 'must',
      fields: {'ours-cache-control': 'max-age=60', 'theirs-cache-control': 'max-age=30'},
      directives: {'max-age': '60'},
    },
    {
      level: 'must',
      fields: {'theirs-cache-control': 'max-age=30', 'cache-control': 'max-age=1'},
      directives: {'max-age': '30'},
    },
    {
      level: 'must',
      fields: {'ours-cache-control': '', 'theirs-cache-control': 'max-age=30'},
      directives: {'max-age': '30'},
    },
    {
      level: 'must',
      fields: {'ours-cache-control': '&', 'theirs-cache-control': 'max-age=30'},
      directives: {'max-age': '30'},
    },
    {
      level: 'must',
      fields: {'ours-cache-control': '&', 'theirs-cache-control': '', 'cache-control': 'x'},
      directives: {x: ''},
    },
    {
      level: 'must',
      fields: {'others-cache-control': 'max-age=30', 'cache-control': 'max-age=1'},
      directives: {'max-age': '1'},
    },
    {level: 'must', fields: {}, directives: {}},
  ],
  'RFC 9213 §2.2: "all other ... Cache-Control and Expires ... MUST be ignored"': [
    {
      level: 'must',
      fields: {'ours-cache-control': 'must-revalidate', 'cache-control': 'max-age=1'},
      directives: {'must-revalidate': ''},
    },
    {
      level: 'must',
      fields: {'ours-cache-control': 'max-age=60', 'cache-control': 'no-store'},
      directives: {'max-age': '60'},
    },
    {
      level: 'must',
      fields: {'ours-cache-control': 'no-store', 'theirs-cache-control': 'max-age=60'},
      directives: {'no-store': ''},
    },
  ],
};

describe.each(Object.entries(CHOICES))('%s', (_, rows) => {
  test.each(titled(rows))('%s', (__, {fields, directives}) => {
    expect(directivesOf(fields).directives).toEqual(directives);
  });
});

test('must RFC 9213 §2.2: Expires counts only where nothing is addressed to us', () => {
  const expires = dateAfterReceipt(60);
  const {targeted} = directivesOf({'ours-cache-control': 'no-cache', expires, age: '1'});
  expect(targeted.get('expires')).toBeNull();
  expect(targeted.get('age')).toBe('1');
  const silent = directivesOf({'ours-cache-control': '&', expires});
  expect(silent.targeted.get('expires')).toBe(expires);
});

test('must: what was received stays as it is, and an empty list targets nothing', () => {
  const fields = {'ours-cache-control': 'max-age=60', 'cache-control': 'max-age=1', expires: '0'};
  const headers = new Headers(fields);
  targetedFields(headers, {targetList: TARGET_LIST});
  expect(Object.fromEntries(headers)).toEqual(fields);
  expect(targetedFields(headers, {targetList: []})).toBe(headers);
});

describe('any field', () => {
  const part = fc.constantFrom(
    ...[
      'max-age=60',
      'max-age=7, ',
      'max-age',
      'max-age=',
      'max-age=?1',
      'no-store',
      'no-store=?0',
      'x',
      'X',
    ],
    ...['=', ',', ', ', ';', ' ', '"', '\\', '60', '?1', '?0', '(', '.', '-'],
  );
  const fieldLike = fc.array(part, {maxLength: 5}).map((parts) => parts.join(''));
  const field = fc.oneof(
    {arbitrary: fieldLike, weight: 4},
    {arbitrary: fc.string().filter((text) => /^[\t\x20-\xff]*$/.test(text)), weight: 1},
  );

  test('is read without throwing, and changes nothing but Cache-Control and Expires', () => {
    let used = 0;
    fc.assert(
      fc.property(field, (text) => {
        const fields = {'ours-cache-control': text, 'cache-control': 'x', expires: '0', age: '1'};
        const {targeted, isIgnored} = directivesOf(fields);
        expect(targeted.get('age')).toBe('1');
        expect(targeted.get('expires') !== null).toBe(isIgnored);
        if (!isIgnored) used += 1;
      }),
      {numRuns: 2000, seed: 9213},
    );
    expect(used).toBeGreaterThan(30);
  });

  test('gives a lifetime only where a field says max-age', () => {
    let withLifetime = 0;
    fc.assert(
      fc.property(field, field, (ours, theirs) => {
        const fields = {'ours-cache-control': ours, 'theirs-cache-control': theirs};
        const {targeted, isIgnored} = directivesOf(fields);
        const cacheControl = parseCacheControl(targeted.get('cache-control'));
        const seconds = directiveSeconds(cacheControl, 'max-age');
        if (isIgnored) expect(seconds).toBeUndefined();
        if (!seconds) return;
        withLifetime += 1;
        const said = [ours, theirs].flatMap((text) => [...text.matchAll(/max-age=(\d+)/g)]);
        expect(said.map(([, digits]) => Math.min(Number(digits), 2 ** 31))).toContain(seconds);
      }),
      {numRuns: 2000, seed: 9213},
    );
    expect(withLifetime).toBeGreaterThan(30);
  });

  test('that says no-store, and can be parsed, lets nothing be stored', () => {
    fc.assert(
      fc.property(field, fc.constantFrom(', ', ','), (text, comma) => {
        const fields = {
          'ours-cache-control': `${text}${comma}no-store`,
          'cache-control': 'no-store',
        };
        expect(directivesOf(fields).directives).toHaveProperty('no-store');
      }),
      {numRuns: 1000},
    );
  });
});
