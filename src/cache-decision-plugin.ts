import type {WorkboxPlugin} from 'workbox-core/types.js';
import type {CacheStatus} from './http/cache-status.js';

/** A Workbox plugin that is told how each request was handled. */
export interface CacheDecisionPlugin extends WorkboxPlugin {
  cacheDidDecide?(decided: CacheDecision): void;
}

export interface CacheDecision {
  readonly request: Request;
  readonly event: ExtendableEvent;
  readonly cacheStatus: Readonly<CacheStatus>;
}

/** What a page reads from the channel. */
export interface CacheDecisionMessage extends CacheStatus {
  readonly method: string;
  readonly url: string;
}

/**
 * A plugin that lets pages read how each request was handled, from a BroadcastChannel of this name.
 * @param name as in `new BroadcastChannel(name)`.
 */
export function broadcastCacheDecisions(name = 'workbox-revalidate'): CacheDecisionPlugin {
  const channel = new BroadcastChannel(name);
  return {
    cacheDidDecide({request: {method, url}, cacheStatus}) {
      const message: CacheDecisionMessage = {method, url, ...cacheStatus};
      channel.postMessage(message);
    },
  };
}
