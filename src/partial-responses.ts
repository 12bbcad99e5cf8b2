import {registerQuotaErrorCallback} from 'workbox-core/registerQuotaErrorCallback.js';
import type {WorkboxPlugin} from 'workbox-core/types.js';
import {check} from './check.js';
import {type ContentRange, coverageOf, parseContentRange} from './http/parts.js';
import {mayStore} from './http/storability.js';
import {DEFAULT_TARGET_LIST, targetedFields} from './http/targeted-fields.js';
import {selectsStored} from './http/validation.js';
import {compareSelecting, selectingValues} from './http/vary.js';
import {
  combined,
  complete,
  gapRequest,
  isOpen,
  type Passage,
  pageRequest,
  wantedOf,
} from './network/part-completion.js';
import {refetchRequest} from './network/revalidation-request.js';
import {PARTIAL_RESPONSES_RULES, type PartialResponsesOptions} from './options.js';
import {clearParts, type Parts, partStore} from './storage/part-store.js';
import {isQuotaError} from './storage/plugged-store.js';

/** What a callback of Workbox is told by those before it. */
interface State {
  request?: Request;
  requestTimeMs?: number;
  passage?: Passage;
  /** Whether only what is missing was asked for. */
  isCompleting?: boolean;
  /** Whether the answer may be an old one of the browser's HTTP cache. */
  isUnsure?: boolean;
}

/**
 * A plugin that stores partial responses (206) apart from whole ones, and combines them (RFC 9111
 * §3.3, §3.4): a range that stored parts hold is served from them, of another one only what is missing
 * is asked for, and so is the rest of a whole. Only parts that share a strong entity tag belong
 * together.
 *
 * @throws {TypeError | RangeError} for an option that cannot be right.
 */
export function partialResponses(options: PartialResponsesOptions = {}): WorkboxPlugin {
  check(options, PARTIAL_RESPONSES_RULES, '');
  registerQuotaErrorCallback(clearParts);
  const {maxPartBytes = 2 ** 20, targetList = DEFAULT_TARGET_LIST} = options;

  /** Which part a response is, where it may be stored. */
  function storableRange(request: Request, response: Response): ContentRange | undefined {
    const {headers, redirected} = response;
    const range = parseContentRange(headers.get('content-range'));
    const asWhole = {
      headers: targetedFields(headers, {targetList}),
      redirected,
      status: 200,
      requestTimeMs: 0,
      responseTimeMs: 0,
    };
    const mayKeep =
      range &&
      range.last - range.first < maxPartBytes &&
      // §3.4: "if they all share the same strong validator"
      headers.get('etag')?.startsWith('"') &&
      !headers.has('content-encoding') &&
      !redirected &&
      mayStore(request, asWhole) &&
      // What nobody could be told to select would never be found again.
      compareSelecting(request, headers, selectingValues(request, headers)) === 'same' &&
      // Parts of one URL are known to be of one representation, parts of several are not.
      !headers.has('no-vary-search');
    return mayKeep ? range : undefined;
  }

  /** Stores a part in the background. */
  function keep(
    event: ExtendableEvent,
    {headers}: Response,
    range: ContentRange,
    received: Promise<Blob>,
    {passage, requestTimeMs = 0}: State,
  ): void {
    if (!passage) return;
    const {request, store, url} = passage;
    const responseTimeMs = Date.now();
    const kept = received.then(async (body) => {
      // §3.3: what was cut short is less than it says.
      if (body.size !== range.last - range.first + 1) return;
      await store.put(url, {
        body,
        range,
        headers,
        reception: {request, requestTimeMs, responseTimeMs},
      });
    });
    // What cannot be stored is asked for again.
    event.waitUntil(kept.catch((error) => (isQuotaError(error) ? clearParts() : undefined)));
  }

  /** Learns from an answer to what was asked for, and hands it on. */
  function settle(event: ExtendableEvent, response: Response, own: State): Response {
    const {passage, isUnsure, requestTimeMs = 0} = own;
    const {status, headers} = response;
    const range =
      status === 206 && passage && !isUnsure && storableRange(passage.request, response);
    if (range) keep(event, response, range, response.clone().blob(), own);
    const {parts, store} = passage ?? {};
    if (status !== 304 || !parts || !store) return response;
    if (selectsStored(headers, {etag: parts.etag, lastModified: null})) {
      event.waitUntil(store.freshen(parts, {response, requestTimeMs, responseTimeMs: Date.now()}));
    }
    return response;
  }

  return {
    async handlerWillStart({request, state}) {
      (state as State).request = request;
    },

    async cachedResponseWillBeUsed({cacheName, request: {url}, cachedResponse, state}) {
      const {request} = state as State;
      if (cachedResponse || request?.method !== 'GET') return cachedResponse;
      const store = partStore(cacheName);
      // Broken storage holds no parts.
      const parts = await store.lookUp(url, request, Date.now()).catch(() => undefined);
      const wanted = parts && wantedOf(request, parts);
      const coverage = wanted && coverageOf(parts.ranges, wanted);
      (state as State).passage = {request, url, store, parts, wanted, coverage};
      if (!coverage || coverage.missing || isInvalid(parts)) return undefined;
      const body = await store.read(parts, coverage, new Blob()).catch(() => undefined);
      if (!body) return undefined;
      // Its own fields do not tell all that is known of its age, and for whom it is.
      const {stamp} = parts.copy;
      return Object.assign(combined(body, parts.fields, wanted), {stamp});
    },

    async requestWillFetch({request, state}) {
      const own = state as State;
      own.requestTimeMs = Date.now();
      const {passage} = own;
      if (!passage?.parts || own.isCompleting) return request;
      if (isInvalid(passage.parts)) {
        // §4.4: the browser's HTTP cache may not know, and where it must be asked is not believed.
        own.isUnsure = !isOpen(request);
        return own.isUnsure ? request : refetchRequest(request, {cache: 'no-cache'});
      }
      const gap = gapRequest(request, passage, maxPartBytes);
      own.isCompleting = gap !== undefined;
      return gap ?? request;
    },

    async fetchDidSucceed({event, request, response, state}) {
      const own = state as State;
      const {passage, isCompleting} = own;
      if (!passage) return response;
      const {status} = response;
      // An answer to the gap alone, or a whole for whoever asked for a part.
      const isForGap = status === 206 || status === 416 || passage.wanted?.isPart;
      if (!isCompleting || !isForGap || status >= 500) return settle(event, response, own);

      const received = status === 206 ? response.blob() : undefined;
      const range = storableRange(passage.request, response);
      if (received && range && passage.wanted?.isPart) keep(event, response, range, received, own);
      const missing = await received?.catch(() => undefined);
      const completed = missing && (await complete(response, missing, passage, targetList));
      if (completed) return completed;
      if (!received) void response.body?.cancel();
      return settle(event, await fetch(pageRequest(request, passage)), own);
    },

    async cacheDidUpdate({cacheName, request: {url}, state}) {
      const {request} = state as State;
      // The whole is stored, with all that its parts hold.
      const removed = request && partStore(cacheName).remove(url, request, Date.now());
      await removed?.catch(() => {});
    },
  };
}

/** §4.4: since it was invalidated, only the origin can tell. */
function isInvalid({copy: {requestTimeMs, invalidatedMs = 0}}: Parts): boolean {
  return requestTimeMs < invalidatedMs;
}
