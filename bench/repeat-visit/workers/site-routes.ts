import {clientsClaim} from 'workbox-core/clientsClaim.js';
import {registerRoute} from 'workbox-routing/registerRoute.js';
import type {Strategy} from 'workbox-strategies/Strategy.js';
import {routes} from '../../../example-site/routes.js';

declare const self: ServiceWorkerGlobalScope;

/** Has a strategy of Workbox's answer what the site's own worker answers. */
export function answerSite(strategyFor: (cacheName: string) => Strategy): void {
  for (const {match, cacheName = 'others'} of routes) {
    const pattern = new URLPattern(match as string, self.location.origin);
    registerRoute(({url}) => pattern.test(url), strategyFor(cacheName));
  }
  // As the site's own: its first page asks once more, so that one visit is enough.
  clientsClaim();
}
