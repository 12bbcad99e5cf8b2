import {dateMs} from '../http/freshness.js';

/**
 * What the browser has asked for while the worker started, where that is newer than what is stored, and than what has
 * invalidated it: its HTTP cache may have answered instead of the origin. What is not is discarded.
 */
export async function preloadedResponse(
  request: Request,
  event: ExtendableEvent,
  sinceMs: number,
  nowMs: number,
): Promise<Response | undefined> {
  const response = await preloadOf(request, event);
  if (response && dateMs({headers: response.headers, responseTimeMs: nowMs}) > sinceMs) {
    return response;
  }
  discardPreload(request, event);
  return undefined;
}

/**
 * Sees a preload through that is not needed: to cancel its body, or to end the event before it has
 * come, counts as a preload that was cancelled, and the browser complains.
 */
export function discardPreload(request: Request, event: ExtendableEvent): void {
  const discarded = preloadOf(request, event)
    ?.then((response) => response?.body?.pipeTo(new WritableStream()))
    // What breaks off is not needed either.
    .catch(() => {});
  if (discarded) event.waitUntil(discarded);
}

/** A preload that failed says nothing that a request would not say: it is as good as none. */
function preloadOf(
  {mode}: Request,
  event: ExtendableEvent,
): Promise<Response | undefined> | undefined {
  return mode === 'navigate'
    ? (event as Partial<FetchEvent>).preloadResponse?.catch(() => undefined)
    : undefined;
}
