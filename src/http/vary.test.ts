import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type Fields, type Level, requestFacts, titled} from './stored-response.fixture.js';
import {compareSelecting, selectingValues, varyingFields} from './vary.js';

test.each(
  titled([
    {level: 'must', fields: {}, names: []},
    {level: 'must', fields: {vary: ''}, names: []},
    {level: 'must', fields: {vary: 'Accept'}, names: ['accept']},
    {level: 'must', fields: {vary: ' X-A ,x-b,,\tX-C'}, names: ['x-a', 'x-b', 'x-c']},
    {level: 'must', fields: {vary: 'X-B, X-A'}, names: ['x-b', 'x-a']},
    // What cannot be a name separates names.
    {level: 'must', fields: {vary: 'Accept-Encoding X-A'}, names: ['x-a']},
    {level: 'must', fields: {vary: 'X-A;x-b, "X-C"'}, names: ['x-a', 'x-b', 'x-c']},
    {level: 'must', fields: {vary: '*'}, names: ['*']},
    {level: 'must', fields: {vary: 'Accept-Encoding, *'}, names: ['*']},
    {level: 'must', fields: {vary: 'Authorization'}, names: ['authorization']},
    {level: 'optimal', fields: {vary: 'Accept-Encoding'}, names: []},
    {level: 'optimal', fields: {vary: 'ORIGIN, User-Agent'}, names: []},
    {level: 'optimal', fields: {vary: 'Sec-CH-UA, Sec-CH-Width'}, names: []},
    {level: 'optimal', fields: {vary: 'Accept-Encoding, Accept'}, names: ['accept']},
    {level: 'optimal', fields: {vary: 'X-Origin, Origin-X'}, names: ['x-origin', 'origin-x']},
    {level: 'optimal', fields: {vary: 'Accept-Encodings'}, names: ['accept-encodings']},
  ] as {level: Level; fields: Fields; names: string[]}[]),
)('§4.1: the fields "nominated by that Vary field value": %s', (_, {fields, names}) => {
  expect(varyingFields(new Headers(fields))).toEqual(names);
});

interface Row {
  level: Level;
  vary: string;
  first: Fields;
  second: Fields;
  compares: 'same' | 'other' | 'unknown';
}

