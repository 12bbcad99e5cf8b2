import {type CacheStatusRecord, type Entry, onDecision} from 'workbox-revalidate/page';

/** What the worker decided, and when this page heard of it. */
export interface NotedDecision {
  readonly atMs: number;
  readonly decision: CacheStatusRecord;
}

/** Bodies that came from the origin, and those that needed not. Unit: bytes. */
export interface Traffic {
  readonly sentBytes: number;
  readonly savedBytes: number;
}

interface Memory {
  /** The latest first. */
  decisions: NotedDecision[];
  readonly traffic: Record<string, Traffic>;
  /** How often each URL's body was sent or saved, until somebody tells how large it is. */
  unmeasured: Record<string, {sent: number; saved: number}>;
}

const STORAGE_KEY = 'cache-session';
const MOST_DECISIONS = 50;

/** What was decided while this tab has been open, from one of its pages to the next. */
export class Session {
  readonly #memory = remembered();
  readonly #listeners = new Set<(noted: NotedDecision) => void>();

  constructor() {
    if (!navigator.serviceWorker) return;
    onDecision((decision) => this.#note({atMs: Date.now(), decision}));
    addEventListener('pagehide', () => remember(this.#memory));
  }

  get decisions(): readonly NotedDecision[] {
    return this.#memory.decisions;
  }

  onNoted(listener: (noted: NotedDecision) => void): void {
    this.#listeners.add(listener);
  }

  trafficOf(cacheName: string): Traffic {
    return this.#memory.traffic[cacheName] ?? {sentBytes: 0, savedBytes: 0};
  }

  /** Counts in bytes what was counted in times, for the bodies whose size the entries tell. */
  measure(entries: readonly Entry[]): void {
    const {traffic, unmeasured} = this.#memory;
    for (const {url, cacheName, bytes} of entries) {
      const counts = unmeasured[url];
      if (!counts || bytes === undefined) continue;
      const {sentBytes, savedBytes} = this.trafficOf(cacheName);
      traffic[cacheName] = {
        sentBytes: sentBytes + counts.sent * bytes,
        savedBytes: savedBytes + counts.saved * bytes,
      };
      delete unmeasured[url];
    }
  }

  #note(noted: NotedDecision): void {
    const {decisions, unmeasured} = this.#memory;
    decisions.unshift(noted);
    decisions.length = Math.min(decisions.length, MOST_DECISIONS);
    const {url} = noted.decision;
    const cost = costOf(noted.decision);
    if (cost) {
      unmeasured[url] ??= {sent: 0, saved: 0};
      unmeasured[url][cost]++;
    }
    for (const listener of this.#listeners) listener(noted);
  }
}

/** What became of the body: a copy that stood in for an origin out of reach has saved nothing. */
function costOf({method, hit, fwdStatus, collapsed}: CacheStatusRecord) {
  if (method !== 'GET') return undefined;
  if (hit || fwdStatus === 304 || collapsed) return 'saved';
  return fwdStatus === 200 ? 'sent' : undefined;
}

function remembered(): Memory {
  try {
    const text = sessionStorage.getItem(STORAGE_KEY);
    if (text) return JSON.parse(text) as Memory;
  } catch {
    // Where nothing may be kept, a session is one page long.
  }
  return {decisions: [], traffic: {}, unmeasured: {}};
}

function remember(memory: Memory): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(memory));
  } catch {
    // As above, or there is no room.
  }
}
