import type {RouteMatchCallback} from 'workbox-core/types.js';
import {registerRoute} from 'workbox-routing/registerRoute.js';
import {check} from './check.js';
import {decisions} from './decisions.js';
import {invalidatedBy, isUnsafe} from './http/invalidation.js';
import {endJoining} from './network/coalesce.js';
import {
  type FreshnessPolicy,
  type RevalidateWhenStaleOptions,
  WARM_RULES,
  type WarmOptions,
} from './options.js';
import {RevalidateWhenStale} from './revalidate-when-stale.js';
import {checkMatch, isCondition, type Match, matcherOf} from './route-match.js';
import {invalidateEverywhere, responseStore} from './storage/response-store.js';
import {warm} from './warm.js';

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
  readonly matches: RouteMatchCallback;
}

/** Of all lists that were registered, in their order. */
const working: ReturnType<typeof prepare>[] = [];

/**
 * Registers routes for every method, since a cache must see what changes its contents. The first that
 * matches a request takes it. A listener for `fetch` that is added before this call sees every request, one
 * that is added later what no route takes; where a route looks at more than a URL, no unsafe request of
 * this origin.
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
  // Workbox's own listener stands before this one, and what it answers comes no further.
  if (working.length === 0) self.addEventListener('fetch', answerOthers);
  working.push(...prepared);
  self.addEventListener('install', (event) => event.waitUntil(warmAll(event, prepared)));
  return prepared;
}

function prepare({match, warm: wanted, ...options}: RouteOptions) {
  checkMatch(match);
  const plugins = [...(options.plugins ?? []), decisions];
  const ahead = wanted && (Array.isArray(wanted) ? {urls: wanted} : (wanted as WarmOptions));
  check({warm: ahead}, {warm: WARM_RULES}, '');
  return {
    matches: matcherOf(match),
    policy: options,
    strategy: new RevalidateWhenStale({...options, plugins}),
    ahead,
    // Whether it looks at more than a URL.
    isChoosy: typeof match === 'function' || isCondition(match),
  };
}

async function warmAll(event: ExtendableEvent, prepared: typeof working): Promise<void> {
  await Promise.all(prepared.map(({strategy, ahead}) => ahead && warm(strategy, event, ahead)));
  // While this worker waits, another one may write what it would remember otherwise.
  await Promise.all(prepared.map(({strategy}) => responseStore(strategy.cacheName).purge()));
}

/** Requests of the methods that Workbox does not route here. */
function answerOthers(event: FetchEvent): void {
  const {request} = event;
  // A GET that comes this far is for nobody here.
  if (request.method === 'GET') return;
  const route = routeFor(working, request, event);
  if (route) event.respondWith(route.strategy.handle({event, request}));
  // §4.4: what changes an image is not asked for as an image.
  else if (
    isUnsafe(request.method) &&
    request.url.startsWith(`${self.location.origin}/`) &&
    working.some(({isChoosy}) => isChoosy)
  ) {
    event.respondWith(change(event));
  }
}

/** The first route that takes a request. */
function routeFor<Route extends RegisteredRoute>(
  routes: readonly Route[],
  request: Request,
  event: ExtendableEvent,
): Route | undefined {
  const url = new URL(request.url);
  const sameOrigin = url.origin === self.location.origin;
  return routes.find(({matches}) => matches({event, request, sameOrigin, url}));
}

/** The route through which an entry of a cache came; where only its page could tell, the first that may. */
export function ownerOf(
  routes: readonly RegisteredRoute[],
  cacheName: string,
  url: string,
  event: ExtendableEvent,
): RegisteredRoute {
  const sharing = routes.filter(({strategy}) => strategy.cacheName === cacheName);
  return routeFor(sharing, new Request(url), event) ?? (sharing[0] as RegisteredRoute);
}

/** Sends a request that no route takes, and lets its answer invalidate what they store (§4.4). */
async function change(event: FetchEvent): Promise<Response> {
  const {request} = event;
  const response = await fetch(request);
  endJoining();
  event.waitUntil(invalidateEverywhere(invalidatedBy(request.url, response), Date.now()));
  return response;
}
