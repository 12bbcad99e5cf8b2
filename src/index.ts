export type {
  CrossOrigin,
  FreshnessDefaults,
  FreshnessOverride,
  RevalidateWhenStaleOptions,
} from './options.js';
export {RevalidateWhenStale} from './revalidate-when-stale.js';
