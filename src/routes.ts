import {registerRoute} from 'workbox-routing/registerRoute.js';
import {decisions} from './decisions.js';
import {invalidatedBy, isUnsafe} from './http/invalidation.js';
import {
  check,
  type FreshnessPolicy,
  freshnessPolicy,
  type RevalidateWhenStaleOptions,
} from './options.js';
import {RevalidateWhenStale} from './revalidate-when-stale.js';
import {checkMatch, isCondition, type Match, matcherOf} from './route-match.js';
import {invalidateEverywhere} from './storage/response-store.js';
import {WARM_RULES, type WarmOptions, warm} from './warm.js';

declare const self: ServiceWorkerGlobalScope;

/** One route: which requests it takes, what is stored for them ahead, and how the strategy treats them. */
export interface RouteOptions extends RevalidateWhenStaleOptions {
  /**
   * Which requests the route takes.
   * @throws {TypeError} for anything else, or a pattern that cannot be parsed.
   */
  readonly match: Match;
  /**
   * What is fetched and stored when the worker is installed, or revalidated where it is stored.
   * @default nothing
   */
  readonly warm?: readonly string[] | WarmOptions;
}

/** A route at work. */
export interface RegisteredRoute {
  readonly strategy: RevalidateWhenStale;
  readonly policy: FreshnessPolicy;
}

/**
 * Registers routes for every method, since a cache must see what changes its contents. The first that
 * matches a request takes it.
 *
 * @throws {TypeError | RangeError} naming the route by its index.
 */
export function registerRoutes(routes: readonly RouteOptions[]): RegisteredRoute[] {
  const prepared = routes.map((route, index) => {
    try {
      return prepare(route);
    } catch (error) {
      const reason = error as Error;
      reason.message = `routes[${index}]: ${reason.message}`;
      throw reason;
    }
  });
  for (const {matches, strategy} of prepared) registerRoute(matches, strategy);
  const hasConditions = routes.some(({match}) => isCondition(match));
  // Workbox's own listener stands before this one, and what it answers comes no further.
  self.addEventListener('fetch', (event) => {
    const {request} = event;
    const url = new URL(request.url);
    const sameOrigin = url.origin === self.location.origin;
    const route = prepared.find(({matches}) => matches({event, request, sameOrigin, url}));
    if (route) event.respondWith(route.strategy.handle({event, request}));
    // §4.4: what changes an image is not asked for as an image.
    else if (hasConditions && isUnsafe(request.method)) event.respondWith(change(event));
  });
  self.addEventListener('install', (event) => {
    for (const {strategy, ahead} of prepared) {
      if (ahead) event.waitUntil(warm(strategy, event, ahead));
    }
  });
  return prepared;
}

function prepare({match, warm: wanted, ...options}: RouteOptions) {
  checkMatch(match);
  const matches = matcherOf(match);
  const plugins = [...(options.plugins ?? []), decisions];
  const ahead = wanted && (Array.isArray(wanted) ? {urls: wanted} : (wanted as WarmOptions));
  check({warm: ahead}, WARM_RULES, '');
  return {
    matches,
    policy: freshnessPolicy(options),
    strategy: new RevalidateWhenStale({...options, plugins}),
    ahead,
  };
}

/** Sends a request that no route takes, and lets its answer invalidate what they store (§4.4). */
async function change(event: FetchEvent): Promise<Response> {
  const response = await fetch(event.request);
  const invalidated = invalidatedBy(event.request.url, response);
  event.waitUntil(invalidateEverywhere(invalidated, Date.now()));
  return response;
}
