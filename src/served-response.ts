import {currentAgeSeconds} from './http/freshness.js';
import type {StoredCopy} from './storage/stored-copy.js';

/** From this size on, rebuilding a response to change its fields costs more than the fields are worth. */
const LARGE_BODY_BYTES = 256 * 1024;

/** How the names of fields begin on which the platform acts, whoever asked for the response. */
const PLATFORM_FIELDS =
  /^(?:access|content|cross|document|link|origin|permissions|refer|refresh|report|sourcemap|timing|x-content|x-frame)/;

/**
 * The Response that answers the page: the stored object itself wherever nobody can tell the
 * difference, since only that runs scripts from the engine's code cache and streams without a copy;
 * else one with the fields of §3.2 and Age (§5.1).
 */
export function servedResponse(request: Request, copy: StoredCopy, nowMs: number): Response {
  const {response, headers} = copy;
  if (response.type.startsWith('opaque') || !needsRebuilding(request, copy)) return response;

  const fields = new Headers(headers);
  if (request.destination === '') {
    fields.set('Age', `${Math.floor(currentAgeSeconds(copy, nowMs))}`);
  }
  const {body, status, statusText} = response;
  return new Response(body, {status, statusText, headers: fields});
}

function needsRebuilding({destination, mode}: Request, {response, sidecar}: StoredCopy): boolean {
  // A navigation must not be answered with a response that followed a redirect (Fetch, "HTTP fetch");
  // script would lose its URL.
  if (response.redirected) return mode === 'navigate';
  const changed = [...(sidecar.updates?.keys() ?? [])];
  if (destination !== '') return changed.some((name) => PLATFORM_FIELDS.test(name));
  return changed.length > 0 || Number(response.headers.get('content-length')) < LARGE_BODY_BYTES;
}
