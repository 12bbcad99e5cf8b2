export {
  broadcastCacheStatus,
  type CacheStatusRecord,
  cacheStatusField,
  onCacheStatus,
} from './cache-status-plugins.js';
export type {CacheStatus, ForwardReason} from './http/cache-status.js';
export type {
  CrossOrigin,
  FreshnessDefaults,
  FreshnessOverride,
  RevalidateWhenStaleOptions,
} from './options.js';
export {type PartialResponsesOptions, partialResponses} from './partial-responses.js';
export {RevalidateWhenStale} from './revalidate-when-stale.js';
