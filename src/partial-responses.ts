import type {WorkboxPlugin} from 'workbox-core/types.js';
import {
  type ContentRange,
  type Coverage,
  coverageOf,
  formatContentRange,
  parseContentRange,
} from './http/parts.js';
import {rangeOf} from './http/ranges.js';
import {mayStore} from './http/storability.js';
import {targetedFields} from './http/targeted-fields.js';
import {selectsStored} from './http/validation.js';
import {refetchRequest} from './network/revalidation-request.js';
import {DEFAULT_TARGET_LIST} from './options.js';
import {type PartStore, type Parts, partStore} from './storage/part-store.js';

export interface PartialResponsesOptions {
  /**
   * The longest part that is stored. A part is read to its end even where the page stops reading, as
   * media elements do, which ask for all of a file to learn how long it is.
   * Unit: bytes.
   * @default 1,048,576
   * @throws {RangeError} below 0.
   */
  readonly maxPartBytes?: number;
  /**
   * As the option of the strategy.
   * @default ['Service-Worker-Cache-Control']
   */
  readonly targetList?: readonly string[];
}

/** What is known of a request on its way, from one callback to the next. */
interface Passage {
  /** The page's. */
  readonly request: Request;
  readonly url: string;
  readonly store: PartStore;
  readonly parts: Parts | undefined;
  /** What it wants of those parts, and what they hold of it. */
  readonly wanted?: Wanted | undefined;
  readonly coverage?: Coverage | undefined;
}

interface Wanted extends ContentRange {
  /** Whether a 206 answers the request, or the whole. */
  readonly isPart: boolean;
}

/** What a callback of Workbox is told by those before it. */
interface State {
  request?: Request;
  requestTimeMs?: number;
  passage?: Passage;
  /** What was to be sent before only what is missing was asked for. */
  uncompleted?: Request | undefined;
}

/**
 * A plugin that stores partial responses (206) apart from whole ones, and combines them (RFC 9111
 * §3.3, §3.4): a range that stored parts hold is served from them, of another one only what is missing
 * is asked for, and so is the rest of a whole. Only parts that share a strong entity tag belong
 * together.
 *
 * @throws {RangeError} for an option that cannot be right.
 */
export function partialResponses({
  maxPartBytes = 2 ** 20,
  targetList = DEFAULT_TARGET_LIST,
}: PartialResponsesOptions = {}): WorkboxPlugin {
  if (!(maxPartBytes >= 0)) {
    throw new RangeError(`maxPartBytes is ${maxPartBytes}; expected: a number from 0`);
  }

  /** Which part a response is, where it may be stored. */
  function storableRange(request: Request, response: Response): ContentRange | undefined {
    const {headers, redirected} = response;
    const range = parseContentRange(headers.get('content-range'));
    const mayKeep =
      range &&
      range.last - range.first < maxPartBytes &&
      // §3.4: "if they all share the same strong validator"
      headers.get('etag')?.startsWith('"') &&
      !headers.has('content-encoding') &&
      !redirected &&
      mayStore(request, {
        headers: targetedFields(headers, targetList),
        redirected,
        // As what it is a part of.
        status: 200,
        requestTimeMs: 0,
        responseTimeMs: 0,
      });
    return mayKeep ? range : undefined;
  }

  /** Stores a part in the background, and leaves its body to the page. */
  function keep(event: ExtendableEvent, response: Response, {passage, requestTimeMs = 0}: State) {
    const range = passage && storableRange(passage.request, response);
    if (!range) return;
    const {request, store, url} = passage;
    const reception = {request, requestTimeMs, responseTimeMs: Date.now()};
    // What cannot be stored is asked for again.
    event.waitUntil(store.put(url, response.clone(), range, reception).catch(() => {}));
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
      return body && combined(body, parts.fields, wanted);
    },

    async requestWillFetch({request, state}) {
      const own = state as State;
      own.requestTimeMs = Date.now();
      const {parts, wanted, coverage} = own.passage ?? {};
      const missing = coverage?.missing;
      const isAny = missing && (missing.first !== wanted?.first || missing.last !== wanted.last);
      // A second request is sent because the first one did not help.
      if (!parts || !isAny || own.uncompleted || !mayComplete(request)) return request;
      own.uncompleted = request;
      const headers = new Headers(request.headers);
      headers.set('Range', `bytes=${missing.first}-${missing.last}`);
      headers.set('If-Range', parts.etag);
      return refetchRequest(request, {headers});
    },

    async fetchDidSucceed({event, response, state}) {
      const own = state as State;
      const {passage, uncompleted, requestTimeMs = 0} = own;
      if (!passage) return response;
      const {parts, store} = passage;
      const {status, headers} = response;

      if (uncompleted && (status === 206 || status === 416)) {
        if (passage.wanted?.isPart) keep(event, response, own);
        const completed = await complete(response, passage).catch(() => undefined);
        if (!completed) {
          // The browser's HTTP cache may have other parts.
          const again = await fetch(refetchRequest(uncompleted, {cache: 'reload'}));
          keep(event, again, own);
          return again;
        }
        // A whole is stored as one, with all that it is made of.
        if (!passage.wanted?.isPart && parts) event.waitUntil(store.remove(parts).catch(() => {}));
        return completed;
      }
      if (status === 206) keep(event, response, own);
      if (!parts) return response;
      if (status === 200) event.waitUntil(store.remove(parts).catch(() => {}));
      if (status === 304 && selectsStored(headers, {etag: parts.etag, lastModified: null})) {
        event.waitUntil(store.freshen(parts, headers, requestTimeMs, Date.now()));
      }
      return response;
    },
  };
}

