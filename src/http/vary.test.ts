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
