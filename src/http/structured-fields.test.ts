import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type Level, titled} from './stored-response.fixture.js';
import {parseDictionary, parseStrings} from './structured-fields.js';

interface Row {
  level: Level;
  list: string;
  strings: string[] | undefined;
}

const LISTS: Record<string, Row[]> = {
  'RFC 9651 §3.3.3: Strings of printable ASCII between quotes': [
    {level: 'must', list: '"a"', strings: ['a']},
    {level: 'must', list: '""', strings: ['']},
    {level: 'must', list: '" a "', strings: [' a ']},
    {level: 'must', list: '"A a"', strings: ['A a']},
    {level: 'must', list: '"a, b"', strings: ['a, b']},
    {level: 'must', list: '"(a;b=c)"', strings: ['(a;b=c)']},
    {level: 'must', list: '"~"', strings: ['~']},
    {level: 'must', list: '"\x7f"', strings: undefined},
    {level: 'must', list: '"\x1f"', strings: undefined},
    {level: 'must', list: '"\t"', strings: undefined},
    {level: 'must', list: '"é"', strings: undefined},
    {level: 'must', list: '"a', strings: undefined},
    {level: 'must', list: 'a"', strings: undefined},
    {level: 'must', list: "'a'", strings: undefined},
    {level: 'must', list: '"', strings: undefined},
  ],
  'RFC 9651 §4.2.5: a backslash stands before a quote or a backslash, and nothing else': [
    {level: 'must', list: String.raw`"\""`, strings: ['"']},
    {level: 'must', list: String.raw`"\\"`, strings: ['\\']},
    {level: 'must', list: String.raw`"a\"b\\c"`, strings: ['a"b\\c']},
    {level: 'must', list: String.raw`"\\\""`, strings: ['\\"']},
    {level: 'must', list: String.raw`"\"", "\\"`, strings: ['"', '\\']},
    {level: 'must', list: String.raw`"\a"`, strings: undefined},
    {level: 'must', list: String.raw`"\"`, strings: undefined},
    {level: 'must', list: '"a\\', strings: undefined},
  ],
  'RFC 9651 §4.2.1: members with a comma and optional whitespace between them': [
    {level: 'must', list: '', strings: []},
    {level: 'must', list: ' ', strings: []},
    {level: 'must', list: ' "a" ', strings: ['a']},
    {level: 'must', list: '"a","b"', strings: ['a', 'b']},
    {level: 'must', list: '"a" , "b"', strings: ['a', 'b']},
    {level: 'must', list: '"a"\t,\t"b"', strings: ['a', 'b']},
    {level: 'must', list: '"b", "a", "b"', strings: ['b', 'a', 'b']},
    {level: 'must', list: '"a" "b"', strings: undefined},
    {level: 'must', list: '"a""b"', strings: undefined},
    {level: 'must', list: '"a",', strings: undefined},
    {level: 'must', list: ',"a"', strings: undefined},
    {level: 'must', list: '"a",,"b"', strings: undefined},
    {level: 'must', list: ',', strings: undefined},
  ],
  'RFC 9875 §2: "a List of Strings": a member of another type makes it none': [
    {level: 'must', list: 'a', strings: undefined},
    {level: 'must', list: '1', strings: undefined},
    {level: 'must', list: '?1', strings: undefined},
    {level: 'must', list: ':YQ==:', strings: undefined},
    {level: 'must', list: '"a", b', strings: undefined},
    {level: 'must', list: '("a" "b")', strings: undefined},
    {level: 'must', list: '"a"=1', strings: undefined},
  ],
  'RFC 9875 §2: "Unrecognized Parameters are to be ignored"': [
    {level: 'must', list: '"a";x', strings: ['a']},
    {level: 'must', list: '"a";x=1', strings: ['a']},
    {level: 'must', list: '"a"; x=1;y, "b"', strings: ['a', 'b']},
    {level: 'must', list: '"a";x="y"', strings: ['a']},
    {level: 'must', list: '"a";x="y, z", "b"', strings: ['a', 'b']},
    {level: 'must', list: '"a";', strings: undefined},
    {level: 'must', list: '"a" ;x', strings: undefined},
    {level: 'must', list: '"a";X', strings: undefined},
  ],
};

