import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {decideReuse} from './http/reuse.js';
import {
  dateAfterReceipt,
  RECEIVED_MS,
  requestFacts,
  storedResponse,
} from './http/stored-response.fixture.js';
import {checkOptions, type RevalidateWhenStaleOptions} from './options.js';

const DOCUMENTED = {
  defaults: {
    heuristicFraction: 0.1,
    staleWhileRevalidateSeconds: 0,
    staleIfErrorSeconds: Number.POSITIVE_INFINITY,
  },
  override: {maxTtlSeconds: Number.POSITIVE_INFINITY, minTtlSeconds: 0, offline: 'obey'},
} as const;

/** What the constructor throws, or `undefined` where it throws nothing. */
function errorFrom(options: unknown): unknown {
  try {
    // As options come from JavaScript, which no compiler has seen.
    checkOptions(options as RevalidateWhenStaleOptions);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('the documented defaults', () => {
  const seconds = fc.oneof(
    fc.double({min: 0, max: 1e9, noNaN: true}),
    fc.constantFrom(0, 60, Number.POSITIVE_INFINITY),
  );
  const given = fc.record({
    defaults: fc.record(
      {
        maxAgeSeconds: fc.option(seconds, {nil: undefined}),
        heuristicFraction: fc.option(fc.double({min: 0, max: 1, noNaN: true}), {nil: undefined}),
        staleWhileRevalidateSeconds: fc.option(seconds, {nil: undefined}),
        staleIfErrorSeconds: fc.option(seconds, {nil: undefined}),
      },
      {requiredKeys: []},
    ),
    override: fc.record(
      {
        maxTtlSeconds: fc.option(seconds, {nil: undefined}),
        minTtlSeconds: fc.option(fc.double({min: 0, max: 60, noNaN: true}), {nil: undefined}),
        offline: fc.constantFrom('obey', 'serve-stored', undefined),
      },
      {requiredKeys: []},
    ),
  });
  const stored = fc
    .record({
      status: fc.constantFrom(200, 404, 500),
      'cache-control': fc.constantFrom('', 'max-age=60', 'must-revalidate', 'public'),
      'last-modified': fc.constantFrom(
        ...[1, 100, 3000].map((days) => dateAfterReceipt(-days * 86_400)),
      ),
    })
    .map(({status, ...fields}) => storedResponse(fields, {status}));
  const later = fc.integer({min: 0, max: 200_000}).map((seconds) => RECEIVED_MS + seconds * 1000);
  const isGiven = ([, value]: [string, unknown]) => value !== undefined;
  const withDefaults = <T extends object>(documented: T, group: object): T => ({
    ...documented,
    ...Object.fromEntries(Object.entries(group).filter(isGiven)),
  });

  test('stand where nothing else is given, or `undefined`', () => {
    fc.assert(
      fc.property(given, stored, later, ({defaults, override}, copy, nowMs) => {
        const decisionBy = (policy: object) => decideReuse(requestFacts(), copy, policy, nowMs);
        const complete = {
          defaults: withDefaults(DOCUMENTED.defaults, defaults),
          override: withDefaults(DOCUMENTED.override, override),
        };
        expect(decisionBy({defaults, override})).toEqual(decisionBy(complete));
      }),
    );
  });

  test.each([{}, {defaults: {}, override: {}}, {defaults: undefined, override: undefined}])(
    'stand where %j is given',
    (policy) => {
      fc.assert(
        fc.property(stored, later, (copy, nowMs) => {
          const decisionBy = (one: object) => decideReuse(requestFacts(), copy, one, nowMs);
          expect(decisionBy(policy)).toEqual(decisionBy(DOCUMENTED));
        }),
      );
    },
  );

  test.each([
    {},
    {defaults: undefined, override: undefined},
    {
      cacheName: undefined,
      plugins: undefined,
      fetchOptions: undefined,
      matchOptions: undefined,
      networkTimeoutSeconds: undefined,
      crossOrigin: undefined,
      targetList: undefined,
      defaults: {maxAgeSeconds: undefined, heuristicFraction: undefined},
      override: {maxTtlSeconds: undefined, minTtlSeconds: undefined, offline: undefined},
    },
    {
      cacheName: 'pages',
      plugins: [{}],
      fetchOptions: {credentials: 'include'},
      networkTimeoutSeconds: 3,
      crossOrigin: 'conditional',
    },
  ])('and others may be left out or given: %j', (options) => {
    expect(errorFrom(options)).toBeUndefined();
  });
});

const SECONDS_OPTIONS = [
  'defaults.maxAgeSeconds',
  'defaults.staleWhileRevalidateSeconds',
  'defaults.staleIfErrorSeconds',
  'override.maxTtlSeconds',
  'override.minTtlSeconds',
];

/** `{defaults: {maxAgeSeconds: 1}}` of `defaults.maxAgeSeconds`. */
function optionsWith(path: string, value: unknown): unknown {
  return path.split('.').reduceRight((inner: unknown, name) => ({[name]: inner}), value);
}

describe.each(SECONDS_OPTIONS)('%s', (path) => {
  test.each([0.001, 1, 60, 31_536_000, Number.POSITIVE_INFINITY])('takes %s', (value) => {
    expect(errorFrom(optionsWith(path, value))).toBeUndefined();
  });

  test.each([-0.001, -1, Number.NEGATIVE_INFINITY, Number.NaN])(
    'refuses %s: RangeError',
    (value) => {
      const error = errorFrom(optionsWith(path, value));
      expect(error).toBeInstanceOf(RangeError);
      expect(error).toHaveProperty('message', expect.stringContaining(`${path} is ${value}`));
      expect(error).toHaveProperty('message', expect.stringMatching(/number|seconds/));
      expect(error).toHaveProperty('message', expect.stringMatching(/\b0\b/));
    },
  );

  test.each([
    {value: '60', said: '60'},
    {value: '', said: ''},
    {value: null, said: 'null'},
    {value: true, said: 'true'},
    {value: [60], said: '60'},
    {value: new Date(0), said: ''},
    {value: 60n, said: '60'},
  ])('refuses the $value of another type', ({value, said}) => {
    const error = errorFrom(optionsWith(path, value));
    expect([TypeError, RangeError]).toContain((error as Error | undefined)?.constructor);
    expect(error).toHaveProperty('message', expect.stringContaining(`${path} is `));
    expect(error).toHaveProperty('message', expect.stringContaining(said));
    expect(error).toHaveProperty('message', expect.stringContaining('a number'));
  });
});

describe('defaults.heuristicFraction', () => {
  test.each([0, 0.1, 1])('takes %s', (heuristicFraction) => {
    expect(errorFrom({defaults: {heuristicFraction}})).toBeUndefined();
  });

  test.each([-0.001, 1.001, 10, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses %s: RangeError',
    (heuristicFraction) => {
      const error = errorFrom({defaults: {heuristicFraction}});
      expect(error).toBeInstanceOf(RangeError);
      expect(error).toHaveProperty(
        'message',
        expect.stringContaining(`defaults.heuristicFraction is ${heuristicFraction}`),
      );
      expect(error).toHaveProperty('message', expect.stringContaining('from 0 to 1'));
    },
  );
});

test.each([
  {minTtlSeconds: 60, maxTtlSeconds: 61, fits: true},
  {minTtlSeconds: 60, maxTtlSeconds: 60, fits: true},
  {minTtlSeconds: 60, maxTtlSeconds: 59, fits: false},
  {minTtlSeconds: 1, maxTtlSeconds: 0, fits: false},
  {minTtlSeconds: 0, maxTtlSeconds: 0, fits: true},
  {minTtlSeconds: Number.POSITIVE_INFINITY, maxTtlSeconds: undefined, fits: true},
  {minTtlSeconds: undefined, maxTtlSeconds: 0, fits: true},
])('override.minTtlSeconds $minTtlSeconds and maxTtlSeconds $maxTtlSeconds fit: $fits', (row) => {
  const {minTtlSeconds, maxTtlSeconds, fits} = row;
  const error = errorFrom({override: {minTtlSeconds, maxTtlSeconds}});
  if (fits) {
    expect(error).toBeUndefined();
    return;
  }
  expect(error).toBeInstanceOf(RangeError);
  const message = expect.stringMatching(
    new RegExp(`override\\.maxTtlSeconds is ${maxTtlSeconds}; .*${minTtlSeconds} or more`),
  );
  expect(error).toHaveProperty('message', message);
});

describe.each([
  {path: 'crossOrigin', words: ['delegate', 'conditional']},
  {path: 'override.offline', words: ['obey', 'serve-stored']},
])('$path', ({path, words}) => {
  test.each(words)('takes %s', (word) => {
    expect(errorFrom(optionsWith(path, word))).toBeUndefined();
  });

  test.each(['', 'other', words[0]?.toUpperCase(), true, 0, null, [words[0]]])(
    'refuses %j: TypeError',
    (value) => {
      const error = errorFrom(optionsWith(path, value));
      expect(error).toBeInstanceOf(TypeError);
      expect(error).toHaveProperty('message', expect.stringContaining(`${path} is `));
      expect(error).toHaveProperty('message', expect.stringContaining(String(value)));
      for (const word of words) {
        expect(error).toHaveProperty('message', expect.stringContaining(word));
      }
    },
  );
});

describe('targetList', () => {
  test.each([[[]], [['Service-Worker-Cache-Control']], [['A-Cache-Control', 'x_1']]])(
    'takes %j',
    (targetList) => {
      expect(errorFrom({targetList})).toBeUndefined();
    },
  );

  test.each([
    ['Service-Worker-Cache-Control'],
    [''],
    [null],
    [true],
    [0],
    [{}],
    [new Set(['a'])],
    [['a b']],
    [['']],
  ])('refuses %j, which is no list of field names: TypeError', (targetList) => {
    const error = errorFrom({targetList});
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toHaveProperty('message', expect.stringContaining('targetList'));
  });
});

describe('an option that is unknown', () => {
  test.each([
    {options: {cachename: 'a'}, path: 'cachename', right: 'cacheName'},
    {options: {maxAgeSeconds: 60}, path: 'maxAgeSeconds', right: 'defaults'},
    {options: {maxTtlSeconds: 60}, path: 'maxTtlSeconds', right: 'override'},
    {options: {offline: 'obey'}, path: 'offline', right: 'override'},
    {options: {defaults: {maxAge: 60}}, path: 'defaults.maxAge', right: 'maxAgeSeconds'},
    {
      options: {defaults: {maxTtlSeconds: 6}},
      path: 'defaults.maxTtlSeconds',
      right: 'maxAgeSeconds',
    },
    {
      options: {override: {maxAgeSeconds: 6}},
      path: 'override.maxAgeSeconds',
      right: 'maxTtlSeconds',
    },
    {options: {override: {Offline: 'obey'}}, path: 'override.Offline', right: 'offline'},
    {options: {unknown: undefined}, path: 'unknown', right: 'cacheName'},
  ])('is refused with $options: TypeError', ({options, path, right}) => {
    const error = errorFrom(options);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toHaveProperty('message', expect.stringContaining(`${path} is `));
    expect(error).toHaveProperty('message', expect.stringContaining(right));
  });
});

describe.each(['defaults', 'override'])('%s', (group) => {
  test.each([60, null, true, 'obey'])(
    'refuses %j, which is no group of options: TypeError',
    (value) => {
      const error = errorFrom({[group]: value});
      expect(error).toBeInstanceOf(TypeError);
      expect(error).toHaveProperty('message', expect.stringContaining(group));
    },
  );
});

describe('plugins', () => {
  /** As workbox-expiration keeps its options. */
  const expirationPlugin = (config: object) => ({
    _config: config,
    cachedResponseWillBeUsed: () => null,
    cacheDidUpdate: () => {},
  });

  test.each([
    {what: 'maxEntries alone', plugins: [expirationPlugin({maxEntries: 50})]},
    {
      what: 'purgeOnQuotaError',
      plugins: [expirationPlugin({maxEntries: 5, purgeOnQuotaError: true})],
    },
    {what: 'no _config', plugins: [{cacheDidUpdate: () => {}}]},
    {what: 'a _config of its own', plugins: [{_config: {anything: 1}}, {_config: undefined}]},
    {what: 'none', plugins: []},
  ])('with $what are taken', ({plugins}) => {
    expect(errorFrom({plugins})).toBeUndefined();
  });

  test.each([
    {at: 0, plugins: [expirationPlugin({maxAgeSeconds: 60})]},
    {at: 1, plugins: [{}, expirationPlugin({maxEntries: 50, maxAgeSeconds: 60})]},
  ])('with the maxAgeSeconds of an ExpirationPlugin at $at are refused: TypeError', (row) => {
    const error = errorFrom({plugins: row.plugins});
    expect(error).toBeInstanceOf(TypeError);
    for (const part of [`plugins[${row.at}]`, 'maxAgeSeconds', 'override.maxTtlSeconds']) {
      expect(error).toHaveProperty('message', expect.stringContaining(part));
    }
  });
});
