import type {Answer, Entry, Question, Refreshed, Selection} from '../messages.js';
import {deleteOurCaches} from '../storage/our-caches.js';
import {activeWorker, ask, send} from './ask.js';

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
 * stops the worker in the middle. A purge ends it.
 *
 * @returns how it ended.
 * @throws {Error} without an active worker; the signal's reason once it is aborted.
 */
export async function refresh(
  selection: Selection,
  {signal, concurrency = 4, onProgress}: RefreshOptions = {},
): Promise<RefreshProgress> {
  const sinceMs = Date.now();
  const outcomes = new Map<string, Refreshed>();
  let found: {entries: number; bytes: number} | undefined;
  const question = {selection: absolute(selection), concurrency, sinceMs};
  const onAnswer = (answer: Answer) => {
    // A worker that goes on for one that was stopped finds what is left, and may do some of it again.
    if (answer.type === 'found') {
      found ??= answer;
    } else if (answer.type === 'refreshed') {
      const {cacheName, key} = answer.refreshed;
      outcomes.set(`${cacheName} ${key}`, answer.refreshed);
    } else {
      return;
    }
    onProgress?.(progressOf(found, outcomes));
  };
  await ask({type: 'refresh', ...question}, {signal, onAnswer});
  return progressOf(found, outcomes);
}

function progressOf(
  {entries, bytes} = {entries: 0, bytes: 0},
  outcomes: ReadonlyMap<string, Refreshed>,
): RefreshProgress {
  const counts = {'not-modified': 0, modified: 0, fresh: 0, failed: 0};
  let receivedBytes = 0;
  let savedBytes = 0;
  for (const refreshed of outcomes.values()) {
    counts[refreshed.outcome]++;
    receivedBytes += refreshed.bytes;
    savedBytes += refreshed.savedBytes;
  }
  const {'not-modified': notModified, ...others} = counts;
  const done = outcomes.size;
  return {entries, done, notModified, ...others, totalBytes: bytes, receivedBytes, savedBytes};
}

/** A page's URLs are relative to it, not to its worker. */
function absolute(selection: Selection): Selection {
  if (!('urls' in selection)) return selection;
  return {urls: selection.urls.map((url) => new URL(url, document.baseURI).href)};
}

/**
 * Deletes what is stored, and all that is known of it; without a selection, all that this package has
 * stored, as after signing out. Answers to requests under way are not stored either, and until the
 * worker is stopped, the next answers come past the browser's HTTP cache.
 *
 * Every worker of the origin hears of it. Where none is active for the page, the page itself deletes all, and
 * nothing that is selected. Requests for a part go out as they are, and the browser's HTTP cache may answer them.
 *
 * @returns once bodies and all that stands beside them are gone.
 * @throws {Error} where the worker does not answer.
 */
export async function purge(selection?: Selection): Promise<void> {
  const question: Question = {type: 'purge', selection: selection && absolute(selection)};
  const active = await activeWorker();
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  // The caches are those of the origin: a version that fetches ahead, or a worker of another scope, may
  // store what it has asked for.
  const workers = registrations.flatMap(({installing, waiting, active}) => [
    installing,
    waiting,
    active,
  ]);
  for (const worker of workers) if (worker && worker !== active) send(worker, question);
  if (active) await ask(question);
  else if (!selection && 'caches' in self) await deleteOurCaches();
}

/**
 * What is stored in a cache of the worker's routes, as it would be judged now.
 * @throws {Error} without an active worker, or where no route uses that cache.
 */
export function entries(cacheName: string): Promise<Entry[]> {
  return ask({type: 'entries', cacheName});
}
