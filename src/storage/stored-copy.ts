import {mergeFields} from '../http/freshening.js';
import {parseHttpDate} from '../http/http-date.js';
import type {StoredResponse} from '../http/stored-response.js';
import type {Sidecar} from './sidecar.js';
import {fingerprintOf, type Stamp} from './stamp.js';

/** A stored response, and what is known of it beside its own fields. */
export interface StoredCopy extends StoredResponse, Stamp {
  /** As the network gave it. */
  readonly response: Response;
  readonly sidecar: Sidecar;
}

/** A stored response as the rules see it. */
export function copyOf(response: Response, sidecar: Sidecar): StoredCopy {
  return {
    ...sidecar.stamp,
    response,
    sidecar,
    status: response.status,
    url: response.url,
    redirected: response.redirected,
    headers: mergeFields(response.headers, sidecar.updates),
  };
}

/** What a response's own fields tell: as old as its Date says, and without one too old to know. */
export function datedSidecar(response: Response, nowMs: number): Sidecar {
  const timeMs = Math.min(parseHttpDate(response.headers.get('date'), nowMs) ?? 0, nowMs);
  return {
    stamp: {fingerprint: fingerprintOf(response), requestTimeMs: timeMs, responseTimeMs: timeMs},
  };
}
