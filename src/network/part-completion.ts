import {
  type ContentRange,
  type Coverage,
  formatContentRange,
  parseContentRange,
} from '../http/parts.js';
import {rangeOf} from '../http/ranges.js';
import type {PartStore, Parts} from '../storage/part-store.js';
import {refetchRequest} from './revalidation-request.js';

/** What is known of a request for which parts may be stored. */
export interface Passage {
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

/** The bytes that answer a request, or `undefined` where there are none. */
export function wantedOf(request: Request, {fields, bytes}: Parts): Wanted | undefined {
  const range = rangeOf(request.headers, fields, bytes);
  if (range === 'unsatisfiable') return undefined;
  if (range === 'whole') return {first: 0, last: bytes - 1, bytes, isPart: false};
  return {...range, bytes, isPart: true};
}

/** Whether a request can be sent in another way: in mode `no-cors` its Range would be dropped. */
export function isOpen({mode, cache}: Request): boolean {
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

/** The request for what is missing alone; `undefined` where it is of no use. */
export function gapRequest(
  request: Request,
  passage: Passage,
  maxPartBytes: number,
): Request | undefined {
  const {parts, coverage} = passage;
  const missing = coverage?.missing;
  const isAny = coverage && coverage.before.length + coverage.behind.length > 0;
  const isUseful = missing && isAny && missing.last - missing.first < maxPartBytes;
  if (!parts || !isUseful || !mayComplete(request, passage)) return undefined;
  const headers = new Headers(request.headers);
  headers.set('Range', `bytes=${missing.first}-${missing.last}`);
  headers.set('If-Range', parts.etag);
  return refetchRequest(request, {headers});
}

/** The request for a gap as the page has made it, and past what the browser's HTTP cache has of another time. */
export function pageRequest(gap: Request, {request}: Passage): Request {
  const headers = new Headers(gap.headers);
  const range = request.headers.get('range');
  if (range) headers.set('Range', range);
  else headers.delete('Range');
  headers.delete('If-Range');
  return refetchRequest(gap, {headers, cache: 'reload'});
}

/** What was asked for, from what is stored and what was missing; `undefined` where that does not fit. */
export async function complete(
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

export function combined(body: Blob, fields: Headers, wanted: Wanted): Response {
  const headers = new Headers(fields);
  headers.set('Content-Length', `${body.size}`);
  headers.delete('Content-Range');
  if (!wanted.isPart) return new Response(body, {headers});
  headers.set('Content-Range', formatContentRange(wanted));
  return new Response(body, {status: 206, headers});
}
