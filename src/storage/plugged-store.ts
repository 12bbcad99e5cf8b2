import {executeQuotaErrorCallbacks} from 'workbox-core/_private/executeQuotaErrorCallbacks.js';
import type {Strategy} from 'workbox-strategies/Strategy.js';
import type {StrategyHandler} from 'workbox-strategies/StrategyHandler.js';
import {isWorthStoring, mayStore, spoilsCopy} from '../http/storability.js';
import {targetedFields} from '../http/targeted-fields.js';
import type {FreshnessPolicy} from '../options.js';
import {pathOf} from './keys.js';
import {responseStore} from './response-store.js';
import type {Stamp} from './stamp.js';
import {copyOf, datedStamp, freshened, type Received, type StoredCopy} from './stored-copy.js';

/** What a plugin gives in the place of a stored response, and may know of it. */
interface DescribedResponse extends Response {
  readonly stamp?: Stamp;
}

/** The responses of one cache as Workbox's plugins let one request see and change them. */
export interface PluggedStore {
  /** The URL under which the answer to the request is stored. */
  readonly url: string;
  /** The copies of the cache that 304s have renewed of late, by key. Their bodies have been read. */
  readonly renewed: Map<string, StoredCopy>;
  /** The copy that answers the request, with all that was written before it is handed over. */
  lookUp(nowMs: number): Promise<StoredCopy | undefined>;
  /** The copies from which other requests than this one are answered, and the one that was looked up. */
  variants(nowMs: number): Promise<StoredCopy[]>;
  /** Records a 304 for a copy. It counts at once, and is written soon. */
  freshen(copy: StoredCopy, answer: Received): StoredCopy;
  /**
   * Stores a response in the background, if HTTP and the plugins want it stored, and leaves its body
   * to the page.
   * @returns whether HTTP wants it stored.
   */
  put(received: Received): boolean;
  /** When the URL was last invalidated, whatever is stored. */
  invalidatedMs(): number;
}

export async function pluggedStore(
  {cacheName, matchOptions}: Strategy,
  handler: StrategyHandler,
  request: Request,
  policy: FreshnessPolicy,
): Promise<PluggedStore> {
  const {event} = handler;
  const store = responseStore(cacheName);

  /** `ignoreSearch` would scan the whole cache, so the search is left out of the key instead. */
  async function keyOf(mode: 'read' | 'write'): Promise<Request> {
    const key = await handler.getCacheKey(request, mode);
    const [whole = ''] = key.url.split('#');
    const url = matchOptions?.ignoreSearch ? pathOf(whole) : whole;
    return url === key.url ? key : new Request(url);
  }

  /** Workbox, too, passes what is `undefined`, though its types say that it would be absent. */
  const contextOf = (key: Request) => ({
    cacheName,
    event,
    request: key,
    matchOptions: matchOptions as CacheQueryOptions,
  });

  /** @returns what tells the plugins of the update, where it was made and one of them listens. */
  async function write(received: Received): Promise<(() => Promise<void>) | undefined> {
    let response: Response | undefined = received.response;
    for (const callback of handler.iterateCallbacks('cacheWillUpdate')) {
      response = (await callback({request, response, event})) ?? undefined;
      if (!response) return undefined;
    }

    const writeKey = await keyOf('write');
    const hasListener = handler.hasCallback('cacheDidUpdate');
    try {
      const oldResponse = hasListener ? await store.match(writeKey.url) : undefined;
      const storedKey = await store.put(writeKey.url, response, {...received, request});
      const newResponse = hasListener && storedKey && (await store.match(storedKey));
      if (!newResponse) return undefined;
      return async () => {
        for (const callback of handler.iterateCallbacks('cacheDidUpdate')) {
          await callback({
            ...contextOf(writeKey),
            newResponse: newResponse.clone(),
            oldResponse: oldResponse ?? null,
          });
        }
      };
    } catch (error) {
      // The old copy is still whole, and the page has its answer. Not every engine rejects with an Error.
      if (isQuotaError(error)) await executeQuotaErrorCallbacks();
      return undefined;
    }
  }

  /** A copy, judged by the directives that are addressed to this cache. */
  const targeted = (copy: StoredCopy) => ({
    ...copy,
    headers: targetedFields(copy.fields, policy),
  });

  const key = await keyOf('read');
  const {url} = key;
  /** What was looked up. */
  let copy: StoredCopy | undefined;
  return {
    url,
    renewed: store.renewed,

    async lookUp(nowMs) {
      let lastWrite: Promise<unknown> | undefined;
      do {
        lastWrite = store.lastWrite(url);
        await lastWrite;
        // Broken storage is a miss: the network still has the answer.
        copy = await store.lookUp(url, request, nowMs).catch(() => undefined);
        for (const callback of handler.iterateCallbacks('cachedResponseWillBeUsed')) {
          const cachedResponse = copy?.response as Response;
          const given = await callback({...contextOf(key), cachedResponse});
          const response = given as DescribedResponse | null | undefined;
          copy = response
            ? copyOf(
                response,
                response.stamp ?? copy?.stamp ?? datedStamp(response, nowMs),
                copy ?? {key: url},
              )
            : undefined;
        }
        // Until no write has come while storage was read.
      } while (store.lastWrite(url) !== lastWrite);
      // What script may not read cannot answer a request that wants to.
      const isHidden = copy?.response.type === 'opaque' && request.mode !== 'no-cors';
      return isHidden ? undefined : copy && targeted(copy);
    },

    variants: (nowMs) => store.variants(copy as StoredCopy, nowMs).catch(() => []),

    freshen(stored, answer) {
      const known = targeted(freshened(stored, answer));
      void handler.waitUntil(store.freshen(known));
      return known;
    },

    invalidatedMs: () => store.invalidatedMs(url),

    put(received) {
      const {headers, redirected, status, type} = received.response;
      const response = {
        ...received,
        headers: targetedFields(headers, policy),
        redirected,
        status,
      };
      if (
        // How long a redirect may be reused is hidden from a worker.
        type === 'opaqueredirect' ||
        !mayStore(request, response) ||
        spoilsCopy(request, response, copy) ||
        !(handler.hasCallback('cacheWillUpdate') || isWorthStoring(response, policy))
      ) {
        return false;
      }
      const twin = {...received, response: received.response.clone()};
      const written = store
        .enqueue(url, () => write(twin))
        .finally(
          // Who does not store it does not read it.
          () => void twin.response.body?.cancel().catch(() => {}),
        );
      void handler.waitUntil(written.then((announce) => announce?.()));
      return true;
    },
  };
}

export function isQuotaError(error: unknown): boolean {
  return /^Quota|_SPACE$/.test((error as Error)?.name);
}
