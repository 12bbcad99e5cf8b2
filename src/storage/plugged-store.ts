import {executeQuotaErrorCallbacks} from 'workbox-core/_private/executeQuotaErrorCallbacks.js';
import type {Strategy} from 'workbox-strategies/Strategy.js';
import type {StrategyHandler} from 'workbox-strategies/StrategyHandler.js';
import {isWorthStoring, spoilsCopy, storageBar} from '../http/storability.js';
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

  /** The copy that answers the request, with all that was written before it is handed over. */
  async lookUp(nowMs: number): Promise<StoredCopy | undefined> {
    const key = await this.#keyOf('read');
    this.#url = key.url;
    let copy: StoredCopy | undefined;
    let lastWrite: Promise<unknown> | undefined;
    do {
      lastWrite = this.#store.lastWrite(key.url);
      await lastWrite;
      // Broken storage is a miss: the network still has the answer.
      copy = await this.#store.lookUp(key.url, nowMs).catch(() => undefined);
      for (const callback of this.#handler.iterateCallbacks('cachedResponseWillBeUsed')) {
        const cachedResponse = copy?.response as Response;
        const response = await callback({...this.#callbackContext(key), cachedResponse});
        copy = response
          ? copyOf(response, copy?.sidecar ?? datedSidecar(response, nowMs))
          : undefined;
      }
    } while (this.#store.lastWrite(key.url) !== lastWrite);
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
    if (storageBar(this.#request, response) || spoilsCopy(status, replaced?.status)) return;
    if (!this.#handler.hasCallback('cacheWillUpdate') && !isWorthStoring(response)) return;
    const copy = {...received, response: received.response.clone()};
    const written = this.#store.enqueue(this.#url, () => this.#write(copy));
    void this.#handler.waitUntil(written.then((announce) => announce?.()));
  }

  /** @returns what tells the plugins of the update, where it was made and one of them listens. */
  async #write(received: Received): Promise<(() => Promise<void>) | undefined> {
    let response: Response | undefined = received.response;
    for (const callback of this.#handler.iterateCallbacks('cacheWillUpdate')) {
      const {event} = this.#handler;
      response = (await callback({request: this.#request, response, event})) ?? undefined;
      if (!response) {
        void received.response.body?.cancel();
        return undefined;
      }
    }

    const key = await this.#keyOf('write');
    const hasListener = this.#handler.hasCallback('cacheDidUpdate');
    const oldResponse = hasListener ? await this.#store.match(key.url) : undefined;
    const selecting = selectingValues(this.#request, response.headers);
    try {
      await this.#store.put(key.url, response, {...received, selecting});
    } catch (error) {
      // The old copy is still whole, and the page has its answer. Not every engine rejects with an Error.
      if (isQuotaError(error)) await executeQuotaErrorCallbacks();
      return undefined;
    }
    const newResponse = hasListener && (await this.#store.match(key.url));
    if (!newResponse) return undefined;
    return async () => {
      for (const callback of this.#handler.iterateCallbacks('cacheDidUpdate')) {
        const context = this.#callbackContext(key);
        await callback({
          ...context,
          newResponse: newResponse.clone(),
          oldResponse: oldResponse ?? null,
        });
      }
    };
  }

  /** Workbox, too, passes what is `undefined`, though its types say that it would be absent. */
  #callbackContext(request: Request) {
    const {cacheName, matchOptions} = this.#strategy;
    const {event} = this.#handler;
    return {cacheName, request, event, matchOptions: matchOptions as CacheQueryOptions};
  }

  /** `ignoreSearch` would scan the whole cache, so the search is left out of the key instead. */
  async #keyOf(mode: 'read' | 'write'): Promise<Request> {
    const key = await this.#handler.getCacheKey(this.#request, mode);
    const url = new URL(key.url);
    url.hash = '';
    if (this.#strategy.matchOptions?.ignoreSearch) url.search = '';
    return url.href === key.url ? key : new Request(url);
  }
}

function isQuotaError(error: unknown): boolean {
  const {name} = Object(error) as {name?: unknown};
  return name === 'QuotaExceededError' || name === 'NS_ERROR_FILE_NO_DEVICE_SPACE';
}
