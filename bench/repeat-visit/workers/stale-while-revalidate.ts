import {StaleWhileRevalidate} from 'workbox-strategies/StaleWhileRevalidate.js';
import {answerSite} from './site-routes.js';

answerSite((cacheName) => new StaleWhileRevalidate({cacheName}));
