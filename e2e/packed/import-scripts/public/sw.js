importScripts('/workbox-revalidate.classic.js');

workboxRevalidate.registerRoutes([
  {match: '/api/*', cacheName: 'api', warm: ['/api/wind.json']},
  {match: {destination: 'image'}, cacheName: 'images', warm: ['/chart.svg']},
  {
    match: '/*',
    cacheName: 'shell',
    warm: {urls: ['/', '/main.js'], required: true},
    // Many hosts send must-revalidate with every page.
    override: {offline: 'serve-stored'},
  },
]);

addEventListener('activate', (event) => event.waitUntil(clients.claim()));
