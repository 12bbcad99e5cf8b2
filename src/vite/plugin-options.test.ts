import {describe, expect, test} from 'vitest';
import type {PlainRoute} from './plain-route.js';
import {pluginOptions, type WorkboxRevalidateOptions} from './plugin-options.js';

/** Options as they come from JavaScript, which no compiler has seen. */
function checked(options: unknown) {
  return pluginOptions(options as WorkboxRevalidateOptions);
}

/** A list in which the third route is the one to look at. */
function third(route: unknown): unknown {
  return {routes: [{match: '/a'}, {match: '/b'}, route]};
}

const INSTEAD = 'write a worker of your own and call registerRoutes there';

test('the documented defaults', () => {
  expect(checked({})).toEqual({
    routes: [],
    fileName: 'sw.js',
    staticRouting: true,
    dev: true,
    plugins: expect.any(Function),
  });
  expect(checked({}).plugins()).toEqual([]);
});

describe('routes that can be written', () => {
  test.each<PlainRoute>([
    {match: '/api/*', cacheName: 'api', defaults: {maxAgeSeconds: 30}},
    {match: {destination: 'image', origin: '*'}},
    {match: {destination: 'font', origin: 'https://fonts.gstatic.com'}},
    {match: {origin: 'http://localhost:5173'}},
    {match: {destination: ['script', 'style'], mode: 'no-cors'}},
    {match: {mode: 'navigate'}, override: {offline: 'serve-stored'}, warm: ['/', '/about']},
    {match: /\/assets\//, warm: {assets: ['assets/*.js'], required: true}},
    {match: '/a', warm: {urls: ['/a'], assets: [], concurrency: 2}},
    {match: '/a', override: {maxTtlSeconds: Number.POSITIVE_INFINITY}},
    {match: '/a', fetchOptions: {credentials: 'include', headers: {'X-Asked-By': 'worker'}}},
    {match: '/a', matchOptions: {ignoreSearch: true}, targetList: ['CDN-Cache-Control']},
    {match: '/a', networkTimeoutSeconds: 3, crossOrigin: 'conditional'},
  ])('%j', (route) => {
    expect(checked({routes: [route]}).routes).toEqual([route]);
  });
});

describe('what cannot be written into a file is refused, with the way out', () => {
  test.each([
    {route: {match: () => true}, refusal: 'routes[2].match is a function'},
    {
      route: {match: '/a', plugins: [{cacheWillUpdate: async () => null}]},
      refusal: 'routes[2].plugins[0].cacheWillUpdate is a function',
    },
    {
      route: {match: '/a', fetchOptions: {signal: AbortSignal.abort()}},
      refusal: 'routes[2].fetchOptions.signal is an instance of AbortSignal',
    },
    {
      route: {match: new URL('https://localhost/a')},
      refusal: 'routes[2].match is an instance of URL',
    },
  ])('$refusal', ({route, refusal}) => {
    expect(() => checked(third(route))).toThrow(TypeError);
    expect(() => checked(third(route))).toThrow(refusal);
    expect(() => checked(third(route))).toThrow(INSTEAD);
  });
});

describe('what registerRoutes would refuse is refused with the same words', () => {
  test.each([
    {route: 5, refusal: 'routes[2] is 5; expected: an object'},
    {route: {}, refusal: /^routes\[2\]: match is undefined; expected: a URL pattern, a RegExp/},
    {
      route: {match: {origin: 'fonts.gstatic.com'}},
      refusal: /^routes\[2\]: match\.origin is .*; expected: texts like/,
    },
    {
      route: {match: {origin: 'https://fonts.gstatic.com/'}},
      refusal: /^routes\[2\]: match\.origin is .*; expected: texts like/,
    },
    {
      route: {match: {origin: 'https://Fonts.gstatic.com'}},
      refusal: /^routes\[2\]: match\.origin is .*; expected: texts like/,
    },
    {
      route: {match: {origin: ''}},
      refusal: /^routes\[2\]: match\.origin is .*; expected: texts like/,
    },
    {
      route: {match: {destination: 'picture'}},
      refusal: /^routes\[2\]: match\.destination is picture; expected: .*image/,
    },
    {
      route: {match: {method: 'GET'}},
      refusal: /^routes\[2\]: match\.method is no option; expected: mode, origin, destination/,
    },
    {
      route: {match: '/a', cachename: 'a'},
      refusal: /^routes\[2\]: cachename is no option; expected: cacheName/,
    },
    {
      route: {match: '/a', defaults: {maxAgeSeconds: -1}},
      refusal: 'routes[2]: defaults.maxAgeSeconds is -1; expected: a number from 0 to Infinity',
      type: RangeError,
    },
    {
      route: {match: '/a', override: {minTtlSeconds: 2, maxTtlSeconds: 1}},
      refusal: 'routes[2]: override.maxTtlSeconds is 1; expected: 2 or more',
      type: RangeError,
    },
    {
      route: {match: '/a', crossOrigin: 'ask'},
      refusal: 'routes[2]: crossOrigin is ask; expected: delegate or conditional',
    },
    {
      route: {match: '/a', warm: '/a'},
      refusal:
        'routes[2]: warm is /a; expected: a list of URLs, or {urls, assets, required, concurrency}',
    },
    {
      route: {match: '/a', warm: {files: ['a']}},
      refusal: 'routes[2]: warm.files is no option; expected: urls, required, concurrency, assets',
    },
    {
      route: {match: '/a', warm: {urls: '/a'}},
      refusal: /^routes\[2\]: warm\.urls is \/a; expected: texts like/,
    },
    {
      route: {match: '/a', warm: {assets: ['']}},
      refusal: /^routes\[2\]: warm\.assets is ; expected: texts like/,
    },
    {
      route: {match: '/a', warm: {concurrency: 101}},
      refusal: 'routes[2]: warm.concurrency is 101; expected: a number from 0 to 100',
      type: RangeError,
    },
  ])('$refusal', ({route, refusal, type = TypeError}) => {
    expect(() => checked(third(route))).toThrow(type);
    expect(() => checked(third(route))).toThrow(refusal);
  });

  test.runIf('URLPattern' in globalThis)('a pattern that cannot be parsed', () => {
    expect(() => checked(third({match: '/(a'}))).toThrow(
      /^routes\[2\]: match is \/\(a; expected: a URL pattern/,
    );
  });
});

describe('options of the plugin itself', () => {
  test.each([
    {options: null, refusal: 'options is null; expected: an object'},
    {
      options: {filename: 'sw.js'},
      refusal:
        'filename is no option; expected: routes, worker, fileName, staticRouting, dev, plugins',
    },
    {options: {routes: {match: '/a'}}, refusal: 'routes is [object Object]; expected: a list'},
    {options: {worker: ''}, refusal: 'worker is ; expected: the path of a file'},
    {options: {worker: true}, refusal: 'worker is true; expected: the path of a file'},
    {options: {fileName: 'workers/sw.js'}, refusal: 'fileName is workers/sw.js; expected: a plain'},
    {options: {fileName: '../sw.js'}, refusal: 'fileName is ../sw.js; expected: a plain file name'},
    {options: {fileName: '.js'}, refusal: 'fileName is .js; expected: a plain file name'},
    {options: {fileName: 'sw'}, refusal: 'fileName is sw; expected: a plain file name'},
    {options: {fileName: 'sw.js?v=1'}, refusal: 'fileName is sw.js?v=1; expected: a plain'},
    {options: {staticRouting: 1}, refusal: 'staticRouting is 1; expected: true or false'},
    {options: {dev: 'no'}, refusal: 'dev is no; expected: true or false'},
    {options: {plugins: []}, refusal: 'plugins is ; expected: a function that returns a list'},
  ])('$refusal', ({options, refusal}) => {
    expect(() => checked(options)).toThrow(TypeError);
    expect(() => checked(options)).toThrow(refusal);
  });

  test.each(['sw.js', 'sw.mjs', 'service-worker.js', '_sw.v2.js'])('fileName %s', (fileName) => {
    expect(checked({fileName}).fileName).toBe(fileName);
  });
});
