import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {searchClass} from './no-vary-search.js';
import {type Level, titled} from './stored-response.fixture.js';

interface Row {
  level: Level;
  rule: string;
  /** Two searches, of one path. */
  first: string;
  second: string;
  same: boolean;
}

const TABLES: Record<string, Row[]> = {
  '§5: without the field, "the presented target URI ... and that of the stored response match"': [
    {level: 'must', rule: '', first: '?a=1', second: '?a=1', same: true},
    {level: 'must', rule: '', first: '?a=1', second: '?a=2', same: false},
    {level: 'must', rule: '', first: '?a&b', second: '?b&a', same: false},
    {level: 'must', rule: '', first: '', second: '?', same: false},
    {level: 'must', rule: '', first: '?a=', second: '?a', same: false},
  ],
  '§4.1: params: "no-vary params" is the list, or all': [
    {level: 'must', rule: 'params=("a")', first: '?a=1', second: '?a=2', same: true},
    {level: 'must', rule: 'params=("a")', first: '?a=1', second: '', same: true},
    {level: 'must', rule: 'params=("a")', first: '?a=1&b=1&a=3', second: '?b=1', same: true},
    {level: 'must', rule: 'params=("a")', first: '?a=1&b=1', second: '?a=1&b=2', same: false},
    {level: 'must', rule: 'params=("a")', first: '?A=1', second: '?A=2', same: false},
    {level: 'must', rule: 'params=("a")', first: '?aa=1', second: '?aa=2', same: false},
    {level: 'must', rule: 'params=("a" "b")', first: '?a=1&c=1', second: '?c=1&b=2', same: true},
    {level: 'must', rule: 'params=("a" "b")', first: '?c=1', second: '?c=2', same: false},
    {level: 'must', rule: 'params=( "a"  "b" )', first: '?a&b', second: '', same: true},
    {level: 'must', rule: 'params', first: '?a=1', second: '?b=2&c=3', same: true},
    {level: 'must', rule: 'params=?1', first: '?a=1', second: '', same: true},
    {level: 'must', rule: 'params=?0', first: '?a=1', second: '?a=2', same: false},
    {level: 'must', rule: 'params=()', first: '?a=1', second: '?a=2', same: false},
  ],
  '§4.1: except: "vary params" is the list': [
    {level: 'must', rule: 'params, except=("a")', first: '?a=1&b=1', second: '?a=1', same: true},
    {level: 'must', rule: 'params, except=("a")', first: '?a=1', second: '?a=2', same: false},
    {level: 'must', rule: 'params, except=("a")', first: '?a=1', second: '?a=1&a=1', same: false},
    {level: 'must', rule: 'except=("a"), params', first: '?c&a=1', second: '?a=1&b', same: true},
    {level: 'must', rule: 'params, except=("a" "b")', first: '?b=1', second: '?b=2', same: false},
    {level: 'must', rule: 'params, except=()', first: '?a=1', second: '?a=2', same: true},
  ],
  '§4.1: key-order: "vary on key order" is false': [
    {level: 'must', rule: 'key-order', first: '?a=1&b=2', second: '?b=2&a=1', same: true},
    {level: 'must', rule: 'key-order=?1', first: '?a=1&b=2', second: '?b=2&a=1', same: true},
    {level: 'must', rule: 'key-order=?0', first: '?a=1&b=2', second: '?b=2&a=1', same: false},
    {level: 'must', rule: 'key-order', first: '?a=1&b=2', second: '?b=1&a=2', same: false},
    // "keyA is code unit less than keyB": only by key, so that the values of one keep their order.
    {level: 'must', rule: 'key-order', first: '?a=1&b&a=2', second: '?a=1&a=2&b', same: true},
    {level: 'must', rule: 'key-order', first: '?a=1&a=2', second: '?a=2&a=1', same: false},
    {level: 'must', rule: 'params=("c")', first: '?a=1&b=2', second: '?b=2&a=1', same: false},
    {
      level: 'must',
      rule: 'key-order, params=("c")',
      first: '?a=1&b=2',
      second: '?b=2&c&a=1',
      same: true,
    },
    {
      level: 'must',
      rule: 'params, key-order, except=("a" "b")',
      first: '?a=1&b=2',
      second: '?b=2&c&a=1',
      same: true,
    },
  ],
  'RFC 9651 §3.2: of equal keys "all but the last instance are ignored"': [
    {level: 'must', rule: 'params=("a"), params=("b")', first: '?b=1', second: '?b=2', same: true},
    {level: 'must', rule: 'params=("a"), params=("b")', first: '?a=1', second: '?a=2', same: false},
    {level: 'must', rule: 'params, params=?0', first: '?a=1', second: '?a=2', same: false},
  ],
  '§4.1: "unrecognized keys at the top level are ignored"': [
    {level: 'must', rule: 'x, params=("a")', first: '?a=1', second: '?a=2', same: true},
    {level: 'must', rule: 'params=("a"), x=("a")', first: '?b=1', second: '?b=2', same: false},
    {level: 'should', rule: 'params=("a"), x=1', first: '?a=1', second: '?a=2', same: true},
    {level: 'should', rule: 'x="y, z", params=("a")', first: '?a=1', second: '?a=2', same: true},
    {level: 'should', rule: 'params=("a");x', first: '?a=1', second: '?a=2', same: true},
    {level: 'should', rule: 'params=("a";x)', first: '?a=1', second: '?a=2', same: true},
    {level: 'should', rule: 'constructor, params', first: '?a=1', second: '?a=2', same: true},
  ],
  '§4.3: a key is percent-decoded, and "+" in it stands for a space': [
    {level: 'must', rule: 'params=("a b")', first: '?a+b=1', second: '?a%20b=2', same: true},
    {level: 'must', rule: 'params=("a+b")', first: '?a+b=1', second: '?a%20b=2', same: true},
    {level: 'must', rule: 'params=("a%20b")', first: '?a+b=1', second: '?a%20b=2', same: true},
    {level: 'must', rule: 'params=("%C3%A9+%E6%B0%97")', first: '?é 気=1', second: '', same: true},
    {level: 'must', rule: 'params=("%61")', first: '?a=1', second: '?a=2', same: true},
    {level: 'must', rule: 'params=("a+b")', first: '?a%2Bb=1', second: '?a%2Bb=2', same: false},
    {level: 'must', rule: 'params=("%")', first: '?%=1', second: '?%=2', same: true},
    {level: 'must', rule: 'params=("a&b")', first: '?a=1', second: '?a=2', same: false},
    {level: 'must', rule: 'params=("a&b")', first: '?a%26b=1', second: '?a%26b=2', same: true},
    {level: 'must', rule: 'params=("a=b")', first: '?a=1', second: '?a=2', same: false},
    {level: 'must', rule: 'params=("a=b")', first: '?a%3Db=1', second: '?a%3Db=2', same: true},
    {level: 'must', rule: 'params=("")', first: '?=1', second: '?=2', same: true},
    {
      level: 'must',
      rule: 'params, except=("%C3%A9")',
      first: '?é=1',
      second: '?é=2',
      same: false,
    },
  ],
  '§5: with a field, searches are compared as the application/x-www-form-urlencoded parser reads them':
    [
      {level: 'must', rule: 'key-order', first: '', second: '?', same: true},
      {level: 'must', rule: 'key-order', first: '?a=x', second: '?%61=%78', same: true},
      {level: 'must', rule: 'key-order', first: '?a=é', second: '?a=%C3%A9', same: true},
      {level: 'must', rule: 'key-order', first: '?a=%f6', second: '?a=%ef%bf%bd', same: true},
      {level: 'must', rule: 'key-order', first: '?a=x&&&&', second: '?a=x', same: true},
      {level: 'must', rule: 'key-order', first: '?a=', second: '?a', same: true},
      {level: 'must', rule: 'key-order', first: '?a=%20', second: '?a=+', same: true},
      {level: 'must', rule: 'key-order', first: '?a=%2B', second: '?a=+', same: false},
      {level: 'must', rule: 'key-order', first: '?a=b%26c', second: '?a=b&c', same: false},
    ],
};