/** The bytes that answer a request, or `undefined` where there are none. */
function wantedOf(request: Request, {fields, bytes}: Parts): Wanted | undefined {
  const range = rangeOf(request.headers, fields, bytes);
  if (range === 'unsatisfiable') return undefined;
  if (range === 'whole') return {first: 0, last: bytes - 1, bytes, isPart: false};
  return {...range, bytes, isPart: true};
}

/** §4.4: since it was invalidated, only the origin can tell. */
function isInvalid({copy: {requestTimeMs, invalidatedMs = 0}}: Parts): boolean {
  return requestTimeMs < invalidatedMs;
}

/**
 * Whether a request may be sent with a Range of ours. In mode `no-cors` the field would be dropped; of
 * another origin, If-Range would cost a preflight; other cache modes ask for all of it anew.
 */
function mayComplete({url, mode, cache, headers}: Request): boolean {
  return (
    new URL(url).origin === self.location.origin &&
    (mode === 'cors' || mode === 'same-origin') &&
    (cache === 'default' || cache === 'force-cache') &&
    ![...headers.keys()].some((name) => name.startsWith('if-'))
  );
}

/** What was asked for, from what is stored and what was missing; `undefined` where that does not fit. */
async function complete(
  response: Response,
  {store, parts, wanted, coverage}: Passage,
): Promise<Response | undefined> {
  const range = parseContentRange(response.headers.get('content-range'));
  const fits =
    range &&
    range.first === coverage?.missing?.first &&
    range.last === coverage.missing.last &&
    range.bytes === parts?.bytes &&
    response.headers.get('etag') === parts.etag &&
    !response.redirected;
  if (!fits || !wanted) return undefined;
  const missing = await response.clone().blob();
  const isComplete = missing.size === range.last - range.first + 1;
  const body = isComplete && (await store.read(parts, coverage, missing));
  // §3.4: the fields of the newest replace those of the stored ones; an Age is its own.
  const fields = new Headers(parts.fields);
  fields.delete('age');
  for (const [name, value] of response.headers) fields.set(name, value);
  return body ? combined(body, fields, wanted) : undefined;
}

function combined(body: Blob, fields: Headers, wanted: Wanted): Response {
  const headers = new Headers(fields);
  headers.set('Content-Length', `${body.size}`);
  headers.delete('Content-Range');
  if (!wanted.isPart) return new Response(body, {headers});
  headers.set('Content-Range', formatContentRange(wanted));
  return new Response(body, {status: 206, headers});
}
