import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {FreshnessDefaults, FreshnessOverride} from '../options.js';
import {parseCacheControl} from './cache-control.js';
import {currentAgeSeconds, explicitLifetimeSeconds, freshnessLifetimeSeconds} from './freshness.js';
import {
  dateAfterReceipt,
  type Fields,
  type Level,
  policyWith,
  RECEIVED_DATE,
  RECEIVED_MS,
  storedResponse,
  titled,
} from './stored-response.fixture.js';

const DAY_SECONDS = 86_400;

function lifetimeSeconds(
  fields: Fields,
  {
    status = 200,
    defaults,
    override,
  }: {status?: number; defaults?: FreshnessDefaults; override?: FreshnessOverride} = {},
): number {
  const response = storedResponse(fields, {status});
  const cacheControl = parseCacheControl(response.headers.get('cache-control'));
  return freshnessLifetimeSeconds(response, cacheControl, policyWith(defaults, override));
}

interface LifetimeRow {
  level: Level;
  fields: Fields;
  seconds: number;
  status?: number;
  defaults?: FreshnessDefaults;
  override?: FreshnessOverride;
}

const defaulted = (status: number, seconds: number): LifetimeRow => ({
  level: 'must',
  status,
  fields: {},
  defaults: {maxAgeSeconds: 30},
  seconds,
});

