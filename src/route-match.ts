import type {RouteMatchCallback} from 'workbox-core/types.js';
import {check, wrong} from './check.js';
import {type UrlPattern, urlPattern} from './url-pattern.js';

/** As a URL has it: `https://example.com`. */
const ORIGIN = /^(\*|\w+:..[^/A-Z]+)$/;
const MODES = ['navigate', 'same-origin', 'cors', 'no-cors'] as const;
export const DESTINATIONS = [
  '',
  'audio',
  'document',
  'embed',
  'font',
  'frame',
  'iframe',
  'image',
  'json',
  'manifest',
  'object',
  'script',
  'style',
  'track',
  'video',
  'worker',
  'sharedworker',
  'xslt',
] as const;

/** `''` is what script asks for with `fetch()` or `XMLHttpRequest`. */
type Destination = (typeof DESTINATIONS)[number];

/** What a request is for, and how (Fetch, `Request.destination` and `Request.mode`). */
export interface RequestCondition {
  /** @default any */
  readonly destination?: Destination | readonly Destination[];
  /** @default any */
  readonly mode?: (typeof MODES)[number];
  /**
   * Of which origin the URL is, such as `'https://cdn.example.com'`; `'*'` for any.
   * @default the worker's own
   */
  readonly origin?: string;
}

/**
 * Which requests a route takes:
 * - a text: a URL pattern, as in `'/api/*'`, of the worker's own origin unless it names another;
 * - a `URLPattern`, of the worker's own origin unless it names a host;
 * - a RegExp for the whole URL, which must match another origin's from its beginning, as in Workbox;
 * - what the request is for;
 * - one of Workbox's matcher functions, which decides alone.
 */
export type Match = string | UrlPattern | RegExp | RequestCondition | RouteMatchCallback;

/**
 * Checks what says which requests a route takes, as far as that can be told without a browser.
 * @throws {TypeError} naming what is wrong, and what would be right.
 */
export function checkMatch(match: Match): void {
  if (!/string|function|object/.test(typeof match) || !match) {
    wrong('match', match, 'a URL pattern, a RegExp, a function, or {destination, mode, origin}');
  }
  if (!isCondition(match)) return;
  const origin = [match.origin ?? '*'];
  check({...match, origin}, {mode: MODES, origin: ORIGIN, destination: true}, 'match.');
}

/** Tells which requests a route takes, as Workbox asks it. */
export function matcherOf(match: Match): RouteMatchCallback {
  if (typeof match === 'function') return match;
  if (match instanceof RegExp) {
    return ({url, sameOrigin}) => {
      const index = url.href.search(match);
      return index === 0 || (index > 0 && sameOrigin);
    };
  }
  const pattern = patternOf(match);
  if (pattern) {
    return ({url, sameOrigin}) =>
      (sameOrigin || pattern.hostname !== '*') && pattern.test(url.href);
  }
  const {destination, mode, origin = self.location.origin} = match as RequestCondition;
  return ({request, url}) =>
    (origin === '*' || origin === url.origin) &&
    (mode ?? request.mode) === request.mode &&
    [destination ?? request.destination].flat().includes(request.destination);
}

/** Whether a match is told as what a request is for. */
export function isCondition(match: Match): match is RequestCondition {
  return typeof match === 'object' && !(match instanceof RegExp) && !('test' in match);
}

/** The pattern of a text or a URLPattern. */
export function patternOf(
  match: Exclude<Match, RegExp | RouteMatchCallback>,
): UrlPattern | undefined {
  if (typeof match === 'string') return urlPattern(match);
  return 'test' in match ? match : undefined;
}
