import {parseHttpDate} from '../http/http-date.js';
import type {StoredResponse} from '../http/stored-response.js';

/**
 * What the browser has asked for while the worker started, where that renews the stored response.
 * Its HTTP cache may have answered instead of the origin; then the response is no newer than ours.
 */
export async function preloadedResponse(
  event: ExtendableEvent,
  stored: StoredResponse,
  nowMs: number,
): Promise<Response | undefined> {
  // A preload that failed says nothing that the request to come would not say.
  const response = await preloadOf(event)?.catch(() => undefined);
  if (!response) return undefined;
  const dateMs = ({headers}: {headers: Headers}) =>
    parseHttpDate(headers.get('date'), nowMs) ?? Number.POSITIVE_INFINITY;
  if (!stored.invalidated && dateMs(response) > dateMs(stored)) return response;
  await response.body?.cancel();
  return undefined;
}

/** Settles a preload that is not needed, which the browser would otherwise report as cancelled. */
export async function discardPreload(event: ExtendableEvent): Promise<void> {
  const response = await preloadOf(event)?.catch(() => undefined);
  await response?.body?.cancel();
}

function preloadOf(event: ExtendableEvent): Promise<Response | undefined> | undefined {
  return (event as Partial<FetchEvent>).preloadResponse;
}
