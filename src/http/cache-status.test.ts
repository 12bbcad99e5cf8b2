import fc from 'fast-check';
import {expect, test} from 'vitest';
import {cacheStatusOf, formatCacheStatus, type Handling} from './cache-status.js';
import type {CacheStatus, ForwardReason} from './cache-status-record.js';
import type {Because} from './decision.js';
import {type Level, policyWith, RECEIVED_MS, storedResponse} from './stored-response.fixture.js';

const KEY = 'https://example.com/a';
const served = {...storedResponse({'cache-control': 'max-age=60'}), key: KEY};

/** What is told at receipt, or some seconds later. */
function statusOf(handling: Handling, ageSeconds = 0): CacheStatus {
  return cacheStatusOf(handling, policyWith(), RECEIVED_MS + ageSeconds * 1000);
}

test.each([
  {
    level: 'must',
    because: 'bypass',
    fwd: 'bypass',
    meaning: 'configured to not handle this request',
  },
  {level: 'must', because: 'method', fwd: 'method', meaning: "the request method's semantics"},
  {level: 'must', because: 'not-stored', fwd: 'uri-miss', meaning: 'any responses that matched'},
  {level: 'must', because: 'vary', fwd: 'vary-miss', meaning: 'could not select a response'},
  {
    level: 'must',
    because: 'vary-unknown',
    fwd: 'vary-miss',
    meaning: 'could not select a response',
  },
  {level: 'must', because: 'request', fwd: 'request', meaning: 'Cache-Control request directives'},
  {level: 'must', because: 'no-store', fwd: 'request', meaning: 'Cache-Control request directives'},
  {level: 'must', because: 'reload', fwd: 'request', meaning: 'Cache-Control request directives'},
  {level: 'must', because: 'stale', fwd: 'stale', meaning: 'but it was stale'},
  {level: 'must', because: 'must-revalidate', fwd: 'stale', meaning: 'but it was stale'},
  {level: 'optimal', because: 'no-cache', fwd: 'stale', meaning: 'but it was stale'},
  {level: 'optimal', because: 'invalidated', fwd: 'stale', meaning: 'but it was stale'},
  {level: 'optimal', because: 'redirected', fwd: 'stale', meaning: 'but it was stale'},
  {level: 'must', because: 'partial', fwd: 'partial', meaning: 'did not contain the entire'},
] as {level: Level; because: Because; fwd: ForwardReason; meaning: string}[])(
  '$level RFC 9211 §2.2: $fwd, "$meaning": $because',
  ({because, fwd}) => {
    expect(statusOf({because, status: 200})).toEqual({detail: because, fwd, fwdStatus: 200});
    expect(statusOf({because, served})).toMatchObject({detail: because, fwd});
    expect(statusOf({because, served}).hit).toBeUndefined();
  },
);

test.each([
  'fresh',
  'immutable',
  'force-cache',
  'only-if-cached',
  'max-stale',
  'stale-while-revalidate',
] as const)('must RFC 9211 §2.1: hit, "the request was not forwarded": %s', (because) => {
  expect(statusOf({because, served})).toEqual({detail: because, hit: true, key: KEY, ttl: 60});
});

test('must RFC 9211 §2.1: what is refused is neither a hit nor forwarded', () => {
  expect(statusOf({because: 'only-if-cached'})).toEqual({detail: 'only-if-cached'});
});

test('must RFC 9211 §2.3: fwd-status says what "the next-hop server" answered, where it was asked', () => {
  expect(statusOf({because: 'stale', served, status: 304}).fwdStatus).toBe(304);
  expect(statusOf({because: 'stale', served}).fwdStatus).toBeUndefined();
  expect(statusOf({because: 'fresh', served, status: 304}).fwdStatus).toBeUndefined();
});

test.each([
  {level: 'must', ageSeconds: 0, ttl: 60},
  {level: 'must', ageSeconds: 59, ttl: 1},
  {level: 'must', ageSeconds: 60, ttl: 0},
  {level: 'must', ageSeconds: 61, ttl: -1},
])(
  '$level RFC 9211 §2.4: ttl, "negative ... if the response is stale": after $ageSeconds s: $ttl',
  ({ageSeconds, ttl}) => {
    expect(statusOf({because: 'fresh', served}, ageSeconds).ttl).toBe(ttl);
  },
);

test.each([
  {level: 'must', because: 'not-stored', isStored: true, isCollapsed: false},
  {level: 'must', because: 'not-stored', isStored: false, isCollapsed: true},
  {level: 'must', because: 'stale', isStored: true, isCollapsed: true},
] as const)(
  '$level RFC 9211 §2.5, §2.6: "a true value of this parameter", or none: stored $isStored, collapsed $isCollapsed',
  ({because, isStored, isCollapsed}) => {
    const status = statusOf({because, isStored, isCollapsed});
    expect(status.stored).toBe(isStored || undefined);
    expect(status.collapsed).toBe(isCollapsed || undefined);
  },
);

