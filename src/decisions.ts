import type {HandlingPlugin} from './handling-plugin.js';

type Listener = NonNullable<HandlingPlugin['requestWasHandled']>;

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
