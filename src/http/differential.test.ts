import CachePolicy from 'http-cache-semantics';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {decideReuse} from './reuse.js';
import {isWorthStoring, mayStore} from './storability.js';
import {
  type Fields,
  policyWith,
  RECEIVED_MS,
  requestFacts,
  storedResponse,
} from './stored-response.fixture.js';
import {selectingValues} from './vary.js';

const PAIRS = 100_000;
const SEED = 9111;
const DAY_SECONDS = 86_400;

/** A response to a first request, and a second request some time later. */
interface Pair {
  readonly status: number;
  readonly first: Fields;
  readonly response: Fields;
  readonly second: Fields;
  /** Between the sending of the first request and the receipt of its response. */
  readonly delaySeconds: number;
  readonly laterSeconds: number;
}

/** Whether our rules answer the second request from storage, without asking the origin. */
function isReusedByUs({
  status,
  first,
  response,
  second,
  delaySeconds,
  laterSeconds,
}: Pair): boolean {
  const request = requestFacts(first);
  const received = storedResponse(response, {
    status,
    requestTimeMs: RECEIVED_MS - delaySeconds * 1000,
  });
  if (!mayStore(request, received) || !isWorthStoring(received, policyWith())) return false;
  const stored = {...received, selecting: selectingValues(request, received.headers)};
  const nowMs = RECEIVED_MS + laterSeconds * 1000;
  return decideReuse(requestFacts(second), stored, policyWith(), nowMs).kind === 'serve';
}

let clockMs = RECEIVED_MS;

class ClockedPolicy extends CachePolicy {
  now(): number {
    return clockMs;
  }
}

/** Whether http-cache-semantics does, as a private cache. */
function isReusedByThem({status, first, response, second, laterSeconds}: Pair): boolean {
  clockMs = RECEIVED_MS;
  const policy = new ClockedPolicy({headers: first}, {status, headers: response}, {shared: false});
  clockMs += laterSeconds * 1000;
  return policy.storable() && policy.satisfiesWithoutRevalidation({headers: second});
}

interface Reason {
  readonly name: string;
  readonly section: string;
  readonly sentence: string;
  readonly right: 'ours' | 'either';
  /** Which of the two reuses the response where this is the only reason. */
  readonly reusedBy: 'us' | 'them' | 'us or them';
  readonly applies: (pair: Pair) => boolean;
  /** The pair without what this reason is about; on it, both must agree. */
  readonly without: (pair: Pair) => Pair;
}

