export {
  broadcastCacheStatus,
  cacheStatusField,
  onCacheStatus,
} from './cache-status-plugins.js';
export type {CacheStatus, CacheStatusRecord, ForwardReason} from './http/cache-status-record.js';
export type {Entry, Refreshed, Selection} from './messages.js';
export type {
  CrossOrigin,
  FreshnessDefaults,
  FreshnessOverride,
  PartialResponsesOptions,
  RevalidateWhenStaleOptions,
  StorageLimits,
  WarmOptions,
} from './options.js';
export {partialResponses} from './partial-responses.js';
export {RevalidateWhenStale} from './revalidate-when-stale.js';
export type {Match, RequestCondition} from './route-match.js';
export {
  type RegisteredRoute,
  type RouteOptions,
  registerRoutes,
} from './routes.js';
export {askForPagesOnce, routeStatically} from './static-routing.js';
export {storageLimits} from './storage-limits.js';
export {type RefreshOptions, refresh} from './upkeep/refresh.js';
export {answerPages} from './worker-messages.js';
