import {clientsClaim} from 'workbox-core';
import {cleanupOutdatedCaches, precacheAndRoute} from 'workbox-precaching';
import {answerPages, registerRoutes} from 'workbox-revalidate';

declare const self: ServiceWorkerGlobalScope;

// The shell, new with each build.
cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);

// The rest, for as long as its origin says.
answerPages(
  registerRoutes([
    {match: '/api/*', cacheName: 'api', warm: ['/api/wind.json']},
    {match: {destination: 'image'}, cacheName: 'images', warm: ['/chart.svg']},
  ]),
);

self.skipWaiting();
clientsClaim();
