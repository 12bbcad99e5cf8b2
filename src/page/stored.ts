import type {Answer, Entry, Selection} from '../messages.js';
import {ask} from './ask.js';

export interface RefreshOptions {
  /** Ends it: what is under way is finished, nothing else is begun. */
  readonly signal?: AbortSignal;
  /**
   * How many conditional requests are under way at once.
   * @default 4
   */
  readonly concurrency?: number;
  readonly onProgress?: (progress: RefreshProgress) => void;
}

/** How far a refresh has come. */
export interface RefreshProgress {
  /** How many stored responses there are to refresh. */
  readonly entries: number;
  /** How many of them are done, however they ended. */
  readonly done: number;
  /** Those that still hold, by a 304 or the same entity tag. */
  readonly notModified: number;
  /** Those in whose place there is another one now. */
  readonly modified: number;
  /** Those that nobody asked for, since they are fresh and immutable. */
  readonly fresh: number;
  /** Those for which no answer came, or an error. */
  readonly failed: number;
  /** The bodies of all that there is to refresh. Unit: bytes. */
  readonly totalBytes: number;
  /** The bodies that had to be received. Unit: bytes. */
  readonly receivedBytes: number;
  /** The bodies that needed not be received. Unit: bytes. */
  readonly savedBytes: number;
}

/**
 * Revalidates what is stored, with conditional requests. It goes on where it was when the browser
 * stops the worker in the middle.
 *
 * @returns how it ended.
 * @throws {Error} without an active worker; the signal's reason once it is aborted.
 */
export async function refresh(
  selection: Selection,
  {signal, concurrency = 4, onProgress}: RefreshOptions = {},
): Promise<RefreshProgress> {
  const sinceMs = Date.now();
  let progress: RefreshProgress = {
    entries: 0,
    done: 0,
    notModified: 0,
    modified: 0,
    fresh: 0,
    failed: 0,
    totalBytes: 0,
    receivedBytes: 0,
    savedBytes: 0,
  };
  const onAnswer = (answer: Answer) => {
    progress = advance(progress, answer);
    onProgress?.(progress);
  };
  await ask({type: 'refresh', selection, concurrency, sinceMs}, {signal, onAnswer});
  return progress;
}

const COUNTS = {
  'not-modified': 'notModified',
  modified: 'modified',
  fresh: 'fresh',
  failed: 'failed',
} as const;

function advance(progress: RefreshProgress, answer: Answer): RefreshProgress {
  const {done, receivedBytes, savedBytes} = progress;
  // A worker that goes on for one that was stopped has found what was left.
  if (answer.type === 'found') {
    const doneBytes = receivedBytes + savedBytes;
    return {...progress, entries: done + answer.entries, totalBytes: doneBytes + answer.bytes};
  }
  if (answer.type !== 'refreshed') return progress;
  const {outcome, bytes, savedBytes: saved} = answer.refreshed;
  const count = COUNTS[outcome];
  return {
    ...progress,
    done: done + 1,
    [count]: progress[count] + 1,
    receivedBytes: receivedBytes + bytes,
    savedBytes: savedBytes + saved,
  };
}

/**
 * Deletes what is stored, and all that is known of it; without a selection, all that this package has
 * stored, as after signing out. Answers to requests under way are not stored either.
 *
 * @returns once bodies and all that stands beside them are gone.
 * @throws {Error} without an active worker.
 */
export function purge(selection?: Selection): Promise<void> {
  return ask({type: 'purge', selection});
}

/**
 * What is stored in a cache of the worker's routes, as it would be judged now.
 * @throws {Error} without an active worker, or where no route uses that cache.
 */
export function entries(cacheName: string): Promise<Entry[]> {
  return ask({type: 'entries', cacheName});
}
