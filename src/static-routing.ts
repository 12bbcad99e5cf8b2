import {type Match, patternOf, type RequestCondition} from './route-match.js';
import type {UrlPattern} from './url-pattern.js';

declare const self: ServiceWorkerGlobalScope;

/** The event, in the engines that route statically. */
interface InstallEvent extends ExtendableEvent {
  addRoutes?(rule: {condition: StaticCondition; source: 'network'}): Promise<void>;
}

/** A condition of static routing (Service Workers, `RouterCondition`). */
interface StaticCondition {
  readonly urlPattern?: UrlPattern;
  readonly requestMethod?: string;
  readonly requestMode?: string;
  readonly requestDestination?: string;
  readonly or?: readonly StaticCondition[];
  readonly not?: StaticCondition;
}

/**
 * Lets the browser send a GET that no route takes to the network without the worker, where it can
 * (Service Workers, `InstallEvent.addRoutes`) and where every `match` is a text, a URLPattern, or a
 * request's destination or mode; else it does nothing. Only for a worker that handles nothing else.
 */
export function routeStatically(routes: readonly {readonly match: Match}[]): void {
  const conditions = routes.map(({match}) => conditionOf(match));
  if (!conditions.every((condition) => condition !== undefined)) return;
  // §4.4: what is no GET may change what routes keep.
  const condition = {not: {or: [{not: {requestMethod: 'GET'}}, ...conditions]}};
  self.addEventListener('install', (event: InstallEvent) => {
    const added = event.addRoutes?.({condition, source: 'network'});
    // Without it the worker sees more than it wants.
    event.waitUntil(Promise.resolve(added).catch(() => {}));
  });
}

/**
 * A condition that holds for every request that a route takes, and maybe for others; `undefined` where
 * only script can tell.
 */
function conditionOf(match: Match): StaticCondition | undefined {
  if (typeof match === 'function' || match instanceof RegExp) return undefined;
  const urlPattern = patternOf(match);
  if (urlPattern) return urlPattern.hasRegExpGroups ? undefined : {urlPattern};
  const {destination, mode} = match as RequestCondition;
  const ofMode = mode && {requestMode: mode};
  if (destination === undefined) return ofMode;
  return {or: [destination].flat().map((one) => ({requestDestination: one, ...ofMode}))};
}
