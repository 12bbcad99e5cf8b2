/**
 * When the stored copy may stand in for the origin's answer: on any failure (no network, no answer in
 * time, 5xx), only where the origin cannot be reached at all, or never.
 */
export type Fallback = 'any-failure' | 'unreachable' | 'never';

export type Decision<Stored> =
  | {
      readonly kind: 'serve';
      readonly because: 'fresh' | 'immutable' | 'force-cache' | 'only-if-cached' | 'max-stale';
      readonly stored: Stored;
    }
  | {
      readonly kind: 'serve-and-revalidate';
      readonly because: 'stale-while-revalidate';
      readonly stored: Stored;
    }
  | {
      readonly kind: 'revalidate';
      readonly because:
        | 'stale'
        | 'must-revalidate'
        | 'no-cache'
        | 'invalidated'
        | 'request'
        | 'redirected'
        | 'vary-unknown';
      readonly stored: Stored;
      readonly fallback: Fallback;
    }
  | {
      readonly kind: 'fetch';
      readonly because: 'not-stored' | 'vary' | 'reload' | 'no-store';
    }
  | {readonly kind: 'refuse'; readonly because: 'only-if-cached'};

/** Why a request is handled as it is. */
export type Because = Decision<unknown>['because'] | 'bypass' | 'method' | 'partial';
