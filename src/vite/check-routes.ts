import {check, wrong} from '../check.js';
import {checkOptions, LIMITS_RULES, PARTIAL_RESPONSES_RULES, WARM_RULES} from '../options.js';
import {checkMatch, DESTINATIONS, isCondition} from '../route-match.js';
import {codeOf} from './code-of.js';
import type {PlainRoute} from './plain-route.js';

interface PatternClass {
  new (pattern: string, base: string): unknown;
}

/** Any origin does: what is wrong with a pattern is so under each. */
const SOME_ORIGIN = 'https://localhost';

/**
 * Checks that routes can be written into the worker's file, and that `registerRoutes` will take them.
 * @throws {TypeError | RangeError} naming the route by its index.
 */
export function checkRoutes(routes: readonly PlainRoute[]): void {
  routes.forEach((route, index) => {
    const path = `routes[${index}]`;
    if (Object(route) !== route) wrong(path, route, 'an object');
    codeOf(route, path);
    try {
      checkRoute(route);
    } catch (error) {
      const reason = error as Error;
      reason.message = `${path}: ${reason.message}`;
      throw reason;
    }
  });
}

function checkRoute({match, warm, limits, partialResponses, ...options}: PlainRoute): void {
  checkMatch(match);
  if (typeof match === 'string') checkPattern(match);
  if (isCondition(match)) {
    for (const one of [match.destination ?? []].flat()) {
      check({destination: one}, {destination: DESTINATIONS}, 'match.');
    }
  }
  checkWarm(warm);
  const rules = {limits: LIMITS_RULES, partialResponses: PARTIAL_RESPONSES_RULES};
  check({limits, partialResponses}, rules, '');
  checkOptions(options);
}

function checkPattern(pattern: string): void {
  const {URLPattern} = globalThis as {URLPattern?: PatternClass};
  // Node has the class since version 24; without it, the browser is the first to parse a pattern.
  if (!URLPattern) return;
  try {
    new URLPattern(pattern, SOME_ORIGIN);
  } catch (error) {
    wrong('match', pattern, `a URL pattern (${(error as Error).message})`);
  }
}

function checkWarm(warm: PlainRoute['warm']): void {
  if (warm === undefined) return;
  if (Object(warm) !== warm) {
    wrong('warm', warm, 'a list of URLs, or {urls, assets, required, concurrency}');
  }
  const options = Array.isArray(warm) ? {urls: warm} : warm;
  check(options, {...WARM_RULES, assets: WARM_RULES.urls}, 'warm.');
}