const INVALID: Record<string, string[]> = {
  '§4.1: "tends to return the default URL search variance whenever it sees something it doesn\'t recognize"':
    [
      'key-order="not a boolean"',
      'key-order=("a")',
      'key-order=1',
      'params="not a boolean or inner list"',
      'params=a',
      'params=1',
      'params=(not-a-string)',
      'params=("a" b)',
      'params=("a"), except=("x")',
      'params=(), except=()',
      'params=?0, except=("x")',
      'params, except=(not-a-string)',
      'params, except="not an inner list"',
      'params, except=?1',
      'params, except',
      'except=("x")',
      'except=()',
    ],
  'RFC 9651 §4.2: "the entire field value MUST be ignored" where it cannot be parsed': [
    'Params',
    'params=',
    'params=?2',
    'params=("a"',
    'params="a',
    'params=("a","b")',
    'params=("a""b")',
    'params = ("a")',
    'params key-order',
    'params; key-order;',
    'params,',
    ',params',
    'params,,key-order',
    '"a", "b"',
  ],
};

describe.each(Object.entries(TABLES))('No-Vary-Search %s', (_, rows) => {
  test.each(titled(rows))('%s', (__, {rule, first, second, same}) => {
    const classOf = (search: string) =>
      searchClass(new URL(`https://example.com/p${search}`).href, rule);
    expect(classOf(first) === classOf(second)).toBe(same);
  });
});

