import {executeQuotaErrorCallbacks} from 'workbox-core/_private/executeQuotaErrorCallbacks.js';
import type {Strategy} from 'workbox-strategies/Strategy.js';
import type {StrategyHandler} from 'workbox-strategies/StrategyHandler.js';
import {isError, isWorthStoring, storageBar} from '../http/storability.js';
import {selectingValues} from '../http/vary.js';
import {copyOf, datedSidecar, ResponseStore, type StoredCopy} from './response-store.js';
import type {Sidecar} from './sidecar.js';

/** A response from the network, and when it was asked for and received. */
interface Received {
  readonly response: Response;
  readonly requestTimeMs: number;
  readonly responseTimeMs: number;
}

/** The responses of one cache as Workbox's plugins let one request see and change them. */
export class PluggedStore {
  readonly #strategy: Strategy;
  readonly #handler: StrategyHandler;
  readonly #request: Request;
  readonly #store: ResponseStore;
  #url = '';

  constructor(strategy: Strategy, handler: StrategyHandler, request: Request) {
    this.#strategy = strategy;
    this.#handler = handler;
    this.#request = request;
    this.#store = ResponseStore.of(strategy.cacheName);
  }

  async lookUp(nowMs: number): Promise<StoredCopy | undefined> {
    const key = await this.#handler.getCacheKey(this.#request, 'read');
    this.#url = this.#urlOf(key);
    // Broken storage is a miss: the network still has the answer.
    let copy = await this.#store.lookUp(this.#url, nowMs).catch(() => undefined);
    for (const callback of this.#handler.iterateCallbacks('cachedResponseWillBeUsed')) {
      const response = await callback({
        ...this.#callbackContext(key),
        ...(copy && {cachedResponse: copy.response}),
      });
      copy = response
        ? copyOf(response, copy?.sidecar ?? datedSidecar(response, nowMs))
        : undefined;
    }
    // What script may not read cannot answer a request that wants to.
    const isReadable = copy?.response.type !== 'opaque' || this.#request.mode === 'no-cors';
    return isReadable ? copy : undefined;
  }

  /** Records a 304 for the copy that was looked up. It counts at once, and is written soon. */
  freshen(sidecar: Sidecar): void {
    void this.#handler.waitUntil(this.#store.freshen(this.#url, sidecar));
  }

  /**
   * Stores a response in the background, if HTTP and the plugins want it stored, and leaves its body
   * to the page.
   * @param replaced the copy that was looked up.
   */
  put(received: Received, replaced: StoredCopy | undefined): void {
    const {headers, status} = received.response;
    const response = {...received, headers, status};
    if (storageBar(this.#request, response)) return;
    if (replaced && isError(status) && !isError(replaced.status)) return;
    if (!this.#handler.hasCallback('cacheWillUpdate') && !isWorthStoring(response)) return;
    void this.#handler.waitUntil(this.#write({...received, response: received.response.clone()}));
  }

  async #write(received: Received): Promise<void> {
    let response: Response | undefined = received.response;
    for (const callback of this.#handler.iterateCallbacks('cacheWillUpdate')) {
      const {event} = this.#handler;
      response = (await callback({request: this.#request, response, event})) ?? undefined;
      if (!response) return received.response.body?.cancel();
    }

    const key = await this.#handler.getCacheKey(this.#request, 'write');
    const url = this.#urlOf(key);
    const hasListener = this.#handler.hasCallback('cacheDidUpdate');
    const oldResponse = hasListener && (await this.#store.match(url));
    const selecting = selectingValues(this.#request, response.headers);
    try {
      await this.#store.put(url, response, {...received, selecting});
    } catch (error) {
      // The old copy is still whole, and the page has its answer. Not every engine rejects with an Error.
      if (isQuotaError(error)) await executeQuotaErrorCallbacks();
      return;
    }

    const newResponse = hasListener && (await this.#store.match(url));
    if (!newResponse) return;
    for (const callback of this.#handler.iterateCallbacks('cacheDidUpdate')) {
      await callback({
        ...this.#callbackContext(key),
        oldResponse: oldResponse || null,
        newResponse: newResponse.clone(),
      });
    }
  }

  #callbackContext(request: Request) {
    const {cacheName, matchOptions} = this.#strategy;
    return {cacheName, request, event: this.#handler.event, ...(matchOptions && {matchOptions})};
  }

  /** `ignoreSearch` would scan the whole cache, so the search is left out of the key instead. */
  #urlOf(key: Request): string {
    const url = new URL(key.url);
    url.hash = '';
    if (this.#strategy.matchOptions?.ignoreSearch) url.search = '';
    return url.href;
  }
}

function isQuotaError(error: unknown): boolean {
  const {name} = Object(error) as {name?: unknown};
  return name === 'QuotaExceededError' || name === 'NS_ERROR_FILE_NO_DEVICE_SPACE';
}
