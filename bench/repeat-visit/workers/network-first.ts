import {NetworkFirst} from 'workbox-strategies/NetworkFirst.js';
import {answerSite} from './site-routes.js';

answerSite((cacheName) => new NetworkFirst({cacheName}));
