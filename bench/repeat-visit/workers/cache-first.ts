import {CacheFirst} from 'workbox-strategies/CacheFirst.js';
import {answerSite} from './site-routes.js';

answerSite((cacheName) => new CacheFirst({cacheName}));
