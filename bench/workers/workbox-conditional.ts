import {registerRoute} from 'workbox-routing/registerRoute.js';
import {Strategy} from 'workbox-strategies/Strategy.js';
import type {StrategyHandler} from 'workbox-strategies/StrategyHandler.js';

/** The bare conditional fetch as a strategy of Workbox's, with Age for script, and nothing recorded. */
class Conditional extends Strategy {
  protected override async _handle(request: Request, handler: StrategyHandler): Promise<Response> {
    const stored = await handler.cacheMatch(request);
    const etag = stored?.headers.get('etag');
    if (!stored || !etag) return handler.fetchAndCachePut(request);
    const conditional = new Request(request.url, {
      headers: {'If-None-Match': etag},
      cache: 'no-cache',
    });
    const response = await handler.fetch(conditional);
    if (response.status !== 304) return response;
    if (request.destination !== '') return stored;
    const headers = new Headers(stored.headers);
    headers.set('Age', '0');
    return new Response(stored.body, {headers});
  }
}

registerRoute(({url}) => url.pathname !== '/', new Conditional());