const LIFETIMES: Record<string, LifetimeRow[]> = {
  '§5.3: with max-age "a recipient MUST ignore the Expires header field"': [
    {level: 'must', fields: {'cache-control': 'max-age=60'}, seconds: 60},
    {
      level: 'must',
      fields: {'cache-control': 'max-age=60', expires: dateAfterReceipt(3600)},
      seconds: 60,
    },
    {
      level: 'must',
      fields: {'cache-control': 'max-age=60', expires: dateAfterReceipt(-3600)},
      seconds: 60,
    },
    {level: 'must', fields: {'cache-control': 'max-age=60', expires: '0'}, seconds: 60},
    {
      level: 'must',
      fields: {'cache-control': 'max-age=0', expires: dateAfterReceipt(3600)},
      seconds: 0,
    },
    {
      level: 'must',
      fields: {'cache-control': 'max-age=x', expires: dateAfterReceipt(3600)},
      seconds: 0,
    },
    {
      level: 'must',
      fields: {'cache-control': 'MAX-AGE="60"', expires: dateAfterReceipt(3600)},
      seconds: 60,
    },
  ],
  '§5.2.2.10: s-maxage is for "a shared cache", and this is a private one': [
    {level: 'must', fields: {'cache-control': 's-maxage=60'}, seconds: 0},
    {level: 'must', fields: {'cache-control': 's-maxage=60, max-age=1'}, seconds: 1},
    {
      level: 'must',
      fields: {'cache-control': 's-maxage=60', expires: dateAfterReceipt(10)},
      seconds: 10,
    },
    {level: 'must', fields: {'cache-control': 'private="x", max-age=1'}, seconds: 1},
  ],
  '§4.2.1: "its value minus the value of the Date response header field"': [
    {level: 'must', fields: {date: RECEIVED_DATE, expires: dateAfterReceipt(60)}, seconds: 60},
    {level: 'must', fields: {date: RECEIVED_DATE, expires: dateAfterReceipt(1)}, seconds: 1},
    {level: 'must', fields: {date: RECEIVED_DATE, expires: RECEIVED_DATE}, seconds: 0},
    {level: 'must', fields: {date: RECEIVED_DATE, expires: dateAfterReceipt(-1)}, seconds: 0},
    {
      level: 'must',
      fields: {date: dateAfterReceipt(-3600), expires: dateAfterReceipt(-3540)},
      seconds: 60,
    },
    {
      level: 'must',
      fields: {date: dateAfterReceipt(3600), expires: dateAfterReceipt(3660)},
      seconds: 60,
    },
    {
      level: 'must',
      fields: {date: dateAfterReceipt(3600), expires: dateAfterReceipt(60)},
      seconds: 0,
    },
    {
      level: 'must',
      fields: {date: RECEIVED_DATE, expires: 'Wednesday, 01-Jul-26 12:01:00 GMT'},
      seconds: 60,
    },
    {
      level: 'must',
      fields: {date: 'Wed Jul  1 12:00:00 2026', expires: 'Wed Jul  1 12:01:00 2026'},
      seconds: 60,
    },
  ],
  'RFC 9110 §6.6.1: without a valid Date, the time of receipt stands for it': [
    {level: 'must', fields: {expires: dateAfterReceipt(60)}, seconds: 60},
    {level: 'must', fields: {expires: dateAfterReceipt(0)}, seconds: 0},
    {level: 'must', fields: {expires: dateAfterReceipt(-60)}, seconds: 0},
    {level: 'must', fields: {date: '', expires: dateAfterReceipt(60)}, seconds: 60},
    {level: 'must', fields: {date: 'yesterday', expires: dateAfterReceipt(60)}, seconds: 60},
    {
      level: 'must',
      fields: {date: '2026-07-01T11:00:00Z', expires: dateAfterReceipt(60)},
      seconds: 60,
    },
  ],
  '§5.3: "MUST interpret invalid date formats ... as representing a time in the past"': [
    {level: 'must', fields: {expires: '0'}, seconds: 0},
    {level: 'must', fields: {expires: ''}, seconds: 0},
    {level: 'must', fields: {expires: '-1'}, seconds: 0},
    {level: 'must', fields: {expires: '3600'}, seconds: 0},
    {level: 'must', fields: {expires: 'never'}, seconds: 0},
    {level: 'must', fields: {expires: '2099-01-01T00:00:00Z'}, seconds: 0},
    {level: 'must', fields: {expires: 'Thu, 01 Jan 2099 00:00:00 PST'}, seconds: 0},
    {
      level: 'should',
      fields: {expires: `${dateAfterReceipt(60)}, ${dateAfterReceipt(60)}`},
      seconds: 0,
    },
    {
      level: 'must',
      fields: {expires: '0', 'last-modified': dateAfterReceipt(-1000)},
      seconds: 0,
    },
  ],
  '§4.2.2: "A typical setting of this fraction might be 10%"': [
    {level: 'optimal', fields: {'last-modified': dateAfterReceipt(-1000)}, seconds: 100},
    {level: 'optimal', fields: {'last-modified': dateAfterReceipt(-10)}, seconds: 1},
    {level: 'optimal', fields: {'last-modified': RECEIVED_DATE}, seconds: 0},
    {level: 'optimal', fields: {'last-modified': dateAfterReceipt(1000)}, seconds: 0},
    {level: 'optimal', fields: {'last-modified': 'unknown'}, seconds: 0},
    {level: 'optimal', fields: {}, seconds: 0},
    {
      level: 'optimal',
      fields: {date: dateAfterReceipt(-500), 'last-modified': dateAfterReceipt(-1000)},
      seconds: 50,
    },
    {
      level: 'optimal',
      fields: {'last-modified': dateAfterReceipt(-1000)},
      defaults: {heuristicFraction: 0.5},
      seconds: 500,
    },
    {
      level: 'optimal',
      fields: {'last-modified': dateAfterReceipt(-1000)},
      defaults: {heuristicFraction: 0},
      seconds: 0,
    },
    {
      level: 'optimal',
      fields: {'last-modified': dateAfterReceipt(-10 * DAY_SECONDS + 10)},
      seconds: DAY_SECONDS - 1,
    },
    {
      level: 'optimal',
      fields: {'last-modified': dateAfterReceipt(-10 * DAY_SECONDS)},
      seconds: DAY_SECONDS,
    },
    {
      level: 'optimal',
      fields: {'last-modified': dateAfterReceipt(-3650 * DAY_SECONDS)},
      seconds: DAY_SECONDS,
    },
  ],
  '§4.2.2: "MUST NOT use heuristics ... when an explicit expiration time is present"': [
    {
      level: 'must',
      fields: {'cache-control': 'max-age=0', 'last-modified': dateAfterReceipt(-1000)},
      seconds: 0,
    },
    {
      level: 'must',
      fields: {'cache-control': 'max-age', 'last-modified': dateAfterReceipt(-1000)},
      seconds: 0,
    },
    {
      level: 'must',
      fields: {expires: RECEIVED_DATE, 'last-modified': dateAfterReceipt(-1000)},
      seconds: 0,
    },
    {
      level: 'must',
      fields: {expires: dateAfterReceipt(5), 'last-modified': dateAfterReceipt(-1000)},
      seconds: 5,
    },
  ],
  '§4.2.2: only "status codes [that] are defined as heuristically cacheable", or public': [
    ...[200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501].map(
      (status): LifetimeRow => ({
        level: 'must',
        status,
        fields: {'last-modified': dateAfterReceipt(-1000)},
        seconds: 100,
      }),
    ),
    ...[0, 201, 302, 303, 307, 400, 401, 403, 500, 502, 503, 504].map(
      (status): LifetimeRow => ({
        level: 'must',
        status,
        fields: {'last-modified': dateAfterReceipt(-1000)},
        seconds: 0,
      }),
    ),
    {
      level: 'optimal',
      status: 302,
      fields: {'cache-control': 'public', 'last-modified': dateAfterReceipt(-1000)},
      seconds: 100,
    },
    {
      level: 'must',
      status: 302,
      fields: {'cache-control': 'private', 'last-modified': dateAfterReceipt(-1000)},
      seconds: 0,
    },
    {level: 'must', status: 302, fields: {'cache-control': 'max-age=60'}, seconds: 60},
    {level: 'must', status: 500, fields: {expires: dateAfterReceipt(60)}, seconds: 60},
  ],
  '§4.2.2: what is not heuristically cacheable has no default lifetime either, unless it is public':
    [
      ...[200, 204, 301, 404, 501].map((status): LifetimeRow => defaulted(status, 30)),
      ...[0, 201, 302, 307, 403, 500, 503].map((status): LifetimeRow => defaulted(status, 0)),
      {...defaulted(302, 30), fields: {'cache-control': 'public'}},
      {...defaulted(302, 30), fields: {'cache-control': 'Public, x'}},
      {...defaulted(302, 0), fields: {'cache-control': 'private'}},
      {...defaulted(302, 60), fields: {'cache-control': 'max-age=60'}},
      {...defaulted(302, 90), override: {minTtlSeconds: 90}},
    ],
  '§4.2.1: defaults.maxAgeSeconds counts only where the origin is silent': [
    {level: 'must', fields: {}, defaults: {maxAgeSeconds: 30}, seconds: 30},
    {
      level: 'must',
      fields: {'cache-control': 'public'},
      defaults: {maxAgeSeconds: 30},
      seconds: 30,
    },
    {
      level: 'must',
      fields: {'cache-control': 'max-age=0'},
      defaults: {maxAgeSeconds: 30},
      seconds: 0,
    },
    {
      level: 'must',
      fields: {'cache-control': 'max-age=60'},
      defaults: {maxAgeSeconds: 30},
      seconds: 60,
    },
    {
      level: 'must',
      fields: {'cache-control': 'max-age'},
      defaults: {maxAgeSeconds: 30},
      seconds: 0,
    },
    {level: 'must', fields: {expires: '0'}, defaults: {maxAgeSeconds: 30}, seconds: 0},
    {
      level: 'must',
      fields: {expires: dateAfterReceipt(60)},
      defaults: {maxAgeSeconds: 30},
      seconds: 60,
    },
    {
      level: 'optimal',
      fields: {'last-modified': dateAfterReceipt(-1000)},
      defaults: {maxAgeSeconds: 30},
      seconds: 30,
    },
    {
      level: 'optimal',
      fields: {'last-modified': dateAfterReceipt(-1000)},
      defaults: {maxAgeSeconds: 0},
      seconds: 0,
    },
  ],
  '§4.2.1, departed from: override.minTtlSeconds and maxTtlSeconds bound every lifetime': [
    {
      level: 'optimal',
      fields: {'cache-control': 'max-age=60'},
      override: {maxTtlSeconds: 59},
      seconds: 59,
    },
    {
      level: 'optimal',
      fields: {'cache-control': 'max-age=60'},
      override: {maxTtlSeconds: 60},
      seconds: 60,
    },
    {
      level: 'optimal',
      fields: {'cache-control': 'max-age=60'},
      override: {maxTtlSeconds: 61},
      seconds: 60,
    },
    {
      level: 'optimal',
      fields: {'cache-control': 'max-age=60'},
      override: {maxTtlSeconds: 0},
      seconds: 0,
    },
    {
      level: 'optimal',
      fields: {'cache-control': 'max-age=60'},
      override: {minTtlSeconds: 59},
      seconds: 60,
    },
    {
      level: 'optimal',
      fields: {'cache-control': 'max-age=60'},
      override: {minTtlSeconds: 61},
      seconds: 61,
    },
    {
      level: 'optimal',
      fields: {'cache-control': 'max-age=0'},
      override: {minTtlSeconds: 61},
      seconds: 61,
    },
    {level: 'optimal', fields: {expires: '0'}, override: {minTtlSeconds: 61}, seconds: 61},
    {level: 'optimal', fields: {}, override: {minTtlSeconds: 61}, seconds: 61},
    {
      level: 'optimal',
      fields: {expires: dateAfterReceipt(3600)},
      override: {minTtlSeconds: 10, maxTtlSeconds: 20},
      seconds: 20,
    },
    {
      level: 'optimal',
      fields: {},
      defaults: {maxAgeSeconds: 30},
      override: {maxTtlSeconds: 20},
      seconds: 20,
    },
    {
      level: 'optimal',
      fields: {'last-modified': dateAfterReceipt(-1000)},
      override: {maxTtlSeconds: 20},
      seconds: 20,
    },
    {
      level: 'optimal',
      fields: {},
      override: {minTtlSeconds: Number.POSITIVE_INFINITY},
      seconds: Number.POSITIVE_INFINITY,
    },
  ],
};