const TABLES: Record<string, Row[]> = {
  '§4.1: "MUST NOT use that stored response ... unless all the presented request header fields ... match"':
    [
      {level: 'must', vary: 'X-A', first: {'x-a': '1'}, second: {'x-a': '1'}, compares: 'same'},
      {level: 'must', vary: 'X-A', first: {'x-a': '1'}, second: {'X-A': '1'}, compares: 'same'},
      {level: 'must', vary: 'x-a', first: {'X-A': '1'}, second: {'x-a': '2'}, compares: 'other'},
      {level: 'must', vary: 'X-A', first: {'x-a': 'a'}, second: {'x-a': 'A'}, compares: 'other'},
      {level: 'must', vary: 'X-A', first: {'x-a': '1'}, second: {'x-a': ' 1 '}, compares: 'same'},
      {
        level: 'must',
        vary: 'X-A',
        first: {'x-a': '1', 'x-b': '1'},
        second: {'x-a': '1', 'x-b': '2'},
        compares: 'same',
      },
      {
        level: 'must',
        vary: 'X-A, X-B',
        first: {'x-a': '1', 'x-b': '1'},
        second: {'x-a': '1', 'x-b': '2'},
        compares: 'other',
      },
      {
        level: 'must',
        vary: 'X-A, X-B',
        first: {'x-a': '1', 'x-b': '2'},
        second: {'x-a': '2', 'x-b': '1'},
        compares: 'other',
      },
      {
        level: 'must',
        vary: 'X-A, X-B',
        first: {'x-a': '1', 'x-b': '2'},
        second: {'x-b': '2', 'x-a': '1'},
        compares: 'same',
      },
    ],
  '§4.1: a field that is absent "can only match another request if it is also absent there"': [
    {level: 'must', vary: 'X-A', first: {}, second: {}, compares: 'same'},
    {level: 'must', vary: 'X-A', first: {}, second: {'x-a': '1'}, compares: 'other'},
    {level: 'must', vary: 'X-A', first: {'x-a': '1'}, second: {}, compares: 'other'},
    {level: 'must', vary: 'X-A', first: {}, second: {'x-a': ''}, compares: 'other'},
    {level: 'must', vary: 'X-A', first: {'x-a': ''}, second: {}, compares: 'other'},
  ],
  '§4.1: "a member "*" always fails to match"': [
    {level: 'must', vary: '*', first: {}, second: {}, compares: 'other'},
    {level: 'must', vary: 'X-A, *', first: {}, second: {}, compares: 'other'},
    {level: 'must', vary: '*, X-A', first: {}, second: {}, compares: 'other'},
    {level: 'must', vary: 'Accept-Encoding, *', first: {}, second: {}, compares: 'other'},
    {level: 'must', vary: 'Cookie, *', first: {}, second: {}, compares: 'other'},
  ],
  '§4.1: "adding or removing whitespace, where allowed in the header field\'s syntax"': [
    {
      level: 'optimal',
      vary: 'X-A',
      first: {'x-a': 'a,b'},
      second: {'x-a': 'a, b'},
      compares: 'same',
    },
    {
      level: 'optimal',
      vary: 'X-A',
      first: {'x-a': 'a, b'},
      second: {'x-a': 'a\t,  b'},
      compares: 'same',
    },
    {
      level: 'optimal',
      vary: 'X-A',
      first: {'x-a': 'a,,b'},
      second: {'x-a': 'a, b'},
      compares: 'same',
    },
    {level: 'must', vary: 'X-A', first: {'x-a': 'a b'}, second: {'x-a': 'ab'}, compares: 'other'},
    {level: 'must', vary: 'X-A', first: {'x-a': 'a b'}, second: {'x-a': 'a  b'}, compares: 'other'},
    {
      level: 'must',
      vary: 'X-A',
      first: {'x-a': 'a, b'},
      second: {'x-a': 'b, a'},
      compares: 'other',
    },
    {
      level: 'must',
      vary: 'X-A',
      first: {'x-a': '"a, b"'},
      second: {'x-a': '"a,b"'},
      compares: 'other',
    },
    {level: 'must', vary: 'X-A', first: {'x-a': 'a, b'}, second: {'x-a': 'a'}, compares: 'other'},
    {level: 'must', vary: 'X-A', first: {'x-a': 'a, a'}, second: {'x-a': 'a'}, compares: 'other'},
    {
      level: 'must',
      vary: 'Authorization',
      first: {authorization: 'Basic a'},
      second: {authorization: 'Basic A'},
      compares: 'other',
    },
  ],
  '§4.1: "known to have identical semantics": the order of preferences tells nothing (RFC 9110 §12.5.1, §12.5.4)':
    [
      {
        level: 'optimal',
        vary: 'Accept-Language',
        first: {'accept-language': 'en, de'},
        second: {'accept-language': 'de, en'},
        compares: 'same',
      },
      {
        level: 'optimal',
        vary: 'Accept-Language',
        first: {'accept-language': 'en;q=0.5, de'},
        second: {'accept-language': 'de, en; q=0.5'},
        compares: 'same',
      },
      {
        level: 'optimal',
        vary: 'Accept',
        first: {accept: 'text/html, image/png'},
        second: {accept: 'image/png,text/html'},
        compares: 'same',
      },
      {
        level: 'must',
        vary: 'Accept-Language',
        first: {'accept-language': 'en;q=0.5, de'},
        second: {'accept-language': 'en, de;q=0.5'},
        compares: 'other',
      },
      {
        level: 'must',
        vary: 'Accept-Language',
        first: {'accept-language': 'en'},
        second: {'accept-language': 'de'},
        compares: 'other',
      },
      {
        level: 'must',
        vary: 'Accept-Language',
        first: {'accept-language': 'en'},
        second: {'accept-language': 'en, de'},
        compares: 'other',
      },
      {
        level: 'must',
        vary: 'Accept-Language',
        first: {'accept-language': 'en'},
        second: {'accept-language': 'en-gb'},
        compares: 'other',
      },
      {
        level: 'optimal',
        vary: 'Accept-Charset',
        first: {'accept-charset': 'a, b'},
        second: {'accept-charset': 'b, a'},
        compares: 'other',
      },
      // Nothing is known of a field that is only called alike.
      {
        level: 'must',
        vary: 'Accept-Version',
        first: {'accept-version': 'a, b'},
        second: {'accept-version': 'b, a'},
        compares: 'other',
      },
      {
        level: 'must',
        vary: 'Accept-Version',
        first: {'accept-version': 'a'},
        second: {'accept-version': 'A'},
        compares: 'other',
      },
      {
        level: 'must',
        vary: 'Accept-Language',
        first: {},
        second: {'accept-language': ''},
        compares: 'other',
      },
      {
        level: 'must',
        vary: 'Accept-Language',
        first: {},
        second: {'accept-language': '*'},
        compares: 'other',
      },
    ],
  'RFC 9110 §12.4.2: "no "q" parameter ... the default weight is 1"': [
    {
      level: 'optimal',
      vary: 'Accept-Language',
      first: {'accept-language': 'en;q=1'},
      second: {'accept-language': 'en'},
      compares: 'same',
    },
    {
      level: 'optimal',
      vary: 'Accept-Language',
      first: {'accept-language': 'en;q=1.000'},
      second: {'accept-language': 'en;Q=1.0'},
      compares: 'same',
    },
    {
      level: 'optimal',
      vary: 'Accept-Language',
      first: {'accept-language': 'en ; q=1'},
      second: {'accept-language': 'en'},
      compares: 'same',
    },
    {
      level: 'optimal',
      vary: 'Accept',
      first: {accept: 'text/html;q=1, */*;q=0.5'},
      second: {accept: '*/*;q=0.5, text/html'},
      compares: 'same',
    },
    {
      level: 'must',
      vary: 'Accept-Language',
      first: {'accept-language': 'en;q=0.1'},
      second: {'accept-language': 'en'},
      compares: 'other',
    },
    {
      level: 'must',
      vary: 'Accept-Language',
      first: {'accept-language': 'en;q=0.999'},
      second: {'accept-language': 'en'},
      compares: 'other',
    },
    {
      level: 'must',
      vary: 'Accept-Language',
      first: {'accept-language': 'en;q=0'},
      second: {'accept-language': 'en'},
      compares: 'other',
    },
    {
      level: 'must',
      vary: 'Accept',
      first: {accept: 'a/b;x=q=1'},
      second: {accept: 'a/b;x'},
      compares: 'other',
    },
    {
      level: 'must',
      vary: 'X-A',
      first: {'x-a': 'en;q=1'},
      second: {'x-a': 'en'},
      compares: 'other',
    },
  ],
  'RFC 9110 §8.3.1, RFC 4647 §2: media types and language tags are "case-insensitive", not every parameter is':
    [
      {
        level: 'optimal',
        vary: 'Accept-Language',
        first: {'accept-language': 'en-GB'},
        second: {'accept-language': 'EN-gb'},
        compares: 'same',
      },
      {
        level: 'optimal',
        vary: 'Accept',
        first: {accept: 'Text/HTML'},
        second: {accept: 'text/html'},
        compares: 'same',
      },
      {
        level: 'optimal',
        vary: 'Accept',
        first: {accept: 'a/b;Level=1'},
        second: {accept: 'a/b;level=1'},
        compares: 'same',
      },
      {
        level: 'must',
        vary: 'Accept',
        first: {accept: 'a/b;profile="https://a/X"'},
        second: {accept: 'a/b;profile="https://a/x"'},
        compares: 'other',
      },
      {
        level: 'must',
        vary: 'Accept',
        first: {accept: 'a/b;profile="x y"'},
        second: {accept: 'a/b;profile="xy"'},
        compares: 'other',
      },
      {
        level: 'must',
        vary: 'Accept',
        first: {accept: 'a/b;profile="x, y"'},
        second: {accept: 'a/b;profile="x,y"'},
        compares: 'other',
      },
      {level: 'must', vary: 'X-A', first: {'x-a': 'en'}, second: {'x-a': 'EN'}, compares: 'other'},
    ],
  'no RFC: what the browser sets for every request of a worker cannot differ': [
    {
      level: 'optimal',
      vary: 'Accept-Encoding',
      first: {'accept-encoding': 'gzip'},
      second: {},
      compares: 'same',
    },
    {
      level: 'optimal',
      vary: 'Origin, Accept-Encoding, User-Agent, Sec-CH-UA-Mobile',
      first: {},
      second: {},
      compares: 'same',
    },
    {
      level: 'optimal',
      vary: 'Origin, X-A',
      first: {'x-a': '1'},
      second: {'x-a': '2'},
      compares: 'other',
    },
  ],
  'no RFC: what a worker cannot see may differ': [
    {level: 'optimal', vary: 'Cookie', first: {}, second: {}, compares: 'unknown'},
    {level: 'optimal', vary: 'Accept-Encoding, cookie', first: {}, second: {}, compares: 'unknown'},
    {level: 'optimal', vary: 'Referer', first: {}, second: {}, compares: 'unknown'},
    {level: 'optimal', vary: 'Authorization', first: {}, second: {}, compares: 'unknown'},
    {
      level: 'optimal',
      vary: 'Authorization',
      first: {authorization: 'a'},
      second: {authorization: 'a'},
      compares: 'same',
    },
    {
      level: 'optimal',
      vary: 'Authorization',
      first: {authorization: 'a'},
      second: {authorization: 'b'},
      compares: 'other',
    },
    {
      level: 'optimal',
      vary: 'Authorization',
      first: {authorization: 'a'},
      second: {},
      compares: 'other',
    },
    {
      level: 'optimal',
      vary: 'Authorization',
      first: {},
      second: {authorization: 'a'},
      compares: 'other',
    },
    {
      level: 'optimal',
      vary: 'Cookie, X-A',
      first: {'x-a': '1'},
      second: {'x-a': '1'},
      compares: 'unknown',
    },
    // That it is another response counts for more than that it may be one.
    {
      level: 'must',
      vary: 'Cookie, X-A',
      first: {'x-a': '1'},
      second: {'x-a': '2'},
      compares: 'other',
    },
  ],
};

