import type {CacheStatusRecord} from './http/cache-status-record.js';
import type {Because} from './http/decision.js';

// What pages and the worker say to each other. Neither needs the other's code.

/** Which stored responses are meant: all of a cache, or those for URLs, or of a cache group (RFC 9875). */
export type Selection =
  | {readonly cacheName: string}
  | {readonly urls: readonly string[]}
  /** A text is a URL pattern of the worker's own origin, unless it names another; a RegExp is for the whole URL. */
  | {readonly match: string | RegExp}
  | {readonly group: string};

/** A stored response, as it would be judged now. */
export interface Entry {
  readonly url: string;
  readonly cacheName: string;
  readonly status: number;
  /**
   * Whether it would be served without asking the origin, to a request that selects it. What varies on a field
   * that a worker cannot see, as `Cookie`, is asked about all the same.
   */
  readonly isFresh: boolean;
  /** Why, or why not. */
  readonly because: Because;
  /** RFC 9111 §4.2.3. Unit: seconds. */
  readonly ageSeconds: number;
  /** How long it remains fresh, below 0 for how long it has been stale. Unit: seconds. */
  readonly ttlSeconds: number;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** The length of its body as script reads it; `undefined` where that is hidden. Unit: bytes. */
  readonly bytes: number | undefined;
  /** When it was received, or the last 304 for it. Unit: milliseconds since the epoch. */
  readonly receivedMs: number;
  /** The request fields that select it among those of its URL (RFC 9111 §4.1). */
  readonly selecting: Readonly<Record<string, string | null>>;
}

/** What became of one entry that was to be refreshed. */
export interface Refreshed {
  readonly url: string;
  readonly cacheName: string;
  /** Tells it from the others that its cache holds for its URL. */
  readonly key: string;
  /**
   * `not-modified`: a 304, or the same entity tag. `modified`: another response, which is stored.
   * `fresh`: immutable, so the origin was not asked. `failed`: no answer, an error, or one that is not stored.
   */
  readonly outcome: 'not-modified' | 'modified' | 'fresh' | 'failed';
  /** The bytes of a body that was received. */
  readonly bytes: number;
  /** The bytes of a body that needed not be received. */
  readonly savedBytes: number;
}

/** What a page asks of the worker. */
export type Question =
  | {readonly type: 'entries'; readonly cacheName: string}
  | {
      readonly type: 'refresh';
      readonly selection: Selection;
      readonly concurrency: number;
      /** What was asked for since then is done already. Unit: milliseconds since the epoch. */
      readonly sinceMs: number;
    }
  | {readonly type: 'purge'; readonly selection: Selection | undefined}
  /** The token tells a listener that asks again from another one. */
  | {readonly type: 'subscribe'; readonly token: string}
  | {readonly type: 'skip-waiting'};

/** What the worker answers through the port that came with the question. */
export type Answer =
  /** The work goes on; whoever hears nothing for a while asks again. */
  | {readonly type: 'alive'}
  | {readonly type: 'found'; readonly entries: number; readonly bytes: number}
  | {readonly type: 'refreshed'; readonly refreshed: Refreshed}
  | {readonly type: 'decided'; readonly decision: CacheStatusRecord}
  | {readonly type: 'done'; readonly value: unknown}
  | {readonly type: 'failed'; readonly reason: string};

/** Tells our messages from those of others. */
export interface Envelope<T> {
  readonly to: typeof ADDRESSEE;
  readonly message: T;
}

export const ADDRESSEE = 'workbox-revalidate';

/** On this channel a worker says that it has started, and with it forgotten who listens. */
export const STARTED_CHANNEL = `${ADDRESSEE}-started`;
