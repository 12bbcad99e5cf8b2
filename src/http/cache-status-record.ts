import type {Because} from './decision.js';

/** How a cache handled a request, in the words of RFC 9211 §2. */
export interface CacheStatus {
  /** The response came from the cache, and the request was not forwarded (§2.1). */
  hit?: true;
  /** Why the request was forwarded (§2.2). */
  fwd?: ForwardReason;
  /** The status with which the origin answered the forwarded request (§2.3). */
  fwdStatus?: number;
  /** The response was handed over to be stored (§2.5). */
  stored?: true;
  /** The request shared one that was under way (§2.6). */
  collapsed?: true;
  /** How long the response remains fresh, below 0 for how long it has been stale (§2.4). Unit: seconds. */
  ttl?: number;
  /** The key of the stored response (§2.7). */
  key?: string;
  /** The reason, in one word of this package's (§2.8). */
  detail: Because;
}

export type ForwardReason =
  | 'bypass'
  | 'method'
  | 'uri-miss'
  | 'vary-miss'
  | 'request'
  | 'stale'
  | 'partial';

/** How one request was handled. */
export interface CacheStatusRecord extends CacheStatus {
  readonly method: string;
  readonly url: string;
}