describe.each(Object.entries(LIFETIMES))('%s', (_, rows) => {
  test.each(titled(rows))('%s', (_, row) => {
    expect(lifetimeSeconds(row.fields, row)).toBeCloseTo(row.seconds, 6);
  });
});

test.each([
  {level: 'must', fields: {}, seconds: undefined},
  {level: 'must', fields: {'cache-control': 'public, immutable'}, seconds: undefined},
  {level: 'must', fields: {'last-modified': dateAfterReceipt(-1000)}, seconds: undefined},
  {level: 'must', fields: {'cache-control': 'max-age'}, seconds: 0},
  {level: 'must', fields: {'cache-control': 'max-age=60'}, seconds: 60},
  {level: 'must', fields: {expires: '0'}, seconds: 0},
  {level: 'must', fields: {expires: dateAfterReceipt(60)}, seconds: 60},
] as {level: Level; fields: Fields; seconds: number | undefined}[])(
  '$level §4.2.1: the origin gave $fields a lifetime of $seconds s',
  ({fields, seconds}) => {
    const response = storedResponse(fields);
    const cacheControl = parseCacheControl(response.headers.get('cache-control'));
    expect(explicitLifetimeSeconds(response, cacheControl)).toBe(seconds);
  },
);

interface AgeRow {
  level: Level;
  fields: Fields;
  /** When the request was sent, before the receipt. */
  delaySeconds?: number;
  residentSeconds?: number;
  ageSeconds: number;
}

