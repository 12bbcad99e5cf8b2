import type {Decision} from './reuse.js';

/** Why a request was forwarded (RFC 9211 §2.2). */
export type ForwardReason =
  | 'bypass'
  | 'method'
  | 'uri-miss'
  | 'vary-miss'
  | 'request'
  | 'stale'
  | 'partial';

/** How a cache handled a request, in the words of RFC 9211 §2. */
export interface CacheStatus {
  /** The response came from the cache, and the request was not forwarded (§2.1). */
  hit?: boolean;
  /** Why the request was forwarded (§2.2). */
  fwd?: ForwardReason;
  /** The status with which the origin answered the forwarded request (§2.3). */
  fwdStatus?: number;
  /** Whether the response was handed over to be stored (§2.5). */
  stored?: boolean;
  /** Whether the request shared one that was under way (§2.6). */
  collapsed?: boolean;
  /** How long the response remains fresh, below 0 for how long it has been stale (§2.4). Unit: seconds. */
  ttl?: number;
  /** The key of the stored response (§2.7). */
  key?: string;
  /** The reason, in one word of this package's (§2.8). */
  detail?: string;
}

/** Why a decision forwards a request. */
export function forwardReason({because}: Pick<Decision<unknown>, 'because'>): ForwardReason {
  switch (because) {
    case 'not-stored':
      return 'uri-miss';
    case 'vary':
      return 'vary-miss';
    case 'request':
    case 'no-store':
    case 'reload':
      return 'request';
    default:
      return 'stale';
  }
}

/** A Cache-Status member (RFC 9211 §2). */
export function formatCacheStatus(status: CacheStatus): string {
  const parameters = Object.entries(status).map(([name, value]) => {
    const key = name.replace('S', '-s');
    if (value === true) return key;
    if (name !== 'key') return value === false ? '' : `${key}=${value}`;
    // A URL holds no quote and nothing that a String could not.
    return `key="${value}"`;
  });
  return ['workbox-revalidate', ...parameters.filter(Boolean)].join('; ');
}
