import {type Match, patternOf, type RequestCondition} from './route-match.js';
import type {UrlPattern} from './url-pattern.js';

declare const self: ServiceWorkerGlobalScope;

/** The event, in the engines that route statically. */
interface InstallEvent extends ExtendableEvent {
  addRoutes?(rules: readonly StaticRule[]): Promise<void>;
}

/** Where the browser takes the answer from to what meets a condition (`RouterRule`); the first rule counts. */
interface StaticRule {
  readonly condition: StaticCondition;
  readonly source: 'network' | 'fetch-event';
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

const PAGES: StaticRule = {condition: {requestMode: 'navigate'}, source: 'fetch-event'};

/**
 * Lets the browser send a GET that no route takes to the network without the worker, where it can
 * (Service Workers, `InstallEvent.addRoutes`) and where every `match` is a text, a URLPattern, or a
 * request's destination or mode. Does what `askForPagesOnce` does, too. Only for a worker that handles
 * nothing else.
 */
export function routeStatically(routes: readonly {readonly match: Match}[]): void {
  const conditions = routes.map(({match}) => conditionOf(match));
  const rules = [PAGES];
  if (conditions.every((condition) => condition !== undefined)) {
    // §4.4: what is no GET may change what routes keep.
    const condition = {not: {or: [{not: {requestMethod: 'GET'}}, ...conditions]}};
    rules.unshift({condition, source: 'network'});
  }
  addRules(rules);
}

/**
 * Leaves it to the worker to ask for pages. Chromium else asks for one by itself while a worker starts,
 * without a validator, and is sent the whole page where a 304 would do. For a worker that handles
 * pages, and cannot call `routeStatically`.
 */
export function askForPagesOnce(): void {
  addRules([PAGES]);
}

function addRules(rules: readonly StaticRule[]): void {
  self.addEventListener('install', (event: InstallEvent) => {
    // Without them the worker sees more than it wants, or the network does.
    event.waitUntil(Promise.resolve(event.addRoutes?.(rules)).catch(() => {}));
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
