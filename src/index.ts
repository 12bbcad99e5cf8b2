export {
  broadcastCacheDecisions,
  type CacheDecision,
  type CacheDecisionMessage,
  type CacheDecisionPlugin,
} from './cache-decision-plugin.js';
export type {CacheStatus, ForwardReason} from './http/cache-status.js';
export type {
  CrossOrigin,
  FreshnessDefaults,
  FreshnessOverride,
  RevalidateWhenStaleOptions,
} from './options.js';
export {RevalidateWhenStale} from './revalidate-when-stale.js';
