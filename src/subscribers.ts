import {decisionOf, listen} from './decisions.js';
import type {CacheStatusRecord} from './http/cache-status-record.js';
import {type Answer, STARTED_CHANNEL} from './messages.js';

declare const self: ServiceWorkerGlobalScope;

export type Reply = (answer: Answer) => void;

/** How many decisions are kept for those who listened before the worker was stopped. */
const MAX_EARLY_DECISIONS = 100;
/** How long they have to say so. */
const EARLY_MS = 2000;
/** After how many decisions it is looked whether the pages are still there. */
const DECISIONS_BETWEEN_LOOKS = 50;

/** The pages that want to know what is decided, each by the id of its client. */
export class Subscribers {
  readonly #replies = new Map<string, Reply>();
  #early: CacheStatusRecord[] = [];
  #stop: (() => void) | undefined;
  #told = 0;

  /** Lets those who listened to the worker before it was stopped ask again, and miss nothing. */
  constructor() {
    const forget = listen((...handled) => {
      this.#early.push(decisionOf(...handled));
      if (this.#early.length >= MAX_EARLY_DECISIONS) forget();
    });
    setTimeout(() => {
      forget();
      this.#early = [];
    }, EARLY_MS);
    new BroadcastChannel(STARTED_CHANNEL).postMessage(undefined);
  }

  add(id: string, reply: Reply, ended: AbortSignal): void {
    this.#replies.set(id, reply);
    ended.addEventListener('abort', () => {
      if (this.#replies.get(id) === reply) this.#remove(id);
    });
    for (const decision of this.#early) reply({type: 'decided', decision});
    this.#stop ??= listen((...handled) => this.#tell(decisionOf(...handled)));
  }

  #tell(decision: CacheStatusRecord): void {
    for (const reply of this.#replies.values()) reply({type: 'decided', decision});
    this.#told++;
    if (this.#told % DECISIONS_BETWEEN_LOOKS === 0) void this.#removeGone();
  }

  async #removeGone(): Promise<void> {
    const clients = await self.clients.matchAll({includeUncontrolled: true});
    const present = new Set(clients.map(({id}) => id));
    for (const id of [...this.#replies.keys()]) if (!present.has(id)) this.#remove(id);
  }

  #remove(id: string): void {
    this.#replies.delete(id);
    if (this.#replies.size > 0) return;
    this.#stop?.();
    this.#stop = undefined;
  }
}
