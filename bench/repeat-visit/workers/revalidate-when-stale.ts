import {RevalidateWhenStale} from 'workbox-revalidate';
import {answerSite} from './site-routes.js';

answerSite((cacheName) => new RevalidateWhenStale({cacheName}));
