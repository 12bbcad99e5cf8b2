import {expect, test} from 'vitest';
import type {PlainRoute} from './plain-route.js';
import {routesModule} from './routes-module.js';

/** What the module exports, where each glob has a URL of its name. */
function exported(routes: PlainRoute[], staticRouting = true): {routes: unknown; options: unknown} {
  const asked: string[] = [];
  const code = routesModule({routes, staticRouting}, (globs, path) => {
    asked.push(path);
    return globs.map((glob) => `/${glob}`);
  });
  const body = code.replaceAll('export const', 'const').replace(/^import .*$/m, '');
  const plugin = (name: string) => (options: object) => ({[name]: options});
  const make = new Function(
    'storageLimits',
    'partialResponses',
    `${body}; return {routes, options}`,
  );
  return {...make(plugin('storageLimits'), plugin('partialResponses')), asked};
}

test('routes in their order, and what the worker is to do', () => {
  const routes = [{match: '/a'}, {match: /b/}, {match: {mode: 'navigate'}, warm: ['/']}] as const;
  expect(exported([...routes], false)).toEqual({
    routes,
    options: {staticRouting: false},
    asked: [],
  });
});

test('URLs in place of globs, each once', () => {
  const warm = {urls: ['/', '/x.js'], assets: ['x.js', 'y.js'], required: true};
  expect(exported([{match: '/a'}, {match: '/b', warm}])).toMatchObject({
    routes: [{match: '/a'}, {match: '/b', warm: {urls: ['/', '/x.js', '/y.js'], required: true}}],
    asked: ['routes[1].warm.assets'],
  });
});

test('without URLs and assets there are none', () => {
  expect(exported([{match: '/a', warm: {concurrency: 2}}]).routes).toEqual([
    {match: '/a', warm: {urls: [], concurrency: 2}},
  ]);
});

test('plugins in place of what asks for them', () => {
  const limits = {maxEntries: 5, maxBytes: Number.POSITIVE_INFINITY};
  expect(
    exported([
      {match: '/a', limits},
      {match: '/b', cacheName: 'b', partialResponses: {}, limits: {maxBytes: 9}},
    ]).routes,
  ).toEqual([
    {match: '/a', plugins: [{storageLimits: limits}]},
    {
      match: '/b',
      cacheName: 'b',
      plugins: [{storageLimits: {maxBytes: 9}}, {partialResponses: {}}],
    },
  ]);
});
