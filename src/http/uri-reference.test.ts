import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type Level, titled} from './stored-response.fixture.js';
import {resolveReference} from './uri-reference.js';

interface Row {
  level: Level;
  reference: string;
  url: string | undefined;
}

const BASE = 'https://example.com/a/b?c#d';

const TABLES: Record<string, Row[]> = {
  'RFC 9110 §4.1, RFC 3986 §5: a reference is resolved against the target URI': [
    {level: 'must', reference: 'https://example.org/x', url: 'https://example.org/x'},
    {level: 'must', reference: '//example.org/x', url: 'https://example.org/x'},
    {level: 'must', reference: '/x', url: 'https://example.com/x'},
    {level: 'must', reference: 'x', url: 'https://example.com/a/x'},
    {level: 'must', reference: './x', url: 'https://example.com/a/x'},
    {level: 'must', reference: '../x', url: 'https://example.com/x'},
    {level: 'must', reference: '?x', url: 'https://example.com/a/b?x'},
    {level: 'must', reference: '', url: 'https://example.com/a/b?c'},
    {level: 'must', reference: 'https://EXAMPLE.com:443', url: 'https://example.com/'},
    {level: 'must', reference: 'mailto:a@example.com', url: 'mailto:a@example.com'},
  ],
  '§2: without fragment': [
    {level: 'must', reference: '#x', url: 'https://example.com/a/b?c'},
    {level: 'must', reference: 'x#y', url: 'https://example.com/a/x'},
    {level: 'must', reference: '/x?y#z#', url: 'https://example.com/x?y'},
    {level: 'must', reference: '/x%23y', url: 'https://example.com/x%23y'},
  ],
  'RFC 9110 §4.1: what is no reference refers to nothing': [
    {level: 'must', reference: 'https://', url: undefined},
    {level: 'must', reference: 'https://a b/', url: undefined},
    {level: 'must', reference: '//[', url: undefined},
    {level: 'must', reference: 'https://a:x/', url: undefined},
  ],
};

describe.each(Object.entries(TABLES))('%s', (_, rows) => {
  test.each(titled(rows))('%s', (__, {reference, url}) => {
    expect(resolveReference(reference, BASE)).toBe(url);
  });
});

test('any string is resolved without throwing, to a URL that resolves to itself', () => {
  const part = fc.constantFrom('/', '//', ':', '?', '#', '.', '..', 'a', '@', '[', '%', 'https:');
  const referenceLike = fc.array(part, {maxLength: 8}).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(fc.string(), referenceLike), (reference) => {
      const url = resolveReference(reference, BASE);
      if (url === undefined) return;
      expect(url).not.toContain('#');
      expect(resolveReference(url, 'https://example.org/')).toBe(url);
    }),
    {numRuns: 1000},
  );
});
