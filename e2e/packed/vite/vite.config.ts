import {defineConfig} from 'vite';
import {workboxRevalidate} from 'workbox-revalidate/vite';

export default defineConfig({
  plugins: [
    workboxRevalidate({
      routes: [
        {match: '/api/*', cacheName: 'api', warm: ['/api/wind.json']},
        {match: {destination: 'image'}, cacheName: 'images', warm: ['/chart.svg']},
        {match: '/assets/*', cacheName: 'assets', warm: {assets: ['assets/*'], required: true}},
        {
          match: {mode: 'navigate'},
          cacheName: 'pages',
          warm: ['/'],
          // Many hosts send must-revalidate with every page.
          override: {offline: 'serve-stored'},
        },
      ],
    }),
  ],
});
