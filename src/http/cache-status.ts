import type {FreshnessPolicy} from '../options.js';
import type {CacheStatus, CacheStatusRecord, ForwardReason} from './cache-status-record.js';
import type {Because} from './decision.js';
import {ttlSeconds} from './reuse.js';
import type {StoredResponse} from './stored-response.js';

/** What was done for a request. */
export interface Handling {
  because: Because;
  /** The stored response that was served. */
  served?: StoredResponse & {readonly key: string};
  /** The status with which the origin answered. */
  status?: number;
  isStored?: boolean;
  isCollapsed?: boolean;
}

const FORWARD_REASONS: Partial<Record<Because, ForwardReason>> = {
  bypass: 'bypass',
  method: 'method',
  partial: 'partial',
  'not-stored': 'uri-miss',
  vary: 'vary-miss',
  request: 'request',
  'no-store': 'request',
  reload: 'request',
  stale: 'stale',
  'must-revalidate': 'stale',
  'no-cache': 'stale',
  invalidated: 'stale',
  redirected: 'stale',
  'vary-unknown': 'vary-miss',
};

/** Tells what was done as RFC 9211 does. */
export function cacheStatusOf(
  {because, served, status: forwardStatus, isStored, isCollapsed}: Handling,
  policy: FreshnessPolicy,
  nowMs: number,
): CacheStatus {
  const status: CacheStatus = {detail: because};
  const fwd = FORWARD_REASONS[because];
  if (fwd) status.fwd = fwd;
  else if (served) status.hit = true;
  if (fwd && forwardStatus) status.fwdStatus = forwardStatus;
  if (isStored) status.stored = true;
  if (isCollapsed) status.collapsed = true;
  if (served) {
    status.key = served.key;
    status.ttl = ttlSeconds(served, policy, nowMs);
  }
  return status;
}

/** The same, with the request that was handled. */
export function cacheStatusRecordOf(
  {method, url}: Pick<Request, 'method' | 'url'>,
  ...handled: Parameters<typeof cacheStatusOf>
): CacheStatusRecord {
  return {method, url, ...cacheStatusOf(...handled)};
}

/** A Cache-Status member (RFC 9211 §2). */
export function formatCacheStatus(status: CacheStatus): string {
  const {detail, fwdStatus, key, ...others} = status;
  const parameters = {
    ...others,
    ...(fwdStatus && {'fwd-status': fwdStatus}),
    // Of what a String must escape, a URL holds no quote.
    ...(key && {key: `"${key.replace(/\\/g, '\\\\')}"`}),
    detail,
  };
  return Object.entries(parameters).reduce(
    (member, [name, value]) => `${member}; ${value === true ? name : `${name}=${value}`}`,
    'workbox-revalidate',
  );
}