describe.each(Object.entries(TABLES))('%s', (_, rows) => {
  test.each(titled(rows))('%s', (__, {vary, first, second, compares}) => {
    const headers = new Headers({vary});
    const selecting = selectingValues(requestFacts(first), headers);
    expect(compareSelecting(requestFacts(second), headers, selecting)).toBe(compares);
  });
});

test.each(
  titled([
    {level: 'must', fields: {}, compares: 'same'},
    {level: 'must', fields: {vary: 'Accept-Encoding'}, compares: 'same'},
    {level: 'must', fields: {vary: 'X-A'}, compares: 'other'},
    {level: 'must', fields: {vary: 'Cookie'}, compares: 'other'},
    {level: 'must', fields: {vary: '*'}, compares: 'other'},
  ] as {level: Level; fields: Fields; compares: string}[]),
)('§4.1: where it is not known what selected a response: %s', (_, {fields, compares}) => {
  expect(compareSelecting(requestFacts(), new Headers(fields), undefined)).toBe(compares);
});

describe('no RFC: a worker fetches as "empty", so what the page asked for is compared', () => {
  const page = requestFacts({}, {destination: 'document', mode: 'navigate'});
  const script = requestFacts({}, {destination: '', mode: 'cors'});
  const image = requestFacts({}, {destination: 'image', mode: 'cors'});

  test.each([
    {level: 'optimal', vary: 'Sec-Fetch-Dest', first: page, second: page, compares: 'same'},
    {level: 'optimal', vary: 'Sec-Fetch-Dest', first: page, second: script, compares: 'other'},
    {level: 'optimal', vary: 'Sec-Fetch-Dest', first: script, second: image, compares: 'other'},
    {level: 'optimal', vary: 'Sec-Fetch-Mode', first: script, second: image, compares: 'same'},
    {level: 'optimal', vary: 'Sec-Fetch-Mode', first: page, second: image, compares: 'other'},
  ])('$level: $vary compares $compares', ({vary, first, second, compares}) => {
    const headers = new Headers({vary});
    expect(compareSelecting(second, headers, selectingValues(first, headers))).toBe(compares);
  });
});

