import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseHttpDate} from './http-date.js';
import {type Level, titled} from './stored-response.fixture.js';

/** 22 November 2026, noon. */
const NOW_MS = 1_795_348_800_000;
/** The example of RFC 9110 §5.6.7, and the years around it. */
const EXAMPLE_MS = 784_111_777_000;

interface Row {
  level: Level;
  value: string;
  timeMs: number | undefined;
}

const TABLES: Record<string, Row[]> = {
  'RFC 9110 §5.6.7: "MUST accept all three HTTP-date formats"': [
    {level: 'must', value: 'Sun, 06 Nov 1994 08:49:37 GMT', timeMs: EXAMPLE_MS},
    {level: 'must', value: 'Sunday, 06-Nov-94 08:49:37 GMT', timeMs: EXAMPLE_MS},
    {level: 'must', value: 'Sun Nov  6 08:49:37 1994', timeMs: EXAMPLE_MS},
    {level: 'must', value: 'Wed Nov 16 08:49:37 1994', timeMs: 784_975_777_000},
    {level: 'must', value: 'Thu, 01 Jan 1970 00:00:00 GMT', timeMs: 0},
    {level: 'must', value: 'Wed, 31 Dec 1969 23:59:59 GMT', timeMs: -1000},
    {level: 'must', value: 'Thu, 29 Feb 2024 23:59:59 GMT', timeMs: 1_709_251_199_000},
    {level: 'must', value: 'Tuesday, 29-Feb-00 00:00:00 GMT', timeMs: 951_782_400_000},
    {level: 'must', value: 'Fri, 31 Dec 9999 23:59:59 GMT', timeMs: 253_402_300_799_000},
    {level: 'must', value: 'Fri, 07 Aug 2026 00:00:00 GMT', timeMs: 1_786_060_800_000},
  ],
  '§4.2: "a cache recipient SHOULD match the field value case-insensitively"': [
    {level: 'should', value: 'sun, 06 nov 1994 08:49:37 gmt', timeMs: EXAMPLE_MS},
    {level: 'should', value: 'SUN, 06 NOV 1994 08:49:37 GMT', timeMs: EXAMPLE_MS},
    {level: 'should', value: 'SUNDAY, 06-NOV-94 08:49:37 gmt', timeMs: EXAMPLE_MS},
    {level: 'should', value: 'sUN nOV  6 08:49:37 1994', timeMs: EXAMPLE_MS},
    {level: 'should', value: 'ſun, 06 Nov 1994 08:49:37 GMT', timeMs: undefined},
  ],
  'RFC 9110 §5.6.7: "a timestamp that appears to be more than 50 years in the future" is past': [
    {level: 'must', value: 'Sunday, 22-Nov-26 12:00:00 GMT', timeMs: NOW_MS},
    {level: 'must', value: 'Monday, 22-Nov-27 12:00:00 GMT', timeMs: Date.UTC(2027, 10, 22, 12)},
    {level: 'must', value: 'Wednesday, 01-Jan-70 00:00:00 GMT', timeMs: 3_155_760_000_000},
    {level: 'must', value: 'Sunday, 22-Nov-76 12:00:00 GMT', timeMs: Date.UTC(2076, 10, 22, 12)},
    {
      level: 'must',
      value: 'Monday, 22-Nov-76 12:00:01 GMT',
      timeMs: Date.UTC(1976, 10, 22, 12, 0, 1),
    },
    {
      level: 'must',
      value: 'Friday, 31-Dec-76 23:59:59 GMT',
      timeMs: Date.UTC(1976, 11, 31, 23, 59, 59),
    },
    {level: 'must', value: 'Saturday, 01-Jan-77 00:00:00 GMT', timeMs: Date.UTC(1977, 0, 1)},
    {
      level: 'must',
      value: 'Friday, 31-Dec-99 23:59:59 GMT',
      timeMs: Date.UTC(1999, 11, 31, 23, 59, 59),
    },
  ],
  'RFC 9110 §5.6.7: "00:00:00 - 23:59:60 (leap second)"': [
    {level: 'must', value: 'Sat, 31 Dec 2016 00:00:00 GMT', timeMs: 1_483_142_400_000},
    {level: 'must', value: 'Sat, 31 Dec 2016 23:59:59 GMT', timeMs: 1_483_228_799_000},
    // The clock has no leap seconds, and an invalid date is the cautious one.
    {level: 'optimal', value: 'Sat, 31 Dec 2016 23:59:60 GMT', timeMs: undefined},
    {level: 'must', value: 'Sat, 31 Dec 2016 23:59:61 GMT', timeMs: undefined},
    {level: 'must', value: 'Sat, 31 Dec 2016 23:60:00 GMT', timeMs: undefined},
    {level: 'must', value: 'Sat, 31 Dec 2016 24:00:00 GMT', timeMs: undefined},
    {level: 'must', value: 'Sat, 31 Dec 2016 99:99:99 GMT', timeMs: undefined},
    {level: 'must', value: 'Sat Dec 31 24:00:00 2016', timeMs: undefined},
    {level: 'must', value: 'Saturday, 31-Dec-16 24:00:00 GMT', timeMs: undefined},
  ],
  'RFC 9110 §5.6.7: day and month are those of a calendar': [
    {level: 'must', value: 'Thu, 31 Dec 2026 00:00:00 GMT', timeMs: 1_798_675_200_000},
    {level: 'must', value: 'Fri, 32 Dec 2026 00:00:00 GMT', timeMs: undefined},
    {level: 'must', value: 'Mon, 00 Dec 2026 00:00:00 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 29 Feb 2026 00:00:00 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 01 Mar 2026 00:00:00 GMT', timeMs: 1_772_323_200_000},
    {level: 'must', value: 'Sun, 30 Feb 2026 00:00:00 GMT', timeMs: undefined},
    {level: 'must', value: 'Wed, 31 Jun 2026 00:00:00 GMT', timeMs: undefined},
    {level: 'must', value: 'Wed, 31 Nov 2026 00:00:00 GMT', timeMs: undefined},
    {level: 'must', value: 'Mon, 29 Feb 2100 00:00:00 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun Feb 29 00:00:00 2026', timeMs: undefined},
    {level: 'must', value: 'Sunday, 29-Feb-26 00:00:00 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 06 Foo 1994 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 06 anf 1994 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Foo, 06 Nov 1994 08:49:37 GMT', timeMs: undefined},
  ],
  '§4.2: "a zone abbreviation other than "GMT"" is "invalid for calculating expiration"': [
    {level: 'should', value: 'Sun, 06 Nov 1994 08:49:37 UTC', timeMs: undefined},
    {level: 'should', value: 'Sun, 06 Nov 1994 08:49:37 UT', timeMs: undefined},
    {level: 'should', value: 'Sun, 06 Nov 1994 08:49:37 Z', timeMs: undefined},
    {level: 'should', value: 'Sun, 06 Nov 1994 08:49:37 EST', timeMs: undefined},
    {level: 'should', value: 'Sun, 06 Nov 1994 08:49:37 CET', timeMs: undefined},
    {level: 'should', value: 'Sun, 06 Nov 1994 08:49:37 +0000', timeMs: undefined},
    {level: 'should', value: 'Sun, 06 Nov 1994 08:49:37 GMT+0200', timeMs: undefined},
    {level: 'should', value: 'Sun, 06 Nov 1994 08:49:37', timeMs: undefined},
    {level: 'should', value: 'Sunday, 06-Nov-94 08:49:37 EST', timeMs: undefined},
    {level: 'should', value: 'Sun Nov  6 08:49:37 1994 GMT', timeMs: undefined},
    {level: 'should', value: 'Sun Nov  6 08:49:37 EST 1994', timeMs: undefined},
  ],
  'RFC 9110 §5.6.7: what none of the three formats writes is no HTTP-date': [
    {level: 'must', value: '', timeMs: undefined},
    {level: 'must', value: '0', timeMs: undefined},
    {level: 'must', value: '-1', timeMs: undefined},
    {level: 'must', value: '100', timeMs: undefined},
    {level: 'must', value: '784111777', timeMs: undefined},
    {level: 'must', value: '1994', timeMs: undefined},
    {level: 'must', value: 'now', timeMs: undefined},
    {level: 'must', value: 'Invalid Date', timeMs: undefined},
    {level: 'must', value: '1994-11-06T08:49:37Z', timeMs: undefined},
    {level: 'must', value: '1994-11-06', timeMs: undefined},
    {level: 'must', value: 'Sun Nov 06 1994 08:49:37 GMT+0000 (UTC)', timeMs: undefined},
    {level: 'must', value: '11/06/1994 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: '06 Nov 1994 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 06 Nov 1994 8:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 06 Nov 1994 08:49 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 06 Nov 1994 08.49.37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 06 Nov 1994 08:49:37.5 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 06 Nov 1994 08:49:37 AM GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 6 Nov 1994 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun,  6 Nov 1994 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 06 Nov 94 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 06 Nov 11994 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 06 November 1994 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun 06 Nov 1994 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun,06 Nov 1994 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 06  Nov 1994 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 06 Nov 1994  08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 06 Nov 1994 08:49:37  GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 06 Nov 1994 08:49:37GMT', timeMs: undefined},
    {level: 'must', value: ' Sun, 06 Nov 1994 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 06 Nov 1994 08:49:37 GMT\n', timeMs: undefined},
    {level: 'must', value: 'Sun, 06-Nov-1994 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun, 06-Nov-94 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sunday, 06-Nov-1994 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sunday, 6-Nov-94 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sunday 06-Nov-94 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sunday, 06 Nov 94 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sunday, 06 Nov 1994 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Tueday, 08-Nov-94 08:49:37 GMT', timeMs: undefined},
    {level: 'must', value: 'Sun Nov 6 08:49:37 1994', timeMs: undefined},
    {level: 'must', value: 'Sun Nov   6 08:49:37 1994', timeMs: undefined},
    {level: 'must', value: 'Sun, Nov  6 08:49:37 1994', timeMs: undefined},
    {level: 'must', value: 'Sun Nov  6 8:49:37 1994', timeMs: undefined},
    {level: 'must', value: 'Sun Nov  6 08:49:37 94', timeMs: undefined},
    {
      level: 'must',
      value: 'Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT',
      timeMs: undefined,
    },
  ],
};

describe.each(Object.entries(TABLES))('%s', (_, rows) => {
  test.each(titled(rows))('%s', (_, {value, timeMs}) => {
    expect(parseHttpDate(value, NOW_MS)).toBe(timeMs);
  });
});

test.each([
  {level: 'must', value: 'Sun, 06 Nov 0050 08:49:37 GMT', inYear: '0050-11-06T08:49:37Z'},
  {level: 'must', value: 'Fri, 06 Nov 0099 08:49:37 GMT', inYear: '0099-11-06T08:49:37Z'},
  {level: 'must', value: 'Mon, 06 Nov 0000 08:49:37 GMT', inYear: '0000-11-06T08:49:37Z'},
  {level: 'must', value: 'Sun Nov  6 08:49:37 0050', inYear: '0050-11-06T08:49:37Z'},
])('$level RFC 9110 §5.6.7: four digits are the whole year in $value', ({value, inYear}) => {
  // Nobody sends it: unread is as good as read, but no other year is.
  expect([undefined, Date.parse(inYear)]).toContain(parseHttpDate(value, NOW_MS));
});

test.each([
  {level: 'must', nowMs: Date.UTC(2000, 0), value: 'Friday, 31-Dec-99 23:59:59 GMT', year: 1999},
  {level: 'must', nowMs: Date.UTC(2048, 0), value: 'Friday, 01-Jan-99 00:00:00 GMT', year: 1999},
  {level: 'must', nowMs: Date.UTC(2049, 5), value: 'Thursday, 01-Jan-99 00:00:00 GMT', year: 2099},
])('$level RFC 9110 §5.6.7: $value is of $year, 50 years ahead or less', ({nowMs, value, year}) => {
  expect(new Date(parseHttpDate(value, nowMs) ?? Number.NaN).getUTCFullYear()).toBe(year);
});

test('§5.3 must: a field that is absent is no date', () => {
  expect(parseHttpDate(null, NOW_MS)).toBeUndefined();
});

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const LONG_DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const twoDigits = (value: number) => String(value).padStart(2, '0');
const timeOf = (date: Date) => date.toISOString().slice(11, 19);

describe('any instant', () => {
  const instant = (from: string, to: string) =>
    fc.date({min: new Date(from), max: new Date(to), noInvalidDate: true});

  test('comes back from its text, to the second before it', () => {
    fc.assert(
      fc.property(instant('0100-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'), (date) => {
        const timeMs = date.getTime();
        expect(parseHttpDate(new Date(timeMs).toUTCString(), NOW_MS)).toBe(
          Math.floor(timeMs / 1000) * 1000,
        );
      }),
      {numRuns: 2000},
    );
  });

  test('is read from the obsolete formats too', () => {
    // Two digits reach from just under 50 years back to 50 years ahead.
    fc.assert(
      fc.property(instant('1977-01-01T00:00:00Z', '2076-01-01T00:00:00Z'), (date) => {
        const timeMs = Math.floor(date.getTime() / 1000) * 1000;
        const [weekday, day] = [date.getUTCDay(), date.getUTCDate()];
        const month = MONTHS[date.getUTCMonth()];
        const year = date.getUTCFullYear();
        const rfc850 = `${LONG_DAYS[weekday]}, ${twoDigits(day)}-${month}-${twoDigits(year % 100)}`;
        const asctime = `${DAYS[weekday]} ${month} ${String(day).padStart(2)}`;
        expect(parseHttpDate(`${rfc850} ${timeOf(date)} GMT`, NOW_MS)).toBe(timeMs);
        expect(parseHttpDate(`${asctime} ${timeOf(date)} ${year}`, NOW_MS)).toBe(timeMs);
      }),
      {numRuns: 2000},
    );
  });
});

describe('any string', () => {
  /** The shape of the three formats; what is in it need not be a date. */
  const SHAPES = [
    /^[a-z]{3}, \d\d [a-z]{3} \d{4} \d\d:\d\d:\d\d gmt$/i,
    /^[a-z]{6,9}, \d\d-[a-z]{3}-\d\d \d\d:\d\d:\d\d gmt$/i,
    /^[a-z]{3} [a-z]{3} [ \d]\d \d\d:\d\d:\d\d \d{4}$/i,
  ];
  const pieces = fc
    .array(
      fc.oneof(
        fc.constantFrom(...DAYS, ...LONG_DAYS, ...MONTHS, 'GMT', 'UTC', '+0100', 'T', 'Z'),
        fc.constantFrom(' ', '  ', ', ', ',', '-', ':', '/', '08:49:37', '1994', '94', '06', '6'),
      ),
      {maxLength: 12},
    )
    .map((parts) => parts.join(''));
  /** A date with one character added, dropped or replaced. */
  const damaged = fc
    .tuple(
      fc.constantFrom(
        'Sun, 06 Nov 1994 08:49:37 GMT',
        'Sunday, 06-Nov-94 08:49:37 GMT',
        'Sun Nov  6 08:49:37 1994',
      ),
      fc.nat({max: 30}),
      fc.nat({max: 1}),
      fc.string({maxLength: 1}),
    )
    .map(([date, at, dropped, added]) => date.slice(0, at) + added + date.slice(at + dropped));

  test.each([
    {strings: 'of any characters', arbitrary: fc.string({unit: 'binary'})},
    {strings: 'made of the pieces of dates', arbitrary: pieces},
    {strings: 'that are damaged dates', arbitrary: damaged},
  ])('$strings: no date unless it has the shape of one', ({arbitrary}) => {
    fc.assert(
      fc.property(arbitrary, (value) => {
        const timeMs = parseHttpDate(value, NOW_MS);
        if (timeMs === undefined) return;
        expect(SHAPES.some((shape) => shape.test(value))).toBe(true);
        // Never another second, minute or day of the month than the text says.
        const date = new Date(timeMs);
        const isLeapSecond = value.includes(':60');
        if (!isLeapSecond) expect(value).toContain(timeOf(date));
        const day = /\b(\d\d?)[- ]/.exec(value.replace(/\d\d:\d\d:\d\d/, ''))?.[1];
        if (!isLeapSecond) expect(Number(day)).toBe(date.getUTCDate());
      }),
      {numRuns: 3000},
    );
  });
});