describe.each(Object.entries(LISTS))('%s', (_, rows) => {
  test.each(titled(rows))('%s', (__, {list, strings}) => {
    expect(parseStrings(list)).toEqual(strings);
  });
});

test.each(
  titled([
    {level: 'must', list: '', strings: []},
    {level: 'must', list: ' "a" ', strings: ['a']},
    {level: 'must', list: '"a" "b"', strings: ['a', 'b']},
    {level: 'must', list: '"a"   "b"', strings: ['a', 'b']},
    {level: 'must', list: '"a b" "c"', strings: ['a b', 'c']},
    {level: 'must', list: '"a";x "b"', strings: ['a', 'b']},
    {level: 'must', list: '"a""b"', strings: undefined},
    {level: 'must', list: '"a", "b"', strings: undefined},
    {level: 'must', list: '"a"\t"b"', strings: undefined},
    {level: 'must', list: '"a" b', strings: undefined},
    {level: 'must', list: '("a")', strings: undefined},
  ] as Row[]),
)('RFC 9651 §4.2.1.2: in an Inner List, spaces stand between items: %s', (_, {list, strings}) => {
  expect(parseStrings(list, ' +')).toEqual(strings);
});

interface DictionaryRow {
  level: Level;
  field: string;
  members: Record<string, string> | undefined;
}

const DICTIONARIES: Record<string, DictionaryRow[]> = {
  'RFC 9651 §3.2: a key, and "=" and a value, or true without': [
    {level: 'must', field: '', members: {}},
    {level: 'must', field: 'a', members: {a: '?1'}},
    {level: 'must', field: 'a=?1', members: {a: '?1'}},
    {level: 'must', field: 'a=?0', members: {a: '?0'}},
    {level: 'must', field: 'a=1, b', members: {a: '1', b: '?1'}},
    {level: 'must', field: 'a\t,\tb', members: {a: '?1', b: '?1'}},
    {level: 'must', field: 'a-b_c.d*1=1', members: {'a-b_c.d*1': '1'}},
    {level: 'must', field: '*', members: {'*': '?1'}},
    {level: 'must', field: 'constructor, b', members: {constructor: '?1', b: '?1'}},
    {level: 'must', field: 'A', members: undefined},
    {level: 'must', field: '1', members: undefined},
    {level: 'must', field: '-a', members: undefined},
    {level: 'must', field: 'a b', members: undefined},
    {level: 'must', field: 'a=', members: undefined},
    {level: 'must', field: 'a =1', members: undefined},
    {level: 'must', field: 'a= 1', members: undefined},
    {level: 'must', field: '"a"', members: undefined},
    {level: 'must', field: 'a,', members: undefined},
    {level: 'must', field: ',a', members: undefined},
    {level: 'must', field: 'a,,b', members: undefined},
  ],
  'RFC 9651 §3.2: of equal keys "all but the last instance are ignored"': [
    {level: 'must', field: 'a=1, b=2, a=3', members: {a: '3', b: '2'}},
    {level: 'must', field: 'a=1, a', members: {a: '?1'}},
  ],
  'RFC 9651 §3.3: Integers, Decimals, Strings, Tokens, Byte Sequences and Booleans': [
    {level: 'must', field: 'a=-1', members: {a: '-1'}},
    {level: 'must', field: 'a=999999999999999', members: {a: '999999999999999'}},
    {level: 'must', field: 'a=1.5', members: {a: '1.5'}},
    {level: 'must', field: 'a=1.234', members: {a: '1.234'}},
    {level: 'must', field: 'a="b, c=1"', members: {a: '"b, c=1"'}},
    {level: 'must', field: 'a="b", c', members: {a: '"b"', c: '?1'}},
    {level: 'must', field: 'a="b', members: undefined},
    {level: 'must', field: 'a=B/c:d', members: {a: 'B/c:d'}},
    {level: 'must', field: 'a=*', members: {a: '*'}},
    {level: 'must', field: 'a=:YQ==:', members: {a: ':YQ==:'}},
    {level: 'must', field: "a='b'", members: undefined},
  ],
  'RFC 9651 §3.1.1: an Inner List of Items': [
    {level: 'must', field: 'a=()', members: {a: '()'}},
    {level: 'must', field: 'a=( )', members: {a: '( )'}},
    {level: 'must', field: 'a=("b" c  1), d', members: {a: '("b" c  1)', d: '?1'}},
    {level: 'must', field: 'a=("b, c)")', members: {a: '("b, c)")'}},
    {level: 'must', field: 'a=("b";x "c")', members: {a: '("b";x "c")'}},
    {level: 'must', field: 'a=("b"', members: undefined},
    {level: 'must', field: '("b")', members: undefined},
  ],
  'RFC 9651 §3.1.2: Parameters say nothing here, and must be well-formed': [
    {level: 'must', field: 'a;x', members: {a: '?1'}},
    {level: 'must', field: 'a=1;x=2;  y="z, w";v=?0, b', members: {a: '1', b: '?1'}},
    {level: 'must', field: 'a=("b");x, c;y', members: {a: '("b")', c: '?1'}},
    {level: 'must', field: 'a=1;b=2', members: {a: '1'}},
    {level: 'must', field: 'a=1;', members: undefined},
    {level: 'must', field: 'a=1 ;x', members: undefined},
    {level: 'must', field: 'a=1;X', members: undefined},
  ],
};

