import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseCacheControl} from './cache-control.js';
import {fieldsOf, freshen, hopByHop, type Updates, update} from './freshening.js';
import {currentAgeSeconds, freshnessLifetimeSeconds} from './freshness.js';
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

function updated(stored: Headers, updates: Updates | undefined): Headers {
  const fields = new Headers(stored);
  update(fields, updates);
  return fields;
}

/** When the 304 of most rows was received: a minute after what is stored. */
const ANSWERED_MS = RECEIVED_MS + 60_000;
const ANSWERED_DATE = 'Wed, 01 Jul 2026 12:01:00 GMT';

interface Row {
  level: Level;
  stored: Fields;
  answer: Fields;
  /** The fields of the stored response after the 304, beside Date. */
  merged: Fields;
}

/** A row in which stored and 304 differ in one field, and the 304 wins or not. */
const wins = (name: string): Row => ({
  level: 'must',
  stored: {[name]: 'old'},
  answer: {[name]: 'new'},
  merged: {[name]: 'new'},
});
const loses = (name: string): Row => ({...wins(name), merged: {[name]: 'old'}});
const isLeftOut = (name: string): Row => ({
  level: 'must',
  stored: {},
  answer: {[name]: 'new'},
  merged: {},
});

const TABLES: Record<string, Row[]> = {
  '§3.2: "the cache MUST add each header field in the provided response to the stored response"': [
    wins('cache-control'),
    wins('expires'),
    wins('vary'),
    wins('last-modified'),
    wins('content-type'),
    wins('content-security-policy'),
    wins('content-language'),
    wins('access-control-allow-origin'),
    wins('link'),
    wins('x-anything'),
    {level: 'must', stored: {}, answer: {'x-new': 'a'}, merged: {'x-new': 'a'}},
    {level: 'must', stored: {'x-kept': 'a'}, answer: {}, merged: {'x-kept': 'a'}},
    {level: 'must', stored: {'X-A': 'old'}, answer: {'x-a': 'new'}, merged: {'x-a': 'new'}},
    {level: 'must', stored: {}, answer: {etag: '"a"'}, merged: {etag: '"a"'}},
    {level: 'must', stored: {'x-a': 'old'}, answer: {'x-a': ''}, merged: {'x-a': ''}},
  ],
  '§3.2: "with the following exceptions: ... The Content-Length header field"': [
    loses('content-length'),
    isLeftOut('content-length'),
  ],
  '§3.2: but not the fields "that the cache\'s stored response depends upon"': [
    loses('content-encoding'),
    isLeftOut('content-encoding'),
    loses('content-range'),
    isLeftOut('content-range'),
  ],
  '§3.1: "The Connection header field and fields whose names are listed in it"': [
    isLeftOut('connection'),
    isLeftOut('keep-alive'),
    isLeftOut('proxy-connection'),
    isLeftOut('proxy-authenticate'),
    isLeftOut('proxy-authentication-info'),
    isLeftOut('te'),
    isLeftOut('trailer'),
    isLeftOut('transfer-encoding'),
    isLeftOut('upgrade'),
    {level: 'must', stored: {}, answer: {connection: 'x-hop', 'x-hop': 'a'}, merged: {}},
    {
      level: 'must',
      stored: {'x-hop': 'old'},
      answer: {connection: 'X-Hop', 'x-hop': 'new'},
      merged: {'x-hop': 'old'},
    },
    {
      level: 'must',
      stored: {},
      answer: {connection: 'close, X-One ,x-two', 'x-one': 'a', 'x-two': 'b', 'x-three': 'c'},
      merged: {'x-three': 'c'},
    },
    {
      level: 'must',
      stored: {},
      answer: {connection: 'x-hop', 'x-hop-by-hop': 'a'},
      merged: {'x-hop-by-hop': 'a'},
    },
  ],
  'RFC 9110 §8.8.3.2: a tag that merely matched replaces none': [
    {level: 'optimal', stored: {etag: '"a"'}, answer: {etag: 'W/"a"'}, merged: {etag: '"a"'}},
    {level: 'optimal', stored: {etag: 'W/"a"'}, answer: {etag: '"a"'}, merged: {etag: 'W/"a"'}},
    {
      level: 'optimal',
      stored: {etag: '"a-gzip"'},
      answer: {etag: '"a"'},
      merged: {etag: '"a-gzip"'},
    },
    {level: 'optimal', stored: {etag: '"a"'}, answer: {}, merged: {etag: '"a"'}},
  ],
  '§4.2.3: age_value is that of the response that was just received': [
    {level: 'must', stored: {age: '500'}, answer: {age: '20'}, merged: {age: '20'}},
    {level: 'must', stored: {age: '500'}, answer: {age: '0'}, merged: {age: '0'}},
    {level: 'must', stored: {}, answer: {age: '20'}, merged: {age: '20'}},
    {level: 'must', stored: {age: '500'}, answer: {}, merged: {age: '0'}},
  ],
};

