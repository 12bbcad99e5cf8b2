const {answerPages, registerRoutes} = workboxRevalidate;

// They come before Workbox's own, so none of them takes what is precached.
answerPages(
  registerRoutes([
    {match: '/api/*', cacheName: 'api', warm: ['/api/wind.json']},
    {match: {destination: 'image'}, cacheName: 'images', warm: ['/chart.svg']},
  ]),
);