const AGES: Record<string, AgeRow[]> = {
  '§4.2.3: "current_age = corrected_initial_age + resident_time"': [
    {level: 'must', fields: {date: RECEIVED_DATE}, ageSeconds: 0},
    {level: 'must', fields: {date: RECEIVED_DATE}, residentSeconds: 1, ageSeconds: 1},
    {level: 'must', fields: {date: RECEIVED_DATE}, residentSeconds: 0.5, ageSeconds: 0.5},
    {level: 'must', fields: {}, residentSeconds: 100, ageSeconds: 100},
    {level: 'must', fields: {age: '30'}, residentSeconds: 100, ageSeconds: 130},
    {level: 'must', fields: {date: dateAfterReceipt(-30)}, residentSeconds: 100, ageSeconds: 130},
  ],
  '§4.2.3: "apparent_age = max(0, response_time - date_value)"': [
    {level: 'must', fields: {date: dateAfterReceipt(-60)}, ageSeconds: 60},
    {level: 'must', fields: {date: dateAfterReceipt(60)}, ageSeconds: 0},
    {level: 'must', fields: {date: dateAfterReceipt(60)}, residentSeconds: 30, ageSeconds: 30},
    {level: 'must', fields: {date: 'yesterday'}, ageSeconds: 0},
    {level: 'must', fields: {date: ''}, ageSeconds: 0},
  ],
  '§4.2.3: "corrected_age_value = age_value + response_delay"': [
    {level: 'must', fields: {}, delaySeconds: 5, ageSeconds: 5},
    {level: 'must', fields: {age: '10'}, delaySeconds: 5, ageSeconds: 15},
    {level: 'must', fields: {age: '10', date: RECEIVED_DATE}, delaySeconds: 5, ageSeconds: 15},
    {level: 'must', fields: {age: '0', date: RECEIVED_DATE}, delaySeconds: 5, ageSeconds: 5},
  ],
  '§4.2.3: "corrected_initial_age = max(apparent_age, corrected_age_value)"': [
    {level: 'must', fields: {age: '59', date: dateAfterReceipt(-60)}, ageSeconds: 60},
    {level: 'must', fields: {age: '60', date: dateAfterReceipt(-60)}, ageSeconds: 60},
    {level: 'must', fields: {age: '61', date: dateAfterReceipt(-60)}, ageSeconds: 61},
    {
      level: 'must',
      fields: {age: '59', date: dateAfterReceipt(-60)},
      delaySeconds: 2,
      ageSeconds: 61,
    },
    {level: 'must', fields: {age: '100', date: dateAfterReceipt(60)}, ageSeconds: 100},
    {level: 'must', fields: {date: dateAfterReceipt(-3)}, delaySeconds: 5, ageSeconds: 5},
  ],
  '§5.1: "SHOULD use the first member of the field value, discarding subsequent members"': [
    {level: 'should', fields: {age: '10, 20'}, ageSeconds: 10},
    {level: 'should', fields: {age: '20,10'}, ageSeconds: 20},
    {level: 'should', fields: {age: '0, 100'}, ageSeconds: 0},
    {level: 'should', fields: {age: '10 , abc'}, ageSeconds: 10},
    {level: 'should', fields: {age: 'abc, 100'}, ageSeconds: 0},
    {level: 'should', fields: {age: ', 100'}, ageSeconds: 100},
  ],
  '§5.1: an invalid Age is one that "a cache SHOULD ignore"': [
    {level: 'should', fields: {age: ''}, ageSeconds: 0},
    {level: 'should', fields: {age: '-10'}, ageSeconds: 0},
    {level: 'should', fields: {age: '+10'}, ageSeconds: 0},
    {level: 'should', fields: {age: '1.5'}, ageSeconds: 0},
    {level: 'should', fields: {age: '1e3'}, ageSeconds: 0},
    {level: 'should', fields: {age: '10s'}, ageSeconds: 0},
    {level: 'should', fields: {age: '10 20'}, ageSeconds: 0},
    {level: 'should', fields: {age: '"10"'}, ageSeconds: 0},
    {level: 'should', fields: {age: '-10', date: dateAfterReceipt(-60)}, ageSeconds: 60},
    {level: 'must', fields: {age: `1${'0'.repeat(30)}`}, ageSeconds: 2_147_483_648},
  ],
  '§4.2.3: a clock that was set back makes no response younger than it was on arrival': [
    {level: 'optimal', fields: {date: RECEIVED_DATE}, residentSeconds: -3600, ageSeconds: 0},
    {level: 'optimal', fields: {age: '30'}, residentSeconds: -3600, ageSeconds: 30},
    {level: 'optimal', fields: {date: dateAfterReceipt(-30)}, residentSeconds: -1, ageSeconds: 30},
    // Set back between request and response: the delay is unknown, but not negative.
    {level: 'optimal', fields: {age: '30'}, delaySeconds: -10, ageSeconds: 30},
    {level: 'optimal', fields: {age: '30'}, delaySeconds: -3600, ageSeconds: 30},
    {
      level: 'optimal',
      fields: {age: '30', date: dateAfterReceipt(3600)},
      delaySeconds: -3600,
      residentSeconds: 5,
      ageSeconds: 35,
    },
  ],
};

