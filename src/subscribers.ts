import {listen} from './decisions.js';
import {cacheStatusRecordOf} from './http/cache-status.js';
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

interface Subscriber {
  /** Of its client. */
  readonly id: string;
  readonly reply: Reply;
}

/** Who wants to know what is decided. */
export class Subscribers {
  /** By their tokens. */
  readonly #subscribers = new Map<string, Subscriber>();
  #early: CacheStatusRecord[] = [];
  #stop: (() => void) | undefined;
  #told = 0;

  /** Lets those who listened to the worker before it was stopped ask again, and miss nothing. */
  constructor() {
    const forget = listen((...handled) => {
      this.#early.push(cacheStatusRecordOf(...handled));
      if (this.#early.length >= MAX_EARLY_DECISIONS) forget();
    });
    setTimeout(() => {
      forget();
      this.#early = [];
    }, EARLY_MS);
    new BroadcastChannel(STARTED_CHANNEL).postMessage(undefined);
  }

  /** What was decided before is for who is new. */
  add(token: string, id: string, reply: Reply, ended: AbortSignal): void {
    ended.addEventListener('abort', () => this.#remove(token));
    if (this.#subscribers.has(token)) return;
    this.#subscribers.set(token, {id, reply});
    for (const decision of this.#early) reply({type: 'decided', decision});
    this.#stop ??= listen((...handled) => this.#tell(cacheStatusRecordOf(...handled)));
  }

  #tell(decision: CacheStatusRecord): void {
    for (const {reply} of this.#subscribers.values()) reply({type: 'decided', decision});
    this.#told++;
    if (this.#told % DECISIONS_BETWEEN_LOOKS === 0) void this.#removeGone();
  }

  async #removeGone(): Promise<void> {
    const clients = await self.clients.matchAll({includeUncontrolled: true});
    const present = new Set(clients.map(({id}) => id));
    for (const [token, {id}] of this.#subscribers) if (!present.has(id)) this.#remove(token);
  }

  #remove(token: string): void {
    this.#subscribers.delete(token);
    if (this.#subscribers.size > 0) return;
    this.#stop?.();
    this.#stop = undefined;
  }
}