describe.each(Object.entries(INVALID))('No-Vary-Search %s', (_, rules) => {
  test.each(rules)('must: with %s, each search stands for itself', (rule) => {
    const searches = ['a=1&b=2', 'b=2&a=1', 'a=2&b=2', 'b=2', 'x=1&b=2'];
    const classes = searches.map((search) => searchClass(`https://example.com/p?${search}`, rule));
    expect(new Set(classes).size).toBe(searches.length);
  });
});

test.each([
  {level: 'must', rule: null},
  {level: 'must', rule: undefined},
  {level: 'must', rule: ''},
  {level: 'must', rule: 'nonsense ='},
])('$level: with $rule, a URL stands for itself', ({rule}) => {
  const url = 'https://example.com/p?b=%20&a=+&&';
  expect(searchClass(url, rule)).toBe(url);
});

test('must §5: "scheme, username, password, host, port, or path" always differ', () => {
  const urls = [
    'https://example.com/p',
    'http://example.com/p',
    'https://example.org/p',
    'https://example.com:8443/p',
    'https://user@example.com/p',
    'https://user:secret@example.com/p',
    'https://example.com/P',
    'https://example.com/p/',
    'https://example.com/',
  ];
  expect(new Set(urls.map((url) => searchClass(`${url}?a=1`, 'params'))).size).toBe(urls.length);
});

describe('any value', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd e', 'é');
  const pairs = fc.array(fc.tuple(name, fc.constantFrom('', '1', '2', '&', '+')), {maxLength: 5});
  const names = fc.subarray(['a', 'b', 'c', 'd e']);
  type Pairs = [string, string][];
  const urlOf = (search: Pairs) => `https://example.com/p?${new URLSearchParams(search)}`;
  const listed = (some: string[]) => `(${some.map((each) => `"${each}"`).join(' ')})`;

  const part = fc.constantFrom(
    ...['params', 'except', 'key-order', '=', '=?1', '=?0', '("a")', '("a" "b")', ', ', ',', ' '],
    ...['(', ')', '"', '\\', ';', 'x', '*', '1'],
  );
  const ruleLike = fc.array(part, {maxLength: 8}).map((parts) => parts.join(''));
  const rule = fc.oneof(fc.string(), ruleLike);

  test('is read without throwing', () => {
    fc.assert(
      fc.property(rule, pairs, (value, search) => {
        expect(searchClass(urlOf(search), value)).toMatch(/^https:\/\/example\.com\/p/);
      }),
      {numRuns: 1000},
    );
  });

  test('makes of the URL that stands for others itself', () => {
    fc.assert(
      fc.property(rule, pairs, (value, search) => {
        const once = searchClass(urlOf(search), value);
        expect(searchClass(once, value)).toBe(once);
      }),
      {numRuns: 1000},
    );
  });

  const property = (
    ruleOf: (some: string[]) => string,
    relevant: (some: string[], search: Pairs) => Pairs,
  ) => {
    let merged = 0;
    fc.assert(
      fc.property(names, pairs, pairs, (some, first, second) => {
        const isSame =
          `${relevant(some, first).map(String)}` === `${relevant(some, second).map(String)}`;
        const classes = [first, second].map((search) => searchClass(urlOf(search), ruleOf(some)));
        expect(classes[0] === classes[1]).toBe(isSame);
        if (isSame && urlOf(first) !== urlOf(second)) merged += 1;
      }),
      {numRuns: 1000, seed: 9111},
    );
    expect(merged).toBeGreaterThan(10);
  };
  const byKey = (search: Pairs) => [...search].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

  test('must §5: params merges URLs that differ in no other parameter, and no more', () => {
    property(
      (some) => `params=${listed(some)}`,
      (some, search) => search.filter(([each]) => !some.includes(each)),
    );
  });

  test('must §5: except merges URLs that do not differ in its parameters, and no more', () => {
    property(
      (some) => `params, except=${listed(some)}`,
      (some, search) => search.filter(([each]) => some.includes(each)),
    );
  });

  test('must §5: key-order merges what differs in the order of keys, and no more', () => {
    property(
      (some) => `key-order, params=${listed(some)}`,
      (some, search) => byKey(search.filter(([each]) => !some.includes(each))),
    );
  });
});
