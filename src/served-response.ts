import {hopByHop, update} from './http/freshening.js';
import {currentAgeSeconds} from './http/freshness.js';
import {isSliceable, rangeOf} from './http/ranges.js';
import {fieldsBarredUnvalidated} from './http/reuse.js';
import type {StoredCopy} from './storage/stored-copy.js';

/** From this size on, rebuilding a response to change its fields costs more than the fields are worth. */
const LARGE_BODY_BYTES = 50 * 1024;

/**
 * How the names of fields begin on which the platform acts, whoever asked for the response: Access-Control,
 * Accept-CH, Content, Cross-Origin, Document, Integrity, Link, Origin, Permissions, Referrer, Refresh, Reporting,
 * SourceMap, Timing, X-Content, X-Frame.
 */
const PLATFORM_FIELDS = /^(acc|con|cro|doc|int|lin|ori|per|re[fp]|sou|tim|x-[cf][or])/;

/**
 * The Response that answers the page: the stored object itself wherever nobody can tell the
 * difference, since only that runs scripts from the engine's code cache and streams without a copy;
 * else one with the fields of §3.2 and Age (§5.1), or a part of it.
 *
 * @param isValidated whether the origin has just said that the copy holds.
 */
export function servedResponse(
  request: Request,
  copy: StoredCopy,
  nowMs: number,
  isValidated = false,
): Response | Promise<Response> {
  const {response} = copy;
  if (response.type.startsWith('opaque')) return response;

  const barred = isValidated ? [] : fieldsBarredUnvalidated(copy.headers);
  const isHead = request.method === 'HEAD';
  const isPart = !isHead && request.headers.has('range') && isSliceable(copy);
  if (!isHead && !isPart && !needsRebuilding(request, copy, barred)) return response;

  const served = new Response(isHead || isPart ? null : response.body, response);
  const {headers} = served;
  update(headers, copy.updates);
  const isHopByHop = hopByHop(headers);
  for (const name of [...headers.keys()]) {
    if (isHopByHop(name) || barred.includes(name)) headers.delete(name);
  }
  if (!request.destination) {
    headers.set('Age', `${Math.floor(currentAgeSeconds(copy, nowMs))}`);
  }
  return isPart ? partOf(request, copy, headers) : served;
}

/** A slice of a complete response (RFC 9110 §14, §15.3.7), or why there is none (§15.5.17). */
async function partOf(request: Request, copy: StoredCopy, headers: Headers): Promise<Response> {
  const body = await copy.response.blob();
  const range = rangeOf(request.headers, copy.fields, body.size);
  if (range === 'whole') return new Response(body, {headers});
  if (range === 'unsatisfiable') {
    return new Response(null, {status: 416, headers: {'Content-Range': `bytes */${body.size}`}});
  }
  const {first, last} = range;
  headers.set('Content-Range', `bytes ${first}-${last}/${body.size}`);
  headers.set('Content-Length', `${last - first + 1}`);
  return new Response(body.slice(first, last + 1), {status: 206, headers});
}

function needsRebuilding(
  {destination, mode}: Request,
  {fields, response, updates}: StoredCopy,
  barred: readonly string[],
): boolean {
  // A navigation must not be answered with a response that followed a redirect (Fetch, "HTTP fetch");
  // script would lose its URL.
  if (response.redirected) return mode === 'navigate';
  if (!destination && Number(fields.get('content-length')) < LARGE_BODY_BYTES) return true;
  const changed = [
    ...Object.keys(updates ?? {}),
    ...barred.filter((name) => fields.get(name) !== null),
  ];
  return changed.some((name) =>
    destination
      ? PLATFORM_FIELDS.test(name)
      : // What tells of the answer and not of the body is not worth a large body's way past the worker.
        name !== 'age' && name !== 'date',
  );
}