describe.each(Object.entries(TABLES))('%s', (_, rows) => {
  test.each(titled(rows))('%s', (_, {stored, answer, merged}) => {
    const fields = new Headers(stored);
    const updates = freshen(
      fields,
      undefined,
      new Headers({date: ANSWERED_DATE, ...answer}),
      ANSWERED_MS,
    );
    expect(Object.fromEntries(updated(fields, updates))).toEqual({
      date: ANSWERED_DATE,
      ...merged,
    });
    // What is stored is not touched.
    expect(Object.fromEntries(fields)).toEqual(Object.fromEntries(new Headers(stored)));
  });
});

test.each([
  {level: 'must', answer: {date: ANSWERED_DATE}, date: ANSWERED_DATE},
  {level: 'must', answer: {date: dateAfterReceipt(30)}, date: dateAfterReceipt(30)},
  {level: 'must', answer: {}, date: ANSWERED_DATE},
] as {level: Level; answer: Fields; date: string}[])(
  '$level RFC 9110 §6.6.1: "MUST record the time it was received" for a 304 with $answer',
  ({answer, date}) => {
    const stored = new Headers({date: RECEIVED_DATE});
    const updates = freshen(stored, undefined, new Headers(answer), ANSWERED_MS);
    expect(updated(stored, updates).get('date')).toBe(date);
  },
);

test.each(['', 'today', '2026-07-01T12:01:00Z'])(
  'optimal RFC 9110 §6.6.1: a 304 with the Date %o is as old as its receipt',
  (date) => {
    const stored = new Headers({date: RECEIVED_DATE});
    const updates = freshen(stored, undefined, new Headers({date}), ANSWERED_MS);
    const headers = fieldsOf(stored, updates);
    const times = {requestTimeMs: ANSWERED_MS, responseTimeMs: ANSWERED_MS};
    expect(currentAgeSeconds({headers, ...times}, ANSWERED_MS)).toBe(0);
  },
);

describe('§4.3.4: several 304s in a row', () => {
  /** The fields of a stored response after each 304, all of the same time. */
  function afterAnswers(stored: Fields, answers: Fields[]): {updates: Fields; merged: Fields} {
    const fields = new Headers({date: RECEIVED_DATE, ...stored});
    let updates: Updates | undefined;
    for (const answer of answers) {
      updates = freshen(
        fields,
        updates,
        new Headers({date: RECEIVED_DATE, ...answer}),
        RECEIVED_MS,
      );
    }
    const merged = updated(fields, updates);
    for (const name of [...merged.keys(), 'x-absent']) {
      expect(fieldsOf(fields, updates).get(name)).toBe(merged.get(name));
    }
    return {updates: {...updates}, merged: Object.fromEntries(merged)};
  }

  test.each([
    {
      level: 'must',
      what: 'nothing changed',
      stored: {'x-a': '1'},
      answers: [{'x-a': '1'}, {}],
      updates: {},
      merged: {'x-a': '1'},
    },
    {
      level: 'must',
      what: 'the last value counts',
      stored: {'x-a': '1'},
      answers: [{'x-a': '2'}, {'x-a': '3'}],
      updates: {'x-a': '3'},
      merged: {'x-a': '3'},
    },
    {
      level: 'must',
      what: 'a field that the next 304 does not name stays as it was',
      stored: {'x-a': '1'},
      answers: [{'x-a': '2'}, {'x-b': '4'}],
      updates: {'x-a': '2', 'x-b': '4'},
      merged: {'x-a': '2', 'x-b': '4'},
    },
    {
      level: 'must',
      what: 'back to the stored value, the update is gone',
      stored: {'x-a': '1'},
      answers: [{'x-a': '2'}, {'x-a': '1'}],
      updates: {},
      merged: {'x-a': '1'},
    },
    {
      level: 'must',
      what: 'the Age of an earlier 304 does not outlive it',
      stored: {},
      answers: [{age: '100'}, {}],
      updates: {age: '0'},
      merged: {age: '0'},
    },
    {
      level: 'must',
      what: 'a stored Age does not come back',
      stored: {age: '100'},
      answers: [{age: '0'}, {}],
      updates: {age: '0'},
      merged: {age: '0'},
    },
    {
      level: 'optimal',
      what: 'a tag that came with a 304 is renewed by the next',
      stored: {},
      answers: [{etag: '"a"'}, {etag: '"b"'}],
      updates: {etag: '"b"'},
      merged: {etag: '"b"'},
    },
  ] as {
    level: Level;
    what: string;
    stored: Fields;
    answers: Fields[];
    updates: Fields;
    merged: Fields;
  }[])('$level: $what', ({stored, answers, updates, merged}) => {
    const {date: _, ...changed} = afterAnswers(stored, answers).updates;
    const {date: __, ...after} = afterAnswers(stored, answers).merged;
    expect(changed).toEqual(updates);
    expect(after).toEqual(merged);
  });

  test('must: the fields of the last 304 that names them count, whatever came before', () => {
    const value = fc.constantFrom('1', '2', '3');
    const fields = fc
      .record({'x-a': value, 'x-b': value, 'x-c': value}, {requiredKeys: []})
      .map((some) => some as Fields);
    fc.assert(
      fc.property(fields, fc.array(fields, {minLength: 1, maxLength: 6}), (stored, answers) => {
        const {updates, merged} = afterAnswers(stored, answers);
        expect(merged).toEqual(Object.assign({date: RECEIVED_DATE}, stored, ...answers));
        for (const [name, updated] of Object.entries(updates)) {
          expect(updated).not.toBe(name === 'date' ? RECEIVED_DATE : stored[name]);
        }
      }),
    );
  });
});

