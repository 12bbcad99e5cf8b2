import {DAY, fetchedAgain, HOUR, reused, secondsFromNow, TAGGED, validated} from '../answers.js';
import type {Row} from '../exchange.js';

type Level = Row['level'];

function fresh(level: Level, section: string, says: string, headers: Fields): Row {
  return {level, section, says, exchanges: reused({headers: {...TAGGED, ...headers}})};
}

function stale(level: Level, section: string, says: string, headers: Fields): Row {
  return {level, section, says, exchanges: validated({headers: {...TAGGED, ...headers}})};
}

type Fields = Record<string, string | string[] | null>;

const maxAge = (value: string) => `max-age=${value}`;
const hourAgo = secondsFromNow(-HOUR);
const inAnHour = secondsFromNow(HOUR);

/** The instant in the obsolete formats of RFC 9110 §5.6.7. */
const [dayName = '', day = '', month = '', year = '', time = ''] = secondsFromNow(DAY)
  .replace(',', '')
  .split(' ');
const longDayName = `${dayName}day`
  .replace('Tue', 'Tues')
  .replace('Wed', 'Wednes')
  .replace('Thu', 'Thurs')
  .replace('Sat', 'Satur');
const rfc850 = `${longDayName}, ${day}-${month}-${year.slice(2)} ${time} GMT`;
const asctime = `${dayName} ${month} ${day.replace(/^0/, ' ')} ${time} ${year}`;

