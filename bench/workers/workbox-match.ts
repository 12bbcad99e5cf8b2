import {registerRoute} from 'workbox-routing/registerRoute.js';
import {Strategy} from 'workbox-strategies/Strategy.js';
import type {StrategyHandler} from 'workbox-strategies/StrategyHandler.js';

/** The least that a strategy of Workbox can do to answer by URL from its own cache. */
class Match extends Strategy {
  protected override async _handle(request: Request, handler: StrategyHandler): Promise<Response> {
    const {cacheName} = this;
    const stored = await caches.match(request.url, {cacheName, ignoreVary: true});
    return stored ?? handler.fetchAndCachePut(request);
  }
}

registerRoute(({url}) => url.pathname !== '/', new Match());