describe.each(Object.entries(AGES))('%s', (_, rows) => {
  test.each(titled(rows))(
    '%s',
    (_, {fields, delaySeconds = 0, residentSeconds = 0, ageSeconds}) => {
      const response = storedResponse(fields, {requestTimeMs: RECEIVED_MS - delaySeconds * 1000});
      expect(currentAgeSeconds(response, RECEIVED_MS + residentSeconds * 1000)).toBe(ageSeconds);
    },
  );
});

/** Fields as origins send them, well-formed or not. */
const anyFields = fc.record(
  {
    'cache-control': fc.oneof(
      fc.stringMatching(/^max-age=\d{1,12}$/),
      fc.stringMatching(/^[a-z=",\d -]{0,20}$/),
    ),
    age: fc.oneof(fc.nat().map(String), fc.stringMatching(/^[\d,. -]{0,8}$/)),
    date: fc.oneof(
      fc.integer({min: -10_000, max: 10_000}).map(dateAfterReceipt),
      fc.stringMatching(/^[ -~]{0,20}$/),
    ),
    expires: fc.oneof(
      fc.integer({min: -10_000, max: 10_000}).map(dateAfterReceipt),
      fc.stringMatching(/^[ -~]{0,20}$/),
    ),
    'last-modified': fc.integer({min: -1_000_000, max: 10_000}).map(dateAfterReceipt),
  },
  {requiredKeys: []},
);

describe('any fields', () => {
  const definedFields = anyFields.map((fields) => fields as Fields);

  test('give a lifetime and an age that are numbers, and never below 0', () => {
    const times = fc.integer({min: -10_000_000, max: 10_000_000});
    fc.assert(
      fc.property(definedFields, times, times, (fields, delayMs, residentMs) => {
        expect(lifetimeSeconds(fields)).toBeGreaterThanOrEqual(0);
        const response = storedResponse(fields, {requestTimeMs: RECEIVED_MS - delayMs});
        expect(currentAgeSeconds(response, RECEIVED_MS + residentMs)).toBeGreaterThanOrEqual(0);
      }),
      {numRuns: 2000},
    );
  });

  test('make a response that only grows older, second by second', () => {
    const times = fc.integer({min: 0, max: 10_000});
    fc.assert(
      fc.property(definedFields, times, times, (fields, residentSeconds, laterSeconds) => {
        const response = storedResponse(fields);
        const nowMs = RECEIVED_MS + residentSeconds * 1000;
        const ageSeconds = currentAgeSeconds(response, nowMs);
        expect(currentAgeSeconds(response, nowMs + laterSeconds * 1000)).toBeCloseTo(
          ageSeconds + laterSeconds,
          6,
        );
      }),
      {numRuns: 1000},
    );
  });

  test('never outlast a day by guess', () => {
    fc.assert(
      fc.property(definedFields, fc.double({min: 0, max: 1, noNaN: true}), (fields, fraction) => {
        const {'cache-control': _, expires: __, ...silent} = fields;
        expect(
          lifetimeSeconds(silent, {defaults: {heuristicFraction: fraction}}),
        ).toBeLessThanOrEqual(DAY_SECONDS);
      }),
      {numRuns: 1000},
    );
  });
});
