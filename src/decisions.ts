import type {HandlingPlugin} from './cache-status-plugins.js';
import {cacheStatusOf} from './http/cache-status.js';
import type {CacheStatusRecord} from './http/cache-status-record.js';

type Handled = Parameters<NonNullable<HandlingPlugin['requestWasHandled']>>;
type Listener = (...handled: Handled) => void;

const listeners = new Set<Listener>();

/** Tells whoever listens how each request was handled, and costs nothing where nobody does. */
export const decisions: HandlingPlugin = {
  requestWasHandled(...handled) {
    for (const listener of listeners) listener(...handled);
  },
};

/** @returns what ends it. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was decided, in RFC 9211's words. */
export function decisionOf(...[{method, url}, ...handled]: Handled): CacheStatusRecord {
  return {method, url, ...cacheStatusOf(...handled)};
}
