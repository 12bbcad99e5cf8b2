import {fieldsOf, freshen} from '../http/freshening.js';
import {parseHttpDate} from '../http/http-date.js';
import type {Fields, StoredResponse} from '../http/stored-response.js';
import {fingerprintOf, type Stamp} from './stamp.js';

/** A stored response, and what is known of it beside its own fields. */
export interface StoredCopy extends StoredResponse, Stamp {
  /** Under which key it is stored. */
  readonly key: string;
  /** As the network gave it. */
  readonly response: Response;
  /** Its fields as they are served; `headers` are those by which it is judged. */
  readonly fields: Fields;
  readonly stamp: Stamp;
}

/** A response from the network, and when it was asked for and received. */
export interface Received {
  readonly response: Response;
  readonly requestTimeMs: number;
  readonly responseTimeMs: number;
}

/** A stored response as the rules see it. */
export function copyOf(
  response: Response,
  stamp: Stamp,
  {key, invalidatedMs}: Pick<StoredCopy, 'key' | 'invalidatedMs'>,
): StoredCopy {
  const fields = fieldsOf(response.headers, stamp.updates);
  return {
    ...stamp,
    key,
    invalidatedMs,
    response,
    stamp,
    status: response.status,
    url: response.url,
    redirected: response.redirected,
    fields,
    headers: fields,
  };
}

/** What a response's own fields tell: as old as its Date says, and without one too old to know. */
export function datedStamp(response: Response, nowMs: number): Stamp {
  const timeMs = Math.min(parseHttpDate(response.headers.get('date'), nowMs) ?? 0, nowMs);
  return {fingerprint: fingerprintOf(response), requestTimeMs: timeMs, responseTimeMs: timeMs};
}

/** A stored response once a 304 for it has come. */
export function freshened(
  copy: StoredCopy,
  {response: {headers}, requestTimeMs, responseTimeMs}: Received,
): StoredCopy {
  const {response, stamp} = copy;
  const updates = freshen(response.headers, stamp.updates, headers, responseTimeMs);
  return copyOf(response, {...stamp, requestTimeMs, responseTimeMs, updates}, copy);
}
