import type {WorkboxPlugin} from 'workbox-core/types.js';
import {
  type ContentRange,
  type Coverage,
  coverageOf,
  formatContentRange,
  parseContentRange,
} from './http/parts.js';
import {type ByteRange, rangeOf} from './http/ranges.js';
import {mayStore} from './http/storability.js';
import {targetedFields} from './http/targeted-fields.js';
import {selectsStored} from './http/validation.js';
import {compareSelecting, selectingValues} from './http/vary.js';
import {refetchRequest} from './network/revalidation-request.js';
import {DEFAULT_TARGET_LIST, type PartialResponsesOptions} from './options.js';
import {type PartStore, type Parts, partStore} from './storage/part-store.js';
import {isQuotaError} from './storage/plugged-store.js';

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
 * @throws {RangeError} for an option that cannot be right.
 */
export function partialResponses({
  maxPartBytes = 2 ** 20,
  targetList = DEFAULT_TARGET_LIST,
}: PartialResponsesOptions = {}): WorkboxPlugin {
  if (!(maxPartBytes >= 0)) {
    throw new RangeError(`maxPartBytes is ${maxPartBytes}; expected: a number from 0`);
  }

  const isShort = ({first, last}: ByteRange) => last - first < maxPartBytes;

  /** Which part a response is, where it may be stored. */
  function storableRange(request: Request, response: Response): ContentRange | undefined {
    const {headers, redirected} = response;
    const range = parseContentRange(headers.get('content-range'));
    const asWhole = {
      headers: targetedFields(headers, targetList),
      redirected,
      status: 200,
      requestTimeMs: 0,
      responseTimeMs: 0,
    };
    const mayKeep =
      range &&
      isShort(range) &&
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
      const reception = {request, requestTimeMs, responseTimeMs};
      await store.put(url, {body, range, headers, reception});
    });
    // What cannot be stored is asked for again; of what the network has, parts are the first to go.
    event.waitUntil(kept.catch((error) => (isQuotaError(error) ? store.clear() : undefined)));
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
      event.waitUntil(store.freshen(parts, headers, requestTimeMs, Date.now()));
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
      const {sidecar} = parts.copy;
      return Object.assign(combined(body, parts.fields, wanted), {sidecar});
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
      const {parts, coverage} = passage;
      const missing = coverage?.missing;
      const isAny = coverage && coverage.before.length + coverage.behind.length > 0;
      if (!missing || !isAny || !isShort(missing) || !mayComplete(request, passage)) return request;
      own.isCompleting = true;
      const headers = new Headers(request.headers);
      headers.set('Range', `bytes=${missing.first}-${missing.last}`);
      headers.set('If-Range', parts.etag);
      return refetchRequest(request, {headers});
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
      const headers = pageHeaders(request, passage);
      // Of the browser's HTTP cache, nothing that may be of another time.
      const again = await fetch(refetchRequest(request, {headers, cache: 'reload'}));
      return settle(event, again, own);
    },

    async cacheDidUpdate({cacheName, request: {url}, state}) {
      const {request} = state as State;
      // The whole is stored, with all that its parts hold.
      if (request) await partStore(cacheName).remove(url, request, Date.now());
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

/** Whether a request can be sent in another way: in mode `no-cors` its Range would be dropped. */
function isOpen({mode, cache}: Request): boolean {
  return (mode === 'cors' || mode === 'same-origin') && /^(?:default|force-cache)$/.test(cache);
}

/** Whether a request can be sent for a part of what it asks for, and its answer be completed. */
function mayComplete(request: Request, {wanted}: Passage): boolean {
  const {url, integrity, headers} = request;
  return (
    isOpen(request) &&
    // Of another origin, If-Range would cost a preflight.
    new URL(url).origin === self.location.origin &&
    // A digest is of the whole.
    !integrity &&
    ![...headers.keys()].some((name) => name.startsWith('if-')) &&
    // A Range of several parts, or of another unit, is the origin's to answer.
    (wanted?.isPart || !headers.has('range'))
  );
}

/** The fields of a request whose Range is ours, as the page has set them. */
function pageHeaders({headers}: Request, {request}: Passage): Headers {
  const fields = new Headers(headers);
  const range = request.headers.get('range');
  if (range) fields.set('Range', range);
  else fields.delete('Range');
  fields.delete('If-Range');
  return fields;
}

/** What was asked for, from what is stored and what was missing; `undefined` where that does not fit. */
async function complete(
  {headers, redirected}: Response,
  missing: Blob,
  {store, parts, wanted, coverage}: Passage,
  targetList: readonly string[],
): Promise<Response | undefined> {
  const gap = coverage?.missing;
  if (!parts || !wanted || !gap) return undefined;
  const range = parseContentRange(headers.get('content-range'));
  const fits =
    range?.first === gap.first &&
    range.last === gap.last &&
    range.bytes === parts.bytes &&
    missing.size === gap.last - gap.first + 1 &&
    headers.get('etag') === parts.etag &&
    !redirected;
  const body = fits && (await store.read(parts, coverage, missing).catch(() => undefined));
  if (!body) return undefined;
  // §3.4: the fields of the newest replace those of the stored ones; some count only with it.
  const fields = new Headers(parts.fields);
  for (const name of ['age', ...targetList]) fields.delete(name);
  for (const [name, value] of headers) fields.set(name, value);
  return combined(body, fields, wanted);
}

function combined(body: Blob, fields: Headers, wanted: Wanted): Response {
  const headers = new Headers(fields);
  headers.set('Content-Length', `${body.size}`);
  headers.delete('Content-Range');
  if (!wanted.isPart) return new Response(body, {headers});
  headers.set('Content-Range', formatContentRange(wanted));
  return new Response(body, {status: 206, headers});
}
