/**
 * When the stored copy may stand in for the origin's answer: on any failure (no network, no answer in
 * time, 5xx), only where the origin cannot be reached at all, or never.
 */
export type Fallback = 'any-failure' | 'unreachable' | 'never';

/** What to do for a request: all kinds but `fetch` and `refuse` are about what is stored. */
export type Decision =
  | {
      readonly kind: 'serve';
      readonly because: 'fresh' | 'immutable' | 'force-cache' | 'only-if-cached' | 'max-stale';
    }
  | {
      readonly kind: 'serve-and-revalidate';
      readonly because: 'stale-while-revalidate';
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
      readonly fallback: Fallback;
    }
  | {
      readonly kind: 'fetch';
      readonly because: 'not-stored' | 'vary' | 'reload' | 'no-store';
    }
  | {readonly kind: 'refuse'; readonly because: 'only-if-cached'};

/** Why a request is handled as it is. */
export type Because = Decision['because'] | 'bypass' | 'method' | 'partial';
