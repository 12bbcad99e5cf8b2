import {defineConfig} from 'vite';
import {type PlainRoute, workboxRevalidate} from 'workbox-revalidate/vite';

const api: PlainRoute = {match: '/api/*', cacheName: 'api'};

export default defineConfig({
  plugins: [workboxRevalidate({routes: [api], fileName: 'worker.js', staticRouting: false})],
});

// @ts-expect-error: a function cannot be written into the worker's file
workboxRevalidate({routes: [{match: () => true}]});
// @ts-expect-error: a list
workboxRevalidate({routes: api});
