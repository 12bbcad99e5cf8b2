import {describe, expect, test} from 'vitest';
import {assetUrls} from './asset-urls.js';

const FILES = [
  'index.html',
  'assets/main-1.js',
  'assets/lazy-2.js',
  'assets/main-3.css',
  'assets/fonts/serif-4.woff2',
  'a file #1.txt',
  '.vite/manifest.json',
];

function urls(globs: string[], base = '/'): {urls: string[]; unmatched: string[]} {
  const unmatched: string[] = [];
  return {urls: assetUrls(globs, FILES, base, (glob) => unmatched.push(glob)), unmatched};
}

describe('globs', () => {
  test.each([
    {globs: ['assets/*.js'], expected: ['/assets/lazy-2.js', '/assets/main-1.js']},
    {
      globs: ['assets/*.{js,css}', 'assets/main-*'],
      expected: ['/assets/lazy-2.js', '/assets/main-1.js', '/assets/main-3.css'],
    },
    {globs: ['**/*.woff2'], expected: ['/assets/fonts/serif-4.woff2']},
    {globs: ['*.txt'], expected: ['/a%20file%20%231.txt']},
    {globs: ['**/*.json'], expected: [], unmatched: ['**/*.json']},
    {globs: ['index.html', 'images/*'], expected: ['/index.html'], unmatched: ['images/*']},
    {globs: ['assets/*', '!assets/main-*'], expected: ['/assets/lazy-2.js']},
    {globs: ['!assets/*.css', 'assets/main-*'], expected: ['/assets/main-1.js']},
    {globs: ['*.html', '!images/*'], expected: ['/index.html'], unmatched: ['images/*']},
    {globs: ['assets/!(main)*.js'], expected: ['/assets/lazy-2.js']},
    {globs: [], expected: []},
  ])('$globs', ({globs, expected, unmatched = []}) => {
    expect(urls(globs)).toEqual({urls: expected, unmatched});
  });
});

test.each([
  {base: '/app/', expected: '/app/index.html'},
  {base: './', expected: './index.html'},
  {base: '', expected: './index.html'},
  {base: 'https://cdn.example.com/', expected: 'https://cdn.example.com/index.html'},
])('under base "$base"', ({base, expected}) => {
  expect(urls(['index.html'], base).urls).toEqual([expected]);
});