/** A member as RFC 9651 §4.2.1 reads it: its Token, and its parameters as they are written. */
function parsed(member: string): {name: string; parameters: Record<string, string | undefined>} {
  const PARAMETER =
    /^; *([a-z*][a-z0-9_.*-]*)(?:=(-?\d{1,15}|[A-Za-z*][\w!#$%&'*+.^`|~:/-]*|"(?:[ !#-[\]-~]|\\["\\])*"))?/;
  const [name = ''] = /^[A-Za-z*][\w!#$%&'*+.^`|~:/-]*/.exec(member) ?? [];
  const parameters: Record<string, string | undefined> = {};
  let rest = member.slice(name.length);
  while (rest) {
    const [text = '', key = '', value] = PARAMETER.exec(rest) ?? [];
    if (!text) throw new SyntaxError(`${rest} is no parameter`);
    parameters[key] = value;
    rest = rest.slice(text.length);
  }
  return {name, parameters};
}

test.each([
  {level: 'must', status: {detail: 'fresh'}, parameters: {detail: 'fresh'}},
  {
    level: 'must',
    status: {hit: true, ttl: 60, key: KEY, detail: 'fresh'},
    parameters: {hit: undefined, ttl: '60', key: `"${KEY}"`, detail: 'fresh'},
  },
  {
    level: 'must',
    status: {fwd: 'stale', fwdStatus: 304, stored: true, collapsed: true, ttl: -1, detail: 'stale'},
    parameters: {
      fwd: 'stale',
      'fwd-status': '304',
      stored: undefined,
      collapsed: undefined,
      ttl: '-1',
      detail: 'stale',
    },
  },
  {level: 'must', status: {ttl: 0, detail: 'stale'}, parameters: {ttl: '0', detail: 'stale'}},
  {
    level: 'must',
    status: {ttl: -0, detail: 'stale-while-revalidate'},
    parameters: {ttl: '0', detail: 'stale-while-revalidate'},
  },
] as {level: Level; status: CacheStatus; parameters: Record<string, string | undefined>}[])(
  '$level RFC 9211 §2: "a List", whose members are "caches that have handled the request": $status',
  ({status, parameters}) => {
    expect(parsed(formatCacheStatus(status))).toEqual({name: 'workbox-revalidate', parameters});
  },
);

test.each([
  {level: 'must', url: 'https://example.com/a?b="c"#d'},
  {level: 'must', url: 'https://example.com/a b;c,d(e)=é?f=é, g'},
  {level: 'must', url: "https://example.com/'?'"},
  // The URL Standard keeps a backslash where it stands in a query.
  {level: 'must', url: String.raw`https://example.com/?a=\b`},
  {level: 'must', url: 'https://example.com/?a=\\'},
])('$level RFC 9211 §2.7: key is a String, whatever stands in $url', ({url}) => {
  const key = new URL(url).href;
  const {parameters} = parsed(formatCacheStatus({hit: true, key, detail: 'fresh'}));
  const string = parameters['key'] ?? '';
  expect(string.slice(1, -1).replace(/\\(.)/g, '$1')).toBe(key);
});

test('must RFC 9211 §2.4: ttl is an Integer, or absent, where a response stays fresh for ever', () => {
  const policy = policyWith({maxAgeSeconds: Number.POSITIVE_INFINITY});
  const silent = {...storedResponse({}), key: KEY};
  const status = cacheStatusOf({because: 'fresh', served: silent}, policy, RECEIVED_MS);
  expect(parsed(formatCacheStatus(status)).parameters['ttl'] ?? '0').toMatch(/^-?\d{1,15}$/);
});

test('must RFC 9651 §4.1: whatever was done, it is told in a member that can be parsed', () => {
  const part = fc.constantFrom(
    '/',
    '?',
    '#',
    '\\',
    '"',
    ' ',
    ',',
    ';',
    '%',
    'é',
    "'",
    '=',
    'a',
    '\t',
  );
  const key = fc
    .array(part, {maxLength: 8})
    .map((parts) => new URL(`https://example.com/${parts.join('')}`).href);
  const because = fc.constantFrom<Because[]>('fresh', 'stale', 'vary', 'only-if-cached', 'reload');
  const status = fc.option(fc.integer({min: 200, max: 599}));
  fc.assert(
    fc.property(
      key,
      because,
      status,
      fc.nat(),
      fc.boolean(),
      (url, why, forwarded, age, isStored) => {
        const handling: Handling = {because: why, served: {...served, key: url}, isStored};
        if (forwarded) handling.status = forwarded;
        const {name, parameters} = parsed(formatCacheStatus(statusOf(handling, age)));
        expect(name).toBe('workbox-revalidate');
        expect('hit' in parameters).not.toBe('fwd' in parameters);
        expect(parameters['detail']).toBe(why);
      },
    ),
    {numRuns: 1000, seed: 9211},
  );
});