test('must §3.2: without a 304 the stored fields are what they are', () => {
  const stored = new Headers({'x-a': '1'});
  expect(fieldsOf(stored, undefined)).toBe(stored);
  expect(Object.fromEntries(updated(stored, undefined))).toEqual({'x-a': '1'});
});

test.each([
  {level: 'must', answer: {}, ageSeconds: 0, lifetimeSeconds: 60},
  {level: 'must', answer: {date: ANSWERED_DATE}, ageSeconds: 0, lifetimeSeconds: 60},
  {level: 'must', answer: {'cache-control': 'max-age=5'}, ageSeconds: 0, lifetimeSeconds: 5},
  {level: 'must', answer: {age: '7'}, ageSeconds: 7, lifetimeSeconds: 60},
] as {level: Level; answer: Fields; ageSeconds: number; lifetimeSeconds: number}[])(
  '$level §4.3.3: a 304 with $answer makes the stored response $ageSeconds s old',
  ({answer, ageSeconds, lifetimeSeconds}) => {
    const stored = new Headers({
      date: dateAfterReceipt(-500),
      age: '500',
      'cache-control': 'max-age=60',
    });
    const headers = updated(stored, freshen(stored, undefined, new Headers(answer), ANSWERED_MS));
    const renewed = storedResponse(Object.fromEntries(headers), {
      requestTimeMs: ANSWERED_MS,
      responseTimeMs: ANSWERED_MS,
    });
    expect(currentAgeSeconds(renewed, ANSWERED_MS)).toBe(ageSeconds);
    const cacheControl = parseCacheControl(headers.get('cache-control'));
    expect(freshnessLifetimeSeconds(renewed, cacheControl, policyWith())).toBe(lifetimeSeconds);
  },
);

test.each([
  ...['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'].map((name) => ({
    name,
    connection: null,
    isHopByHop: true,
  })),
  ...['proxy-authenticate', 'proxy-authorization', 'proxy-authentication-info'].map((name) => ({
    name,
    connection: null,
    isHopByHop: true,
  })),
  {name: 'x-a', connection: 'x-a', isHopByHop: true},
  {name: 'x-a', connection: ' X-A ', isHopByHop: true},
  {name: 'x-a', connection: 'close,, X-B ,x-a', isHopByHop: true},
  {name: 'x-a', connection: 'x-ab', isHopByHop: false},
  {name: 'x-a', connection: 'close', isHopByHop: false},
  {name: 'x-a', connection: null, isHopByHop: false},
  {name: 'proxy', connection: null, isHopByHop: false},
  {name: 'x-proxy-a', connection: null, isHopByHop: false},
  {name: 'trailers', connection: null, isHopByHop: false},
  {name: 'upgrade-insecure-requests', connection: null, isHopByHop: false},
  {name: 'cache-control', connection: 'keep-alive', isHopByHop: false},
])(
  'must §3.1: "the Connection header field and fields whose names are listed in it": $name, with $connection: $isHopByHop',
  ({name, connection, isHopByHop}) => {
    const headers = new Headers(connection === null ? {} : {connection});
    expect(hopByHop(headers)(name)).toBe(isHopByHop);
  },
);
