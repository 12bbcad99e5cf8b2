import {listen} from '../decisions.js';
import {cacheStatusRecordOf} from '../http/cache-status.js';
import type {CacheStatusRecord} from '../http/cache-status-record.js';
import {inParallel} from '../in-parallel.js';
import type {Refreshed, Selection} from '../messages.js';
import {ownerOf, type RegisteredRoute} from '../routes.js';
import {bodyBytes} from '../storage/body-bytes.js';
import {selectedCopies} from '../storage/selected-copies.js';
import {purges} from './purge.js';
import {requestFor} from './request-for.js';

export interface RefreshOptions {
  /** Ends it once what is under way has been answered. */
  readonly signal?: AbortSignal;
  /**
   * How many conditional requests are under way at once.
   * @default 4
   */
  readonly concurrency?: number;
  /**
   * What was asked for since then is done already: whoever gives the same time again goes on where an
   * earlier call was ended. Unit: milliseconds since the epoch.
   * @default now
   */
  readonly sinceMs?: number;
  /** Is told once how much there is to do. */
  readonly onFound?: (entries: number, bytes: number) => void;
  /** Is told of each entry. */
  readonly onRefreshed?: (refreshed: Refreshed) => void;
}

interface Task {
  readonly route: RegisteredRoute;
  readonly request: Request;
  readonly key: string;
  readonly storedBytes: number;
}

/**
 * Revalidates what is stored, with conditional requests, in `periodicsync`, `sync` and `message`
 * handlers, whose event it keeps alive. A purge ends it: what it would ask for is gone. What a worker cannot ask for as the page did is left alone:
 * what varies on Sec-Fetch fields, and caches whose keys are not the URLs.
 */
export function refresh(
  routes: readonly RegisteredRoute[],
  event: ExtendableEvent,
  selection: Selection,
  options: RefreshOptions = {},
): Promise<void> {
  const refreshed = refreshAll(routes, event, selection, options);
  event.waitUntil(refreshed);
  return refreshed;
}

async function refreshAll(
  routes: readonly RegisteredRoute[],
  event: ExtendableEvent,
  selection: Selection,
  {signal, concurrency = 4, sinceMs = Date.now(), onFound, onRefreshed}: RefreshOptions,
): Promise<void> {
  const tasks: Task[] = [];
  const purgesBefore = purges;
  for (const cacheName of new Set(routes.map(({strategy}) => strategy.cacheName))) {
    const keys = new Set<string>();
    for await (const {url, copy} of selectedCopies(cacheName, selection, sinceMs)) {
      // No-Vary-Search may have one response stored for several URLs.
      if (copy.requestTimeMs >= sinceMs || keys.has(copy.key)) continue;
      keys.add(copy.key);
      const route = ownerOf(routes, cacheName, url, event);
      const request = requestFor(url, copy, route.strategy);
      if (!request) continue;
      const storedBytes = (await bodyBytes(copy.response)) ?? 0;
      tasks.push({route, request, key: copy.key, storedBytes});
    }
  }
  onFound?.(
    tasks.length,
    tasks.reduce((sum, {storedBytes}) => sum + storedBytes, 0),
  );
  // A write waits for others: the next request does not wait for it.
  const written: Promise<void>[] = [];
  await inParallel(tasks, concurrency, async (task) => {
    if (signal?.aborted || purges > purgesBefore) return;
    const refreshed = await refreshOne(task, event, written);
    onRefreshed?.(refreshed);
  });
  await Promise.all(written);
}

async function refreshOne(
  {route, request, key, storedBytes}: Task,
  event: ExtendableEvent,
  written: Promise<void>[],
): Promise<Refreshed> {
  const {url} = request;
  const {cacheName} = route.strategy;
  const failed: Refreshed = {url, cacheName, key, outcome: 'failed', bytes: 0, savedBytes: 0};
  let decision: Partial<CacheStatusRecord> = {};
  const stop = listen((handled, ...how) => {
    if (handled === request) decision = cacheStatusRecordOf(handled, ...how);
  });
  try {
    const [answered, done] = route.strategy.handleAll({event, request});
    written.push(done.catch(() => {}));
    const {ok, body} = await answered;
    const {fwd, fwdStatus, collapsed, key: served, stored} = decision;
    // The stored response was served: validated, or in the place of an answer that did not come.
    const isValidated = fwdStatus === 304 || fwdStatus === 200 || (collapsed && !fwdStatus);
    if (served) {
      await body?.cancel();
      const notNeeded = {...failed, savedBytes: storedBytes};
      if (!fwd) return {...notNeeded, outcome: 'fresh'};
      return isValidated ? {...notNeeded, outcome: 'not-modified'} : failed;
    }
    const bytes = await drain(body);
    return {...failed, bytes, outcome: stored || (collapsed && ok) ? 'modified' : 'failed'};
  } catch {
    // Nothing came that might stand in for the origin's answer.
    return failed;
  } finally {
    stop();
  }
}

/** Reads a body to its end, so that it is stored whole, and counts it. */
async function drain(body: ReadableStream<Uint8Array> | null): Promise<number> {
  let bytes = 0;
  await body?.pipeTo(
    new WritableStream({
      write(chunk: Uint8Array) {
        bytes += chunk.length;
      },
    }),
  );
  return bytes;
}
