import {
  FRESH_FOR_AN_HOUR,
  fetchedAgain,
  reused,
  secondsFromNow,
  TAGGED,
  validated,
} from '../answers.js';
import type {Row} from '../exchange.js';

const TARGETED = 'Service-Worker-Cache-Control';

function row(
  level: Row['level'],
  says: string,
  value: string | string[],
  others: Record<string, string>,
  exchanges: typeof reused,
): Row {
  return {
    level,
    section: 'RFC 9213 §2.2',
    says,
    exchanges: exchanges({headers: {...TAGGED, ...others, [TARGETED]: value}}),
  };
}

const STALE = {'Cache-Control': 'max-age=0'};
const EXPIRES = {Expires: secondsFromNow(3600)};

/** RFC 9213 */
export const targeted: Row[] = [
  row('must', 'max-age wins over max-age=0', 'max-age=3600', STALE, reused),
  row('must', 'max-age wins over no-store', 'max-age=3600', {'Cache-Control': 'no-store'}, reused),
  row('must', 'max-age wins over no-cache', 'max-age=3600', {'Cache-Control': 'no-cache'}, reused),
  row(
    'must',
    'max-age wins over Expires in the past',
    'max-age=3600',
    {Expires: secondsFromNow(-3600)},
    reused,
  ),
  row('must', 'max-age=0 wins', 'max-age=0', FRESH_FOR_AN_HOUR, validated),
  row('must', 'no-cache wins', 'no-cache', FRESH_FOR_AN_HOUR, validated),
  {
    level: 'must',
    section: 'RFC 9213 §2.2',
    says: 'no-store wins over max-age',
    alone: true,
    exchanges: fetchedAgain({headers: {...TAGGED, ...FRESH_FOR_AN_HOUR, [TARGETED]: 'no-store'}}),
  },
  row('must', 'Expires is ignored beside it', 'private', EXPIRES, validated),
  row(
    'must',
    'max-age of Cache-Control is ignored beside it',
    'private',
    FRESH_FOR_AN_HOUR,
    validated,
  ),
  row('must', 'parameters are ignored', 'max-age=3600;x=1;y', STALE, reused),
  row('must', 'several lines', ['private', 'max-age=3600'], STALE, reused),
  row(
    'must',
    'several lines, of which one is stale',
    ['max-age=0', 'private'],
    FRESH_FOR_AN_HOUR,
    validated,
  ),
  row(
    'must',
    'a directive as a Boolean that is true',
    'no-cache=?1, max-age=3600',
    FRESH_FOR_AN_HOUR,
    validated,
  ),
  row('should', 'unknown directives are ignored', 'unknown=(1 2), max-age=3600', STALE, reused),
  row(
    'should',
    'an unknown directive that is a String',
    'unknown="a, b", max-age=3600',
    STALE,
    reused,
  ),
  row(
    'should',
    'an unknown directive that is a Decimal',
    'unknown=1.5, max-age=3600',
    STALE,
    reused,
  ),
  row(
    'should',
    'an unknown directive that is a Byte Sequence',
    'unknown=:YQ==:, max-age=3600',
    STALE,
    reused,
  ),
  row('must', 'an empty field is ignored', '', FRESH_FOR_AN_HOUR, reused),
  row('must', 'what is no Dictionary is ignored', 'max-age=0, &&&', FRESH_FOR_AN_HOUR, reused),
  row(
    'must',
    'an upper-case name is no key, and the field is ignored',
    'Max-Age=0',
    FRESH_FOR_AN_HOUR,
    reused,
  ),
  row(
    'must',
    'a comma at the end is an error, and the field is ignored',
    'max-age=0,',
    FRESH_FOR_AN_HOUR,
    reused,
  ),
  row('must', 'an invalid field does not make fresh', 'max-age=3600, &&&', STALE, validated),
  row(
    'must',
    'the last of two values counts',
    'max-age=3600, max-age=0',
    FRESH_FOR_AN_HOUR,
    validated,
  ),
  row(
    'must',
    'the last of two values counts, here a greater one',
    'max-age=0, max-age=3600',
    STALE,
    reused,
  ),
  ...['CDN-Cache-Control', 'Surrogate-Control'].map(
    (name): Row => ({
      level: 'must',
      section: 'RFC 9213 §2.2',
      says: `${name} is for others`,
      exchanges: validated({headers: {...TAGGED, ...STALE, [name]: 'max-age=3600'}}),
    }),
  ),
  {
    level: 'must',
    section: 'RFC 9213 §2.2',
    says: 'a 304 may bring it',
    exchanges: [
      {origin: {headers: {...TAGGED, ...STALE}}, seen: 'fetched'},
      {
        origin: {headers: {...TAGGED, ...STALE, [TARGETED]: 'max-age=3600'}},
        seen: 'validated',
        body: 'one',
      },
      {
        seen: 'hit',
        body: 'one',
        served: {'Cache-Control': 'max-age=0', [TARGETED]: 'max-age=3600'},
      },
    ],
  },
  {
    level: 'optimal',
    section: 'RFC 9213 §2.2',
    says: 'stale-while-revalidate may stand in it',
    exchanges: [
      {
        origin: {
          headers: {...TAGGED, ...STALE, [TARGETED]: 'max-age=0, stale-while-revalidate=3600'},
        },
        seen: 'fetched',
      },
      {seen: 'hit', background: 'validated', body: 'one'},
    ],
  },
];