const REASONS: Reason[] = [
  {
    name: 'case of directives',
    section: '§5.2',
    sentence: '"identified by a token, to be compared case-insensitively"',
    right: 'ours',
    reusedBy: 'us or them',
    applies: (pair) =>
      [pair.first, pair.response, pair.second].some((fields) => /[A-Z]/.test(cacheControl(fields))),
    without: (pair) =>
      rewrite(
        asking({...pair, first: mapped(pair.first, 'cache-control', lower)}, lower),
        'cache-control',
        lower,
      ),
  },
  {
    name: 'quoted-string with commas',
    section: 'RFC 9110 §5.6.4',
    sentence: 'a comma inside a quoted-string separates nothing',
    right: 'ours',
    reusedBy: 'us or them',
    applies: ({response}) => cacheControl(response).includes('ext="'),
    without: (pair) =>
      rewrite(pair, 'cache-control', (value) => value.replace(/ext="[^"]*"/g, 'ext')),
  },
  {
    name: 'repeated max-age',
    section: '§4.2.1',
    sentence:
      '"either the first occurrence should be used or the response should be considered stale"',
    right: 'ours',
    reusedBy: 'them',
    applies: ({response}) => new Set(maxAges(response)).size > 1,
    without: (pair) =>
      rewrite(pair, 'cache-control', (value) => `${withoutMaxAge(value)}, max-age=0`),
  },
  {
    name: 'malformed max-age',
    section: '§4.2.1',
    sentence:
      '"encouraged to consider responses that have invalid freshness information ... to be stale"',
    right: 'ours',
    reusedBy: 'them',
    applies: ({response}) => maxAges(response).some((value) => !/^=("?)\d+\1$/.test(value)),
    without: (pair) =>
      rewrite(pair, 'cache-control', (value) => `${withoutMaxAge(value)}, max-age=0`),
  },
  {
    name: 'fresh must-revalidate',
    section: '§5.2.2.2',
    sentence: '"once the response has become stale, a cache MUST NOT reuse", and not before',
    right: 'ours',
    reusedBy: 'us',
    applies: ({response}) => /must-revalidate/i.test(cacheControl(response)),
    without: (pair) =>
      rewrite(pair, 'cache-control', (value) => value.replaceAll(/must-revalidate/gi, 'ext')),
  },
  {
    name: 'immutable without a lifetime',
    section: 'RFC 8246 §2',
    sentence: 'it speaks of "the response\'s freshness lifetime" and gives none',
    right: 'ours',
    reusedBy: 'them',
    applies: ({response}) => cacheControl(response).includes('immutable'),
    without: (pair) =>
      rewrite(pair, 'cache-control', (value) => value.replaceAll('immutable', 'ext')),
  },
  {
    name: 'Pragma of a response',
    section: '§5.4',
    sentence: '"the meaning of "Pragma: no-cache" in responses was never specified"',
    right: 'either',
    reusedBy: 'us',
    applies: ({response}) => 'pragma' in response,
    without: (pair) => rewrite(pair, 'pragma', () => undefined),
  },
  {
    name: 'no-cache with field names',
    section: '§5.2.2.4',
    sentence: 'only "the listed header fields MUST NOT be used to satisfy any other request"',
    right: 'ours',
    reusedBy: 'us',
    applies: ({response}) => /no-cache="/i.test(cacheControl(response)),
    without: (pair) =>
      rewrite(pair, 'cache-control', (value) => value.replaceAll(/no-cache="[^"]*"/gi, 'ext')),
  },
  {
    name: 'must-understand',
    section: '§5.2.2.3',
    sentence: '"a cache that implements it ... SHOULD ignore the no-store" beside it',
    right: 'ours',
    reusedBy: 'us',
    applies: ({response}) => cacheControl(response).includes('must-understand'),
    without: (pair) =>
      rewrite(pair, 'cache-control', (value) => value.replaceAll('must-understand', 'ext')),
  },
  {
    name: 'max-age=0 of a request',
    section: '§5.2.1.1',
    sentence: '"the client prefers a response whose age is less than or equal to" 0, and reloads',
    right: 'either',
    reusedBy: 'them',
    applies: ({second}) => /max-age=0\b/i.test(cacheControl(second)),
    without: (pair) => asking(pair, (value) => value.replace(/max-age=0\b/i, 'no-cache')),
  },
  {
    name: 'max-stale to the second',
    section: '§5.2.1.2',
    sentence: '"exceeded its freshness lifetime by no more than the specified number of seconds"',
    right: 'ours',
    reusedBy: 'us',
    applies: ({second}) => /max-stale=/i.test(cacheControl(second)),
    without: (pair) => asking(pair, (value) => value.replace(/max-stale=\d+/i, 'ext')),
  },
  {
    name: 'max-stale against no-cache',
    section: '§4.2.4',
    sentence: 'nothing stale is used where "an explicit in-protocol directive" prohibits it',
    right: 'ours',
    reusedBy: 'them',
    applies: ({response, second}) =>
      /max-stale/i.test(cacheControl(second)) && /no-cache/i.test(cacheControl(response)),
    without: (pair) => asking(pair, (value) => value.replace(/max-stale(?:=\d+)?/i, 'ext')),
  },
  {
    name: 'max-stale for what is not stored',
    section: '§3',
    sentence: 'nothing must be stored, and what was stale on arrival is only worth it as a 200',
    right: 'either',
    reusedBy: 'them',
    applies: ({status, second}) => status !== 200 && /max-stale/i.test(cacheControl(second)),
    without: (pair) => asking(pair, (value) => value.replace(/max-stale(?:=\d+)?/i, 'ext')),
  },
  {
    name: 'no-store of a later request',
    section: '§5.2.1.5',
    sentence:
      'it "does not apply to the already stored response", and nothing keeps us from asking',
    right: 'either',
    reusedBy: 'them',
    applies: ({second}) => /no-store/i.test(cacheControl(second)),
    without: (pair) => asking(pair, (value) => value.replace(/no-store/i, 'no-cache')),
  },
  {
    name: 'Pragma beside Cache-Control',
    section: '§5.4, RFC 7234 §5.4',
    sentence: 'it counts "when the Cache-Control header field is not present in a request"',
    right: 'ours',
    reusedBy: 'us',
    applies: ({second}) => 'pragma' in second && 'cache-control' in second,
    without: ({second: {pragma: _, ...second}, ...pair}) => ({...pair, second}),
  },
  {
    name: 'the same preferences, written in another way',
    section: '§4.1',
    sentence: 'field values match that are "known to have identical semantics"',
    right: 'ours',
    reusedBy: 'us',
    applies: ({response}) => /accept-language/i.test(response['vary'] ?? ''),
    without: (pair) => rewrite(pair, 'vary', (value) => value.replace(/accept-language/i, 'X-B')),
  },
  {
    name: 'statuses of which the other knows nothing',
    section: '§3',
    sentence: '"the response status code is final", and max-age or Expires is enough then',
    right: 'ours',
    reusedBy: 'us',
    applies: ({status}) => [201, 400, 500, 503].includes(status),
    without: (pair) => ({...pair, status: 200}),
  },
  {
    name: 'fields that a worker cannot see',
    section: '§4.1',
    sentence: 'that Cookie is absent from both requests does not say that it was from either',
    right: 'ours',
    reusedBy: 'them',
    applies: ({response}) => /cookie/i.test(response['vary'] ?? ''),
    without: (pair) => rewrite(pair, 'vary', (value) => value.replace(/cookie/i, 'X-B')),
  },
  {
    name: 'Expires that is no HTTP-date',
    section: '§5.3',
    sentence: '"MUST interpret invalid date formats ... as representing a time in the past"',
    right: 'ours',
    reusedBy: 'them',
    applies: ({response}) => isNoDate(response['expires']),
    without: (pair) => rewrite(pair, 'expires', () => new Date(0).toUTCString()),
  },
  {
    name: 'Date that is no HTTP-date',
    section: 'RFC 9110 §6.6.1',
    sentence: 'an invalid Date may be replaced "with the time that response was received"',
    right: 'ours',
    reusedBy: 'us or them',
    applies: ({response}) => isNoDate(response['date']),
    without: (pair) => rewrite(pair, 'date', () => undefined),
  },
  {
    name: 'Last-Modified that is no HTTP-date',
    section: '§4.2',
    sentence:
      'a date with a zone other than GMT "SHOULD" be considered "invalid for calculating expiration"',
    right: 'ours',
    reusedBy: 'them',
    applies: ({response}) => isNoDate(response['last-modified']),
    without: (pair) => rewrite(pair, 'last-modified', () => undefined),
  },
  {
    name: 'asctime in local time',
    section: '§4.2',
    sentence: '"MUST NOT allow local time zones to influence the calculation or comparison"',
    right: 'ours',
    reusedBy: 'us or them',
    applies: ({response}) => DATE_FIELDS.some((name) => ASCTIME.test(response[name] ?? '')),
    without: (pair) =>
      DATE_FIELDS.reduce(
        (result, name) =>
          rewrite(result, name, (value) =>
            ASCTIME.test(value) ? new Date(`${value} GMT`).toUTCString() : value,
          ),
        pair,
      ),
  },
  {
    name: 'invalid Age',
    section: '§5.1',
    sentence: '"a cache SHOULD ignore the field"',
    right: 'ours',
    reusedBy: 'us or them',
    applies: ({response}) => !/^\d+(?:,|$)/.test(response['age'] ?? '0'),
    without: (pair) => rewrite(pair, 'age', () => undefined),
  },
  {
    name: 'apparent age',
    section: '§4.2.3',
    sentence: '"corrected_initial_age = max(apparent_age, corrected_age_value)"',
    right: 'ours',
    reusedBy: 'them',
    applies: ({response}) => apparentAgeSeconds(response) > 0,
    // All dates move together, so that the lifetimes stay what they are.
    without: (pair) => {
      const seconds = apparentAgeSeconds(pair.response);
      return DATE_FIELDS.reduce(
        (result, name) => rewrite(result, name, (value) => movedDate(value, seconds)),
        pair,
      );
    },
  },
  {
    name: 'response delay',
    section: '§4.2.3',
    sentence: '"corrected_age_value = age_value + response_delay"',
    right: 'ours',
    reusedBy: 'them',
    applies: ({delaySeconds}) => delaySeconds > 0,
    without: (pair) => ({...pair, delaySeconds: 0}),
  },
  {
    name: 'guesses of more than a day',
    section: '§4.2.2',
    sentence: '"This specification does not provide specific algorithms"',
    right: 'either',
    reusedBy: 'them',
    applies: ({response}) => unmodifiedSeconds(response) > 10 * DAY_SECONDS,
    without: (pair) => {
      const seconds = unmodifiedSeconds(pair.response) - 10 * DAY_SECONDS;
      return rewrite(pair, 'last-modified', (value) => movedDate(value, seconds));
    },
  },
];

const DAY_NAMES = ['Sun', 'Mon', 'Tues', 'Wednes', 'Thurs', 'Fri', 'Satur'].map(
  (day) => `${day}day`,
);
const DATE_FIELDS = ['date', 'expires', 'last-modified'];
const FIXDATE = /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/;
const RFC850 = /^\w+day, \d\d-\w{3}-\d\d \d\d:\d\d:\d\d GMT$/;
const ASCTIME = /^\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;

function lower(value: string): string {
  return value.toLowerCase();
}

function mapped(fields: Fields, name: string, map: (value: string) => string | undefined): Fields {
  const {[name]: value, ...others} = fields;
  const changed = value === undefined ? undefined : map(value);
  return changed === undefined ? others : {...others, [name]: changed};
}

/** The pair with another value of a field of the response, or without it. */
function rewrite(pair: Pair, name: string, map: (value: string) => string | undefined): Pair {
  return {...pair, response: mapped(pair.response, name, map)};
}

/** The pair with other directives of the second request. */
function asking(pair: Pair, map: (value: string) => string): Pair {
  return {...pair, second: mapped(pair.second, 'cache-control', map)};
}

function cacheControl(fields: Fields): string {
  return fields['cache-control'] ?? '';
}

/** What stands behind the name of each max-age. */
function maxAges(response: Fields): string[] {
  const members = cacheControl(response).toLowerCase().split(/,\s*/);
  return members
    .filter((member) => /^max-age(?![\w-])/.test(member))
    .map((member) => member.slice('max-age'.length));
}

function withoutMaxAge(value: string): string {
  return value
    .split(/,\s*/)
    .filter((member) => !/^max-age/i.test(member))
    .join(', ');
}

function isNoDate(value: string | undefined): boolean {
  return value !== undefined && ![FIXDATE, RFC850, ASCTIME].some((format) => format.test(value));
}

function movedDate(value: string, seconds: number): string {
  return isNoDate(value) ? value : new Date(instantOf(value) + seconds * 1000).toUTCString();
}

function instantOf(date: string): number {
  return Date.parse(ASCTIME.test(date) ? `${date} GMT` : date);
}

function apparentAgeSeconds({date}: Fields): number {
  return date === undefined || isNoDate(date) ? 0 : (RECEIVED_MS - instantOf(date)) / 1000;
}

function unmodifiedSeconds({date, 'last-modified': lastModified}: Fields): number {
  if (lastModified === undefined || isNoDate(lastModified)) return 0;
  const dateMs = date === undefined || isNoDate(date) ? RECEIVED_MS : instantOf(date);
  return (dateMs - instantOf(lastModified)) / 1000;
}

/** Uniform in [0, 1), the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Pairs as origins and pages could send them, most of them well-formed. */
function* randomPairs(seed: number, count: number): Generator<Pair> {
  const random = randomFrom(seed);
  const chance = (probability: number) => random() < probability;
  const upTo = (limit: number) => Math.floor(random() * (limit + 1));
  const oneOf = <T>(values: readonly T[]): T => values[upTo(values.length - 1)] as T;
  // Small numbers, so that ages and lifetimes often are the same.
  const seconds = () => (chance(0.7) ? upTo(12) : chance(0.8) ? upTo(600) : upTo(30 * DAY_SECONDS));

  const unmodified = () => Math.min(oneOf([10, 10, 10, 100_000]) * seconds(), 300 * DAY_SECONDS);

  const wellFormedDate = (timeMs: number): string => {
    const text = new Date(timeMs).toUTCString();
    const [, day = '', month = '', year = '', time = ''] = text.split(' ');
    if (chance(0.9)) return text;
    if (chance(0.5))
      return `${text.slice(0, 3)} ${month} ${day.replace(/^0/, ' ')} ${time} ${year}`;
    const dayName = DAY_NAMES[new Date(timeMs).getUTCDay()];
    return `${dayName}, ${day}-${month}-${year.slice(2)} ${time} GMT`;
  };
  const date = (offsetSeconds: number): string => {
    const timeMs = RECEIVED_MS + offsetSeconds * 1000;
    if (chance(0.9)) return wellFormedDate(timeMs);
    const text = new Date(timeMs).toUTCString();
    return oneOf([
      new Date(timeMs).toISOString(),
      text.replace('GMT', 'EST'),
      text.replace('GMT', '+0000'),
      text.replace(', ', ' '),
      String(3600 + upTo(600)),
      '0',
      '',
      'never',
      `${text}, ${text}`,
    ]);
  };
  const directive = (): string => {
    if (chance(0.45)) return `max-age=${seconds()}`;
    return oneOf([
      () => `Max-Age=${seconds()}`,
      () => `max-age="${seconds()}"`,
      () => `max-age=${seconds()}${oneOf(['abc', '.5', 'e3', ';', ' 1'])}`,
      () => `max-age${oneOf(['', '=', '=-1', '= 9', ' =9', "='9'", '=" 9"', '=x'])}`,
      () => `s-maxage=${seconds()}`,
      () => `stale-while-revalidate=${seconds()}`,
      () => `stale-if-error=${seconds()}`,
      () => `ext="${oneOf(['max-age=600', 'a, max-age=600', 'a, no-cache, b', 'a,no-store'])}"`,
      () => oneOf(['no-cache', 'No-Cache', 'no-cache="set-cookie"', 'no-store', 'NO-STORE']),
      () => oneOf(['must-revalidate', 'Must-Revalidate', 'proxy-revalidate', 'must-understand']),
      () => oneOf(['public', 'private', 'private="x"', 'immutable', '', 'no-transform']),
    ])();
  };
  const directives = () => Array.from({length: 1 + upTo(2)}, directive).join(oneOf([', ', ',']));
  const age = () =>
    chance(0.8)
      ? String(seconds())
      : oneOf(['-5', '1.5', '10abc', 'x', '7, 9', '0, 100', '+3', '']);
  const requestDirectives = (): string => {
    const age = oneOf([`max-age=${seconds()}`, `Max-Age=${seconds()}`, 'max-age=0', 'no-cache']);
    const freshness = oneOf([`min-fresh=${seconds()}`, 'max-stale', `max-stale=${seconds()}`]);
    const other = oneOf(['No-Cache', 'no-store', 'no-transform', 'stale-if-error=5']);
    return chance(0.2) ? `${age}, ${freshness}` : oneOf([age, freshness, freshness, other]);
  };
  const languages = () => oneOf(['en, de', 'de,en', 'en;q=1, de', 'en', 'EN', 'en;q=0.5, de']);

  for (let index = 0; index < count; index += 1) {
    const response: Fields = {};
    if (chance(0.75)) response['cache-control'] = directives();
    const dateSeconds = chance(0.5) ? 0 : chance(0.8) ? -seconds() : seconds();
    if (chance(0.85)) response['date'] = date(dateSeconds);
    if (chance(0.4)) response['expires'] = date(dateSeconds + seconds() - upTo(3));
    if (chance(0.4)) response['last-modified'] = date(dateSeconds - unmodified() + upTo(3));
    if (chance(0.25)) response['age'] = age();
    if (chance(0.15)) {
      response['vary'] = oneOf([
        ...['X-A', 'Accept-Encoding', 'x-a,Accept', '*', 'X-A, *', 'Cookie'],
        ...['Accept-Language', 'X-A, accept-language'],
      ]);
    }
    if (chance(0.05)) response['pragma'] = 'no-cache';

    const first: Fields = {};
    const second: Fields = {};
    if (chance(0.3)) first['x-a'] = oneOf(['1', '2']);
    if (chance(0.3)) second['x-a'] = oneOf(['1', '2']);
    if (chance(0.02)) first['cache-control'] = oneOf(['no-store', 'No-Store', 'no-cache']);
    if (response['vary'] && chance(0.7)) {
      first['accept-language'] = languages();
      second['accept-language'] = languages();
    }
    if (chance(0.2)) second['cache-control'] = requestDirectives();
    if (chance(0.04)) second['pragma'] = 'no-cache';
    yield {
      status: chance(0.7)
        ? 200
        : oneOf([201, 203, 204, 206, 301, 302, 400, 404, 410, 500, 501, 503]),
      first,
      response,
      second,
      delaySeconds: chance(0.8) ? 0 : upTo(5),
      laterSeconds: seconds(),
    };
  }
}

function agree(pair: Pair): boolean {
  return isReusedByUs(pair) === isReusedByThem(pair);
}

describe(`${PAIRS} random pairs, compared with http-cache-semantics as a private cache`, () => {
  const unexplained: Pair[] = [];
  const occurrences = new Map(REASONS.map(({name}) => [name, 0]));
  const misdirected: {name: string; pair: Pair}[] = [];
  const reused = {byBoth: 0, byNeither: 0};
  const localZone = process.env['TZ'];

  beforeAll(() => {
    // Nine hours from GMT, so that a date that is read in local time shows.
    process.env['TZ'] = 'Asia/Tokyo';
    for (const pair of randomPairs(SEED, PAIRS)) compare(pair);
  }, 120_000);

  afterAll(() => {
    if (localZone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = localZone;
  });

  function compare(pair: Pair): void {
    const byUs = isReusedByUs(pair);
    if (byUs === isReusedByThem(pair)) {
      reused[byUs ? 'byBoth' : 'byNeither'] += 1;
      return;
    }
    let plain = pair;
    for (const reason of REASONS) {
      if (!reason.applies(pair)) continue;
      if (reason.applies(plain)) plain = reason.without(plain);
      if (!agree(reason.without(pair))) continue;
      occurrences.set(reason.name, (occurrences.get(reason.name) ?? 0) + 1);
    }
    if (!agree(plain)) unexplained.push(pair);

    const [only, ...others] = REASONS.filter(({applies}) => applies(pair));
    const expected = byUs ? 'us' : 'them';
    if (only && others.length === 0 && !only.reusedBy.includes(expected)) {
      misdirected.push({name: only.name, pair});
    }
  }

  test('every difference is explained: without its reasons, both agree', () => {
    expect(unexplained.slice(0, 5)).toEqual([]);
  });

  const named = REASONS.map(({section, name, sentence, right}) => [
    `${section}, ${name}: ${sentence} (right: ${right})`,
    name,
  ]);
  test.each(named)('%s', (_, name = '') => {
    expect(occurrences.get(name)).toBeGreaterThan(0);
    expect(misdirected.filter((found) => found.name === name).slice(0, 3)).toEqual([]);
  });

  test('both reuse often, and both refuse to', () => {
    expect(reused.byBoth).toBeGreaterThan(PAIRS / 20);
    expect(reused.byNeither).toBeGreaterThan(PAIRS / 20);
  });
});
