import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {cacheGroups, groupUrls} from './cache-groups.js';
import {invalidatedBy, isUnsafe} from './invalidation.js';
import {type Fields, type Level, titled} from './stored-response.fixture.js';

test.each([
  ...['GET', 'HEAD', 'OPTIONS', 'TRACE'].map((method) => ({level: 'must', method, unsafe: false})),
  ...['POST', 'PUT', 'DELETE', 'PATCH'].map((method) => ({level: 'must', method, unsafe: true})),
  // "including methods whose safety is unknown"; methods are case-sensitive (RFC 9110 §9.1).
  ...['PURGE', 'GETS', 'XGET', 'get', ''].map((method) => ({level: 'must', method, unsafe: true})),
])('$level §4.4, RFC 9110 §9.2.1: "$method" is unsafe: $unsafe', ({method, unsafe}) => {
  expect(isUnsafe(method)).toBe(unsafe);
});

const URL_A = 'https://example.com/a/b';

interface Row {
  level: Level;
  url?: string;
  status?: number;
  redirected?: boolean;
  fields?: Fields;
  urls: string[];
}

const TABLES: Record<string, Row[]> = {
  '§4.4: "a non-error response" is one "with a 2xx (Successful) or 3xx (Redirection) status code"':
    [
      ...[200, 201, 204, 206, 299, 301, 303, 304, 399].map(
        (status): Row => ({level: 'must', status, urls: [URL_A]}),
      ),
      ...[400, 404, 409, 412, 499, 500, 503, 599].map(
        (status): Row => ({level: 'optimal', status, urls: []}),
      ),
      {level: 'optimal', status: 400, fields: {location: '/x', 'content-location': '/y'}, urls: []},
      // Of an opaque response nobody can tell.
      {level: 'optimal', status: 0, urls: [URL_A]},
      // The redirect was none, whatever it led to.
      {level: 'must', status: 404, redirected: true, urls: [URL_A]},
      {level: 'must', status: 200, redirected: true, urls: [URL_A]},
    ],
  '§4.4: "MUST invalidate the target URI", of which a fragment is no part': [
    {level: 'must', url: `${URL_A}#c`, urls: [URL_A]},
    {level: 'must', url: `${URL_A}?c#d`, urls: [`${URL_A}?c`]},
    {level: 'must', url: 'https://example.com/', urls: ['https://example.com/']},
  ],
  '§4.4: "MAY invalidate other URIs", such as those in Location and Content-Location': [
    {
      level: 'optimal',
      fields: {location: '/x', 'content-location': '/y'},
      urls: [URL_A, 'https://example.com/x', 'https://example.com/y'],
    },
    {
      level: 'optimal',
      status: 201,
      fields: {location: 'c'},
      urls: [URL_A, 'https://example.com/a/c'],
    },
    {level: 'optimal', fields: {'content-location': '..'}, urls: [URL_A, 'https://example.com/']},
    {level: 'optimal', fields: {location: '/x#y'}, urls: [URL_A, 'https://example.com/x']},
    {level: 'optimal', fields: {location: '#y'}, urls: [URL_A]},
    {level: 'optimal', fields: {location: URL_A}, urls: [URL_A]},
    {level: 'optimal', fields: {location: ''}, urls: [URL_A]},
    {
      level: 'optimal',
      fields: {location: '/x', 'content-location': '/x'},
      urls: [URL_A, 'https://example.com/x'],
    },
    {level: 'must', fields: {link: '</x>', refresh: '0; url=/y'}, urls: [URL_A]},
    {level: 'must', fields: {location: 'https://'}, urls: [URL_A]},
  ],
  '§4.4: "MUST NOT trigger an invalidation ... if the origin ... differs from that of the target URI"':
    [
      {
        level: 'must',
        fields: {location: 'https://EXAMPLE.com:443/x'},
        urls: [URL_A, 'https://example.com/x'],
      },
      {level: 'must', fields: {location: 'https://example.org/x'}, urls: [URL_A]},
      {level: 'must', fields: {'content-location': '//example.org/x'}, urls: [URL_A]},
      {level: 'must', fields: {location: 'https://www.example.com/x'}, urls: [URL_A]},
      {level: 'must', fields: {location: 'http://example.com/x'}, urls: [URL_A]},
      {level: 'must', fields: {location: 'https://example.com:8443/x'}, urls: [URL_A]},
      {level: 'must', fields: {location: 'https://example.com@example.org/'}, urls: [URL_A]},
      {level: 'must', fields: {location: 'data:,x'}, urls: [URL_A]},
    ],
};