test('must §4.1: with a Vary that a 304 has changed, no value counts for another field', () => {
  // The values were taken by the Vary that was stored; §3.2 then replaces it.
  const selecting = selectingValues(requestFacts({'x-a': '1'}), new Headers({vary: 'X-A'}));
  const headers = new Headers({vary: 'X-B'});
  expect(compareSelecting(requestFacts({'x-b': '1'}), headers, selecting)).not.toBe('same');
});

test('must §4.1: of two requests, only one with the same nominated fields is served', () => {
  const value = fc.constantFrom('1', '2');
  const fields = fc
    .record({'x-a': value, 'x-b': value, 'x-c': value}, {requiredKeys: []})
    .map((some) => some as Fields);
  const names = fc.subarray(['x-a', 'x-b', 'x-c', 'accept-encoding'], {minLength: 0});
  fc.assert(
    fc.property(names, fields, fields, (nominated, first, second) => {
      const headers = new Headers({vary: nominated.join(', ').toUpperCase()});
      const isSame = nominated.every((name) => first[name] === second[name]);
      const selecting = selectingValues(requestFacts(first), headers);
      expect(compareSelecting(requestFacts(second), headers, selecting)).toBe(
        isSame ? 'same' : 'other',
      );
    }),
    {numRuns: 1000},
  );
});

