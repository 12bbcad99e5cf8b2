import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {codeOf} from './code-of.js';

/** What the code makes, with a URLPattern that remembers what it was given. */
function evaluated(code: string): unknown {
  return new Function('URLPattern', `return ${code}`)(
    class {
      constructor(readonly components: object) {}
    },
  );
}

const COMPONENTS = {
  protocol: 'https',
  username: '*',
  password: '*',
  hostname: 'cdn.example.com',
  port: '',
  pathname: '/fonts/*',
  search: '*',
  hash: '*',
};

class Pattern {
  readonly hasRegExpGroups = false;
  constructor(components: object) {
    Object.assign(this, components);
  }
  test(): boolean {
    return true;
  }
}

describe('code makes an equal value', () => {
  test.each([
    {what: 'a text', value: '/api/*'},
    {what: 'quotes, line ends and ends of scripts', value: `'"\`\\\n\u2028</script>\${x}`},
    {what: 'a number', value: 0.1},
    {what: 'no limit', value: Number.POSITIVE_INFINITY},
    {what: 'truth', value: [true, false, null]},
    {what: 'a RegExp', value: /\/assets\/[^/]+\.js$/iu},
    {what: 'a RegExp of nothing', value: /(?:)/},
    {what: 'a RegExp with a line end', value: /a\/\n/},
    {what: 'objects in objects', value: {defaults: {maxAgeSeconds: 30}, targetList: ['A', 'B']}},
    {what: 'names that are no identifiers', value: {headers: {'X-Asked-By': 'worker'}}},
    {what: 'an object without a prototype', value: Object.assign(Object.create(null), {a: 1})},
    {what: 'one object at two places', value: [COMPONENTS, COMPONENTS]},
  ])('$what', ({value}) => {
    expect(evaluated(codeOf(value, 'value'))).toEqual(value);
  });

  test('whatever JSON can say', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const value = JSON.parse(JSON.stringify(JSON.parse(json)));
        expect(evaluated(codeOf(value, 'value'))).toEqual(value);
      }),
    );
  });

  test('a property that is undefined is left out', () => {
    expect(codeOf({warm: undefined, cacheName: 'a'}, 'value')).toBe('{"cacheName": "a"}');
  });

  test('a property named __proto__ is one', () => {
    const value = JSON.parse('{"__proto__": {"polluted": true}}');
    const made = evaluated(codeOf(value, 'value')) as object;
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect(Object.keys(made)).toEqual(['__proto__']);
  });

  test('a URLPattern is made of its components', () => {
    expect(evaluated(codeOf(new Pattern(COMPONENTS), 'match'))).toEqual({components: COMPONENTS});
  });
});

describe('what cannot be written is refused', () => {
  const itself: Record<string, unknown> = {};
  itself['again'] = [itself];

  test.each([
    {value: () => true, refusal: 'value is a function'},
    {value: {a: [1, () => true]}, refusal: 'value.a[1] is a function'},
    {value: {a: Symbol('a')}, refusal: 'value.a is a symbol'},
    {value: {a: 1n}, refusal: 'value.a is a bigint'},
    {value: {signal: AbortSignal.abort()}, refusal: 'value.signal is an instance of AbortSignal'},
    {value: {headers: new Headers()}, refusal: 'value.headers is an instance of Headers'},
    {value: {a: new Map()}, refusal: 'value.a is an instance of Map'},
    {value: {a: new (class {})()}, refusal: 'value.a is an instance of a class'},
    {value: itself, refusal: 'value.again[0] is an object that contains itself'},
  ])('$refusal', ({value, refusal}) => {
    expect(() => codeOf(value, 'value')).toThrow(
      new TypeError(
        `${refusal}, which cannot be written into the worker's file; ` +
          'write a worker of your own and call registerRoutes there',
      ),
    );
  });
});