describe.each(Object.entries(TABLES))('%s', (_, rows) => {
  test.each(titled(rows))(
    '%s',
    (__, {url = URL_A, status = 200, redirected = false, fields = {}, urls}) => {
      const invalidated = invalidatedBy(url, {headers: new Headers(fields), redirected, status});
      expect(invalidated).toEqual(urls);
    },
  );
});

test.each([
  {level: 'must', status: 200, field: '"a"', groups: ['a']},
  {level: 'must', status: 303, field: '"a", "b"', groups: ['a', 'b']},
  {level: 'must', status: 200, field: '"A", "a"', groups: ['A', 'a']},
  {level: 'must', status: 200, field: 'a', groups: []},
  {level: 'must', status: 200, field: '"a", b', groups: []},
  {level: 'must', status: 200, field: '', groups: []},
  {level: 'optimal', status: 399, field: '"a"', groups: ['a']},
  {level: 'optimal', status: 400, field: '"a"', groups: []},
])(
  '$level RFC 9875 §3: with a $status, Cache-Group-Invalidation $field invalidates $groups',
  ({status, field, groups}) => {
    const headers = new Headers({'cache-group-invalidation': field, 'cache-groups': '"other"'});
    const invalidated = invalidatedBy(URL_A, {headers, redirected: false, status});
    expect(invalidated.slice(1)).toEqual(
      groups.flatMap((name) => groupUrls(`"${name}"`, 'https://example.com/other')),
    );
  },
);

test.each([
  {level: 'must', field: null, groups: []},
  {level: 'must', field: '', groups: []},
  {level: 'must', field: '"a", "b c"', groups: ['a', 'b c']},
  {level: 'must', field: '"a";x=1', groups: ['a']},
  {level: 'must', field: '"a" ,\t"b"', groups: ['a', 'b']},
  {level: 'must', field: 'a, b', groups: []},
  {level: 'must', field: '("a")', groups: []},
  // "at least 32 groups in a field value, with up to at least 32 characters in each member".
  {
    level: 'must',
    field: Array.from({length: 32}, (_, index) => `"${'x'.repeat(30)}${index + 10}"`).join(', '),
    groups: Array.from({length: 32}, (_, index) => `${'x'.repeat(30)}${index + 10}`),
  },
])('$level RFC 9875 §2: "a List of Strings": $field', ({field, groups}) => {
  expect(cacheGroups(field)).toEqual(groups);
});

test('must §4.4: whatever a response says, nothing of another origin is invalidated', () => {
  const part = fc.constantFrom(
    '/',
    '//',
    'https:',
    'http:',
    'example.org',
    '@',
    ':',
    'a',
    '?',
    '#',
  );
  const reference = fc.array(part, {maxLength: 8}).map((parts) => parts.join(''));
  fc.assert(
    fc.property(reference, reference, fc.constantFrom(200, 201, 303), (one, other, status) => {
      const headers = new Headers({location: one, 'content-location': other});
      const urls = invalidatedBy(URL_A, {headers, redirected: false, status});
      expect(urls).toContain(URL_A);
      expect(new Set(urls).size).toBe(urls.length);
      for (const url of urls) expect(new URL(url).origin).toBe('https://example.com');
    }),
    {numRuns: 500},
  );
});

test.each(['a', '..', '/', '?', '#', '%2e%2e', 'a b', '\\', '"'])(
  'must RFC 9875 §2.1: group %o is one of its origin, and no other URL',
  (name) => {
    const [one = '', ...others] = groupUrls(`"${name.replace(/["\\]/g, '\\$&')}"`, URL_A);
    expect(others).toEqual([]);
    expect(new URL(one).pathname).toBe(`/workbox-revalidate-group=${encodeURIComponent(name)}`);
    expect(new URL(one).origin).toBe('https://example.com');
  },
);
