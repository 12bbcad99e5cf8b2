import type {WorkboxPlugin} from 'workbox-core/types.js';
import type {Handling} from './http/cache-status.js';
import type {FreshnessPolicy} from './options.js';

/** A Workbox plugin that the strategy tells how it handled each request. */
export interface HandlingPlugin extends WorkboxPlugin {
  requestWasHandled?(
    request: Request,
    handling: Handling,
    policy: FreshnessPolicy,
    nowMs: number,
  ): void;
}
