import {readFile} from 'node:fs/promises';
import {FRESH, STALE, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';

const classic = new URL('../dist/workbox-revalidate.classic.js', import.meta.url);

test('a worker that nobody bundles imports one classic script', async ({origin, page, pwa}) => {
  const source = await readFile(classic, 'utf8');
  expect(source).not.toContain('process.env');
  const script = (body: string): Parameters<typeof origin.on>[1] => {
    return (_, response) => void response.setHeader('Content-Type', 'text/javascript').end(body);
  };
  origin
    .on('/workbox-revalidate.classic.js', script(source))
    .on(
      '/worker.js',
      script(`
        importScripts('/workbox-revalidate.classic.js');
        const {answerPages, onCacheStatus, registerRoutes} = workboxRevalidate;
        const plugins = [onCacheStatus(({detail}) => console.log(detail))];
        answerPages(registerRoutes([{match: '/api/*', cacheName: 'api', plugins}]));
        addEventListener('activate', (event) => event.waitUntil(clients.claim()));
      `),
    )
    .on('/api/fresh', versioned('"1"', 'one', FRESH))
    .on('/api/stale', versioned('"2"', 'two', STALE));
  await page.goto(origin.url);
  await page.evaluate(async () => {
    const controlled = new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve, {once: true});
    });
    await navigator.serviceWorker.register('/worker.js');
    await controlled;
  });
  for (const path of ['/api/fresh', '/api/stale', '/api/fresh', '/api/stale']) {
    await pwa.fetch(path);
    await pwa.stored(path);
  }
  expect(origin.requests('/api/fresh')).toHaveLength(1);
  expect(origin.requests('/api/stale').at(-1)?.headers['if-none-match']).toBe('"2"');
  expect(pwa.workerConsole.join()).toContain('fresh');
  await pwa.addClient();
  const [first] = await page.evaluate(() => client.entries('api'));
  expect(first).toMatchObject({etag: '"1"', isFresh: true});
});