/** RFC 9111 §4.2, §5.1, §5.3 */
export const freshness: Row[] = [
  fresh('optimal', '§4.2', 'a lifetime greater than the age is fresh', {
    'Cache-Control': maxAge('3600'),
    Age: '3500',
  }),
  stale('must', '§4.2', 'a lifetime equal to the age is stale', {
    'Cache-Control': maxAge('3600'),
    Age: '3600',
  }),
  stale('must', '§4.2', 'a lifetime below the age is stale', {
    'Cache-Control': maxAge('3600'),
    Age: '3601',
  }),
  stale('must', '§5.2.2.1', 'max-age=0 is stale', {'Cache-Control': maxAge('0')}),
  fresh('optimal', '§5.2', 'names of directives have no case', {'Cache-Control': 'Max-AGE=3600'}),
  fresh('should', '§5.2', 'an argument may be a quoted-string', {
    'Cache-Control': 'max-age="3600"',
  }),
  fresh('optimal', '§1.2.2', 'leading zeros are digits', {'Cache-Control': maxAge('003600')}),
  fresh('must', '§1.2.2', 'what overflows is 2147483648', {
    'Cache-Control': maxAge('99999999999999999999'),
    Age: '3600',
  }),
  fresh('optimal', '§5.2', 'directives may stand in several lines', {
    'Cache-Control': ['private', 'max-age=3600'],
  }),
  stale('should', '§4.2.1', 'of two values the first counts, or none', {
    'Cache-Control': 'max-age=0, max-age=3600',
  }),
  fresh('optimal', '§4.2.1', 'the same value twice is no conflict', {
    'Cache-Control': 'max-age=3600, max-age=3600',
  }),
  stale('must', '§5.2', 'a quoted-string may hold what looks like a directive', {
    'Cache-Control': 'unknown="max-age=3600"',
  }),
  ...['3600.0', '-3600', '1e4', '3600s', '', '"', '+3600', '0x3600', "'3600'"].map((value) =>
    stale('should', '§4.2.1', `max-age=${value} is invalid, and makes stale`, {
      'Cache-Control': maxAge(value),
    }),
  ),
  stale('should', '§4.2.1', 'max-age without argument is invalid, and makes stale', {
    'Cache-Control': 'max-age',
    Expires: inAnHour,
  }),

  fresh('optimal', '§4.2.1', 'Expires in an hour is fresh', {Expires: inAnHour}),
  stale('must', '§4.2.1', 'Expires an hour ago is stale', {Expires: hourAgo}),
  stale('must', '§5.3', 'max-age=0 wins over Expires', {
    'Cache-Control': maxAge('0'),
    Expires: inAnHour,
  }),
  fresh('must', '§5.3', 'max-age=3600 wins over Expires', {
    'Cache-Control': maxAge('3600'),
    Expires: hourAgo,
  }),
  stale('must', '§5.3', 's-maxage does not win over Expires in a private cache', {
    'Cache-Control': 's-maxage=3600',
    Expires: hourAgo,
  }),
  stale('must', '§4.2.1', 'the lifetime is Expires minus Date', {
    Date: secondsFromNow(-2 * HOUR),
    Expires: secondsFromNow(-HOUR / 2),
  }),
  stale('must', '§4.2.1', 'Expires equal to Date is stale', {Date: inAnHour, Expires: inAnHour}),
  stale('must', '§4.2.1', 'Expires before Date is stale, even in the future', {
    Date: secondsFromNow(2 * HOUR),
    Expires: inAnHour,
  }),
  stale('must', '§4.2.3', 'Age counts with Expires', {Expires: inAnHour, Age: '7200'}),
  ...['0', '-1', '', 'never', String(Date.now() + DAY * 1000), `${inAnHour}, ${inAnHour}`].map(
    (value) =>
      stale('must', '§5.3', `Expires: ${value} is invalid, and has expired`, {Expires: value}),
  ),
  stale('should', '§4.2', 'a zone other than GMT makes a date invalid', {
    Expires: inAnHour.replace('GMT', 'EST'),
  }),
  stale('should', '§5.3', 'a numeric zone makes a date invalid', {
    Expires: inAnHour.replace('GMT', '+0000'),
  }),
  stale('must', '§5.3', 'an ISO date is invalid', {
    Expires: new Date(Date.now() + DAY * 1000).toISOString(),
  }),
  fresh('must', 'RFC 9110 §5.6.7', `the format of RFC 850 is a date: ${rfc850}`, {
    Expires: rfc850,
  }),
  fresh('must', 'RFC 9110 §5.6.7', `the format of asctime is a date: ${asctime}`, {
    Expires: asctime,
  }),
  fresh('should', '§4.2', 'dates have no case', {Expires: inAnHour.toUpperCase()}),

  ...['abc', '-1', '7200.0', '7200s', '"7200"', ''].map((value) =>
    fresh('should', '§5.1', `Age: ${value} is invalid, and ignored`, {
      'Cache-Control': maxAge('3600'),
      Age: value,
    }),
  ),
  stale('should', '§5.1', 'of a list in Age the first member counts, here a great one', {
    'Cache-Control': maxAge('3600'),
    Age: '7200, 0',
  }),
  fresh('should', '§5.1', 'of a list in Age the first member counts, here a small one', {
    'Cache-Control': maxAge('3600'),
    Age: '0, 7200',
  }),
  stale('should', '§5.1', 'of several lines of Age the first counts', {
    'Cache-Control': maxAge('3600'),
    Age: ['7200', '0'],
  }),
  stale('must', '§1.2.2', 'an Age that overflows is 2147483648', {
    'Cache-Control': maxAge('3600'),
    Age: '99999999999',
  }),
  stale('must', '§4.2.3', 'apparent_age: a Date two hours ago counts without Age', {
    'Cache-Control': maxAge('3600'),
    Date: secondsFromNow(-2 * HOUR),
  }),
  stale('must', '§4.2.3', 'apparent_age counts where it is greater than Age', {
    'Cache-Control': maxAge('3600'),
    Date: secondsFromNow(-2 * HOUR),
    Age: '1',
  }),
  stale('must', '§4.2.3', 'corrected_age_value counts where it is greater', {
    'Cache-Control': maxAge('3600'),
    Date: secondsFromNow(0),
    Age: '7200',
  }),
  fresh('optimal', '§4.2.3', 'a Date half an hour ago leaves half an hour', {
    'Cache-Control': maxAge('3600'),
    Date: secondsFromNow(-HOUR / 2),
  }),
  fresh('must', '§4.2.3', 'a Date in the future is age 0', {
    'Cache-Control': maxAge('3600'),
    Date: secondsFromNow(2 * HOUR),
  }),
  fresh('must', 'RFC 9110 §6.6.1', 'without Date, that of receipt counts', {
    'Cache-Control': maxAge('3600'),
    Date: null,
  }),
  fresh('must', 'RFC 9110 §6.6.1', 'an invalid Date is none', {
    'Cache-Control': maxAge('3600'),
    Date: 'today',
  }),
  fresh('must', 'RFC 9110 §6.6.1', 'without Date, Expires counts from receipt', {
    Expires: inAnHour,
    Date: null,
  }),

  ...[200, 203, 204, 300, 404, 405, 410, 414, 501].map(
    (status): Row => ({
      level: 'optimal',
      section: '§4.2.2',
      says: `a lifetime is guessed for a ${status}`,
      exchanges: reused({status, headers: {'Last-Modified': secondsFromNow(-DAY)}}),
    }),
  ),
  ...[201, 202, 299, 400, 403, 429, 499, 500, 502, 503, 599].map(
    (status): Row => ({
      level: 'must',
      section: '§4.2.2',
      says: `no lifetime is guessed for a ${status}`,
      exchanges: fetchedAgain({status, headers: {'Last-Modified': secondsFromNow(-DAY)}}),
    }),
  ),
  ...[201, 403, 502, 599].map(
    (status): Row => ({
      level: 'optimal',
      section: '§4.2.2',
      says: `a lifetime is guessed for a ${status} with public`,
      exchanges: reused({
        status,
        headers: {'Cache-Control': 'public', 'Last-Modified': secondsFromNow(-DAY)},
      }),
    }),
  ),
  stale('optimal', '§4.2.2', 'what has just been modified may be again', {
    Date: secondsFromNow(0),
    'Last-Modified': secondsFromNow(0),
  }),
  stale('optimal', '§4.2.2', 'what was modified in the future tells nothing', {
    'Last-Modified': inAnHour,
  }),
  stale('optimal', '§4.2.2', 'nothing is guessed without Last-Modified', {}),
  stale('optimal', '§4.2.2', 'nothing is guessed from what is no date', {
    'Last-Modified': 'long ago',
  }),
  stale('must', '§4.2.2', 'nothing is guessed where Expires says something', {
    'Last-Modified': secondsFromNow(-10 * DAY),
    Expires: hourAgo,
  }),
  stale('must', '§4.2.2', 'nothing is guessed where max-age says something', {
    'Last-Modified': secondsFromNow(-10 * DAY),
    'Cache-Control': maxAge('0'),
  }),
  stale('must', '§4.2.3', 'a guessed lifetime ends, too', {
    'Last-Modified': secondsFromNow(-DAY),
    Age: String(3 * HOUR),
  }),
  stale('optimal', '§4.2.2', 'a guess does not outlive a day', {
    'Last-Modified': secondsFromNow(-1000 * DAY),
    Age: String(DAY + 1),
  }),
];
