import {decisionOf, listen} from '../decisions.js';
import type {CacheStatusRecord} from '../http/cache-status-record.js';
import {inParallel} from '../in-parallel.js';
import type {Refreshed, Selection} from '../messages.js';
import type {RegisteredRoute} from '../routes.js';
import {bodyBytes} from '../storage/body-bytes.js';
import {selectedCopies} from '../storage/selected-copies.js';
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
  readonly storedBytes: number;
}

/**
 * Revalidates what is stored, with conditional requests. For `periodicsync`, `sync` and `message`
 * handlers, whose event is kept alive until it is done.
 */
export async function refresh(
  routes: readonly RegisteredRoute[],
  event: ExtendableEvent,
  selection: Selection,
  {signal, concurrency = 4, sinceMs = Date.now(), onFound, onRefreshed}: RefreshOptions = {},
): Promise<void> {
  const tasks: Task[] = [];
  // Routes that share a cache share its entries.
  for (const route of new Map(routes.map((route) => [route.strategy.cacheName, route])).values()) {
    const {cacheName} = route.strategy;
    for await (const {url, copy} of selectedCopies(cacheName, selection, sinceMs)) {
      if (copy.requestTimeMs >= sinceMs) continue;
      const storedBytes = (await bodyBytes(copy.response)) ?? 0;
      tasks.push({route, request: requestFor(url, copy), storedBytes});
    }
  }
  onFound?.(
    tasks.length,
    tasks.reduce((sum, {storedBytes}) => sum + storedBytes, 0),
  );
  const work = inParallel(tasks, concurrency, async (task) => {
    if (signal?.aborted) return;
    const refreshed = await refreshOne(task, event);
    onRefreshed?.(refreshed);
  });
  event.waitUntil(work);
  await work;
}

async function refreshOne(
  {route, request, storedBytes}: Task,
  event: ExtendableEvent,
): Promise<Refreshed> {
  const {url} = request;
  const notNeeded = {url, bytes: 0, savedBytes: storedBytes};
  let decision: Partial<CacheStatusRecord> = {};
  const stop = listen((handled, ...how) => {
    if (handled === request) decision = decisionOf(handled, ...how);
  });
  try {
    const [response, done] = route.strategy.handleAll({event, request});
    const {ok, body} = await response;
    const {fwd, fwdStatus, key, collapsed} = decision;
    // The stored response was served: validated, or in the place of an answer that did not come.
    const isValidated = key && (fwdStatus === 304 || fwdStatus === 200 || collapsed);
    if (key) await body?.cancel();
    const bytes = key ? 0 : await drain(body);
    await done;
    if (!fwd) return {...notNeeded, outcome: 'fresh'};
    if (isValidated) return {...notNeeded, outcome: 'not-modified'};
    return {url, outcome: !key && ok ? 'modified' : 'failed', bytes, savedBytes: 0};
  } catch {
    // Nothing came that might stand in for the origin's answer.
    return {url, outcome: 'failed', bytes: 0, savedBytes: 0};
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
