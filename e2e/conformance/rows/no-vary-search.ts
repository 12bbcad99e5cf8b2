import {FRESH_FOR_AN_HOUR, TAGGED} from '../answers.js';
import type {Answer, Row} from '../exchange.js';

function varying(noVarySearch: string | string[]): Answer {
  return {headers: {...FRESH_FOR_AN_HOUR, 'No-Vary-Search': noVarySearch}};
}

function pair(
  says: string,
  noVarySearch: string | string[],
  first: string,
  second: string,
  seen: 'hit' | 'fetched',
): Row {
  return {
    level: seen === 'hit' ? 'optimal' : 'must',
    section: 'No-Vary-Search',
    says,
    // Chromium's HTTP cache knows the field, too.
    alone: true,
    exchanges: [
      {path: `/a${first}`, origin: varying(noVarySearch), seen: 'fetched', stores: true},
      {path: `/a${second}`, seen, ...(seen === 'hit' && {body: 'one'})},
    ],
  };
}

/** draft-ietf-httpbis-no-vary-search */
export const noVarySearch: Row[] = [
  pair('params: no parameter counts', 'params', '?x=1', '?x=2', 'hit'),
  pair('params: other names do not count either', 'params', '?x=1', '?y=2&z=3', 'hit'),
  pair('params: none at all', 'params', '?x=1', '', 'hit'),
  pair('params: some where there were none', 'params', '', '?x=1', 'hit'),
  pair('params=?1', 'params=?1', '?x=1', '?x=2', 'hit'),
  pair('params=?0 is the default', 'params=?0', '?x=1', '?x=2', 'fetched'),
  pair('params=("x"): x does not count', 'params=("x")', '?x=1&y=1', '?x=2&y=1', 'hit'),
  pair('params=("x"): x may be missing', 'params=("x")', '?x=1&y=1', '?y=1', 'hit'),
  pair('params=("x"): x may stand elsewhere', 'params=("x")', '?x=1&y=1', '?y=1&x=9', 'hit'),
  pair('params=("x"): y counts', 'params=("x")', '?x=1&y=1', '?x=1&y=2', 'fetched'),
  pair('params=("x"): an additional y counts', 'params=("x")', '?x=1', '?x=1&y=2', 'fetched'),
  pair('params=("x" "z")', 'params=("x" "z")', '?x=1&z=1&y=1', '?z=2&y=1', 'hit'),
  pair('params=(): all count', 'params=()', '?x=1', '?x=2', 'fetched'),
  pair('names have a case', 'params=("x")', '?X=1', '?X=2', 'fetched'),
  pair('except: id counts', 'params, except=("id")', '?id=1&x=1', '?id=2&x=1', 'fetched'),
  pair('except: others do not', 'params, except=("id")', '?id=1&x=1', '?y=2&id=1', 'hit'),
  pair('except: id counts where it is missing', 'params, except=("id")', '?id=1', '', 'fetched'),
  pair('except without params is invalid', 'except=("id")', '?id=1&x=1', '?id=1&x=2', 'fetched'),
  pair('except beside a list is invalid', 'params=("x"), except=("id")', '?x=1', '?x=2', 'fetched'),
  pair('except that is no list is invalid', 'params, except="id"', '?x=1', '?x=2', 'fetched'),
  pair('key-order: the order does not count', 'key-order', '?a=1&b=2', '?b=2&a=1', 'hit'),
  pair('key-order: values count', 'key-order', '?a=1&b=2', '?b=2&a=2', 'fetched'),
  pair('key-order: the order of one name counts', 'key-order', '?a=1&a=2', '?a=2&a=1', 'fetched'),
  pair('key-order=?0', 'key-order=?0', '?a=1&b=2', '?b=2&a=1', 'fetched'),
  pair(
    'key-order and params together',
    'key-order, params=("x")',
    '?a=1&b=2&x=1',
    '?x=2&b=2&a=1',
    'hit',
  ),
  pair('without key-order, the order counts', 'params=("x")', '?a=1&b=2', '?b=2&a=1', 'fetched'),
  pair('several lines', ['params', 'except=("id")'], '?id=1&x=1', '?id=1&x=2', 'hit'),
  pair('unknown keys are ignored', 'unknown=1, params', '?x=1', '?x=2', 'hit'),
  pair('parameters of members are ignored', 'params;a=1', '?x=1', '?x=2', 'hit'),
  pair('params="x" is invalid', 'params="x"', '?x=1', '?x=2', 'fetched'),
  pair('params=x is invalid', 'params=x', '?x=1', '?x=2', 'fetched'),
  pair('a token in the list is invalid', 'params=(x)', '?x=1', '?x=2', 'fetched'),
  pair('what is no Dictionary is invalid', 'params, ???', '?x=1', '?x=2', 'fetched'),
  pair('upper case is no key', 'Params', '?x=1', '?x=2', 'fetched'),
  pair('names are compared decoded', 'params=("%C3%A9")', '?%C3%A9=1', '?%C3%A9=2', 'hit'),
  pair('a plus in a name is a space', 'params=("a+b")', '?a+b=1', '?a%20b=2', 'hit'),
  pair('values are compared decoded', 'params=("x")', '?y=a%20b&x=1', '?y=a+b', 'hit'),
  pair('an equals sign is part of a name', 'params=("x=1")', '?x=1', '?x=2', 'fetched'),
  pair('an ampersand is part of a name', 'params=("x&y")', '?x=1', '?x=2', 'fetched'),
  {
    level: 'must',
    section: 'No-Vary-Search',
    says: 'without the field, every search is its own',
    exchanges: [
      {path: '/a?x=1', origin: {headers: FRESH_FOR_AN_HOUR}, seen: 'fetched', stores: true},
      {path: '/a?x=2', seen: 'fetched'},
    ],
  },
  {
    level: 'must',
    section: 'No-Vary-Search',
    says: 'it speaks of one path only',
    exchanges: [
      {path: '/a?x=1', origin: varying('params'), seen: 'fetched', stores: true},
      {path: '/b?x=1', seen: 'fetched'},
    ],
  },
  {
    level: 'must',
    section: '§4.2.4',
    says: 'what is stale is validated for another URL, too',
    exchanges: [
      {
        path: '/a?x=1',
        origin: {
          headers: {
            ...TAGGED,
            Age: '120',
            'Cache-Control': 'max-age=60',
            'No-Vary-Search': 'params',
          },
        },
        seen: 'fetched',
        stores: true,
      },
      {
        path: '/a?x=2',
        origin: {headers: {...TAGGED, ...FRESH_FOR_AN_HOUR, 'No-Vary-Search': 'params'}},
        seen: 'validated',
        status: 200,
        body: 'one',
      },
      {path: '/a?x=3', seen: 'hit', body: 'one'},
    ],
  },
  {
    level: 'must',
    section: '§4.1',
    says: 'Vary counts for another URL, too',
    exchanges: [
      {
        path: '/a?x=1',
        headers: {Foo: '1'},
        origin: {headers: {...FRESH_FOR_AN_HOUR, Vary: 'Foo', 'No-Vary-Search': 'params'}},
        seen: 'fetched',
        stores: true,
      },
      {path: '/a?x=2', headers: {Foo: '1'}, seen: 'hit', body: 'one'},
      {path: '/a?x=2', headers: {Foo: '2'}, seen: 'fetched'},
    ],
  },
  {
    level: 'must',
    section: '§4.4',
    says: 'a POST to an equal URL invalidates',
    exchanges: [
      {
        path: '/a?x=1',
        origin: {headers: {...TAGGED, ...FRESH_FOR_AN_HOUR, 'No-Vary-Search': 'params'}},
        seen: 'fetched',
        stores: true,
      },
      {path: '/a?x=1', method: 'POST', send: 'x', origin: {status: 204}, seen: 'fetched'},
      {
        path: '/a?x=1',
        origin: {headers: {...TAGGED, ...FRESH_FOR_AN_HOUR, 'No-Vary-Search': 'params'}},
        seen: 'validated',
        body: 'one',
      },
      {path: '/a?x=2', seen: 'hit', body: 'one'},
    ],
  },
  {
    level: 'must',
    section: '§4.4',
    says: 'a POST invalidates what would answer its target, for whatever URL that was stored',
    exchanges: [
      {
        path: '/a?x=1',
        origin: {headers: {...TAGGED, ...FRESH_FOR_AN_HOUR, 'No-Vary-Search': 'params'}},
        seen: 'fetched',
        stores: true,
      },
      {path: '/a?x=2', method: 'POST', send: 'x', origin: {status: 204}, seen: 'fetched'},
      {
        path: '/a?x=2',
        origin: {headers: {...TAGGED, ...FRESH_FOR_AN_HOUR, 'No-Vary-Search': 'params'}},
        seen: 'validated',
        status: 200,
        body: 'one',
      },
    ],
  },
];