describe.each(Object.entries(DICTIONARIES))('%s', (_, rows) => {
  test.each(titled(rows))('%s', (__, {field, members}) => {
    expect(parseDictionary(field)).toEqual(members);
  });
});

describe('any string', () => {
  const part = fc.constantFrom('"', '\\', ',', ' ', ';', 'a', '(', ')', '"a"', '\t', '=', '1');
  const listLike = fc.array(part, {maxLength: 12}).map((parts) => parts.join(''));

  test('is read without throwing, to Strings and to members, or to nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), listLike), (text) => {
        for (const strings of [parseStrings(text), parseStrings(text, ' +')]) {
          expect(strings?.every((string) => /^[\x20-\x7e]*$/.test(string))).not.toBe(false);
        }
        const keys = Object.keys(parseDictionary(text) ?? {});
        expect(keys.filter((key) => !/^[a-z*][a-z0-9_.*-]*$/.test(key))).toEqual([]);
      }),
      {numRuns: 1000},
    );
  });

  test('that is well-formed means what was written', () => {
    const ascii = fc.stringMatching(/^[ -~]{0,6}$/);
    const quoted = (string: string) => `"${string.replace(/["\\]/g, '\\$&')}"`;
    fc.assert(
      fc.property(fc.array(ascii, {maxLength: 5}), fc.constantFrom('', ';x'), (strings, more) => {
        const written = strings.map((string) => `${quoted(string)}${more}`);
        expect(parseStrings(written.join(', '))).toEqual(strings);
        expect(parseStrings(written.join(' '), ' +')).toEqual(strings);
        const members = strings.map((string, index): [string, string] => [
          `k${index}`,
          quoted(string),
        ]);
        const field = members.map(([key, value]) => `${key}=${value}${more}`).join(', ');
        expect(Object.entries(parseDictionary(field) ?? {})).toEqual(members);
      }),
      {numRuns: 500},
    );
  });

  test('of many quotes, backslashes or spaces is read in no time', () => {
    for (const text of ['"', '\\', ' ', '"a" ', '"a", ', '"a";', ';', ',', 'a, ', ';a', '(', '1']) {
      const startMs = performance.now();
      parseStrings(`"a"${text.repeat(5000)}!`);
      parseDictionary(`a${text.repeat(5000)}!`);
      parseStrings(`"a"${text.repeat(5000)}!`, ' +');
      expect(performance.now() - startMs).toBeLessThan(1000);
    }
  });
});
