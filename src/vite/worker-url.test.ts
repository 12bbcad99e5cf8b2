import {expect, test} from 'vitest';
import {workerUrl} from './worker-url.js';

test.each([
  {base: '/', url: '/sw.js'},
  {base: '/app/', url: '/app/sw.js'},
  {base: './', url: './sw.js'},
  {base: '', url: './sw.js'},
  {base: 'https://cdn.example.com/app/', url: '/sw.js'},
  {base: '//cdn.example.com/', url: '/sw.js'},
])('the worker of base "$base" is $url', ({base, url}) => {
  expect(workerUrl({base}, 'sw.js')).toBe(url);
});