describe('any two values', () => {
  const part = fc.constantFrom('a', 'B', ' ', '\t', ',', ';', 'q=1', 'q=0.5', '"', '*', 'a/b', '=');
  const value = fc.array(part, {maxLength: 8}).map((parts) => parts.join(''));
  const name = fc.constantFrom('X-A', 'Accept', 'Accept-Language');
  const selectingOf = (field: string, text: string) =>
    selectingValues(requestFacts({[field]: text}), new Headers({vary: field}));

  test('must §4.1: compare the same in both directions, and the same value with itself', () => {
    let same = 0;
    fc.assert(
      fc.property(name, value, value, (field, first, second) => {
        const headers = new Headers({vary: field});
        const compare = (one: string, other: string) =>
          compareSelecting(requestFacts({[field]: one}), headers, selectingOf(field, other));
        expect(compare(first, second)).toBe(compare(second, first));
        expect(compare(first, first)).toBe('same');
        if (first !== second && compare(first, second) === 'same') same += 1;
      }),
      {numRuns: 3000, seed: 9111},
    );
    expect(same).toBeGreaterThan(10);
  });

  test('must §4.1: that are normalised stay what they are', () => {
    fc.assert(
      fc.property(name, fc.oneof(value, fc.string()), (field, text) => {
        fc.pre(!/[^\t\x20-\x7e]/.test(text));
        // A weight of nothing is none, nor is one that is given twice.
        fc.pre(!/(?:^|,|;\s*q=1(?:\.0*)?)\s*;\s*q=1/i.test(text));
        const once = selectingOf(field, text);
        expect(selectingOf(field, Object.values(once)[0] ?? '')).toEqual(once);
      }),
      {numRuns: 3000},
    );
  });

  test('must §4.1: that differ in a weight or in a language are not the same', () => {
    const preference = fc.record({
      range: fc.constantFrom('en', 'de', 'fr', '*'),
      weight: fc.integer({min: 0, max: 10}),
      isSpaced: fc.boolean(),
      isUpperCase: fc.boolean(),
    });
    const preferences = fc.uniqueArray(preference, {selector: ({range}) => range, maxLength: 4});
    type Preferences = {range: string; weight: number; isSpaced: boolean; isUpperCase: boolean}[];
    const written = (all: Preferences) =>
      all
        .map(({range, weight, isSpaced, isUpperCase}) => {
          const name = isUpperCase ? range.toUpperCase() : range;
          const space = isSpaced ? ' ' : '';
          return weight === 10 && isSpaced
            ? name
            : `${space}${name}${space};${space}q=${weight / 10}`;
        })
        .join();
    const meant = (all: Preferences) => all.map(({range, weight}) => `${range} ${weight}`).sort();
    fc.assert(
      fc.property(preferences, preferences, (first, second) => {
        const isSame = `${meant(first)}` === `${meant(second)}`;
        const compares = compareSelecting(
          requestFacts({'accept-language': written(first)}),
          new Headers({vary: 'Accept-Language'}),
          selectingOf('Accept-Language', written(second)),
        );
        expect(compares).toBe(isSame ? 'same' : 'other');
      }),
      {numRuns: 2000},
    );
  });
});
