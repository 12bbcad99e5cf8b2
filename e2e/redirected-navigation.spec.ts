import {type Origin, STALE, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';

function serveMovedPage(origin: Origin): void {
  const headers = {...STALE, 'Content-Type': 'text/html'};
  origin
    .on('/old', (_, response) => response.writeHead(302, {Location: '/new'}).end())
    .on('/new', versioned('"1"', '<!doctype html><title>New</title>', headers));
}

test('a navigation follows a redirect, and finds its target in storage', async ({origin, pwa}) => {
  serveMovedPage(origin);
  await pwa.install();
  await pwa.page.goto(`${origin.url}/old`);
  await pwa.stored('/new');
  await pwa.page.goto(origin.url);

  await pwa.page.goto(`${origin.url}/old`);

  await expect(pwa.page).toHaveTitle('New');
  expect(pwa.page.url()).toBe(`${origin.url}/new`);
  expect(origin.requests('/new').map(({headers}) => headers['if-none-match'])).toEqual([
    undefined,
    '"1"',
  ]);
  expect(await pwa.entry('/old')).toBeUndefined();
});

test('a response that followed a redirect answers a navigation, with and without network', async ({
  origin,
  pwa,
}) => {
  serveMovedPage(origin);
  await pwa.install();
  await pwa.fetch('/old');
  await pwa.stored('/old');
  expect((await pwa.entry('/old'))?.redirected).toBe(true);

  await pwa.page.goto(`${origin.url}/old`);
  await expect(pwa.page).toHaveTitle('New');
  expect(pwa.page.url()).toBe(`${origin.url}/new`);

  await pwa.page.goto(origin.url);
  await origin.goAway();
  await pwa.page.goto(`${origin.url}/old`);
  await expect(pwa.page).toHaveTitle('New');
});

for (const etag of ['"2"', '"1"']) {
  test(`where a redirect leads is asked for each time: to another URL with ETag ${etag}`, async ({
    origin,
    pwa,
  }) => {
    serveMovedPage(origin);
    await pwa.install();
    await pwa.fetch('/old');
    await pwa.stored('/old');
    origin
      .on('/old', (_, response) => response.writeHead(302, {Location: '/newer'}).end())
      .on('/newer', versioned(etag, '<title>Newer</title>', {'Content-Type': 'text/html'}));

    // An entity tag tells apart the representations of one resource, not of two.
    expect((await pwa.fetch('/old')).text).toContain('Newer');
  });
}

test('a redirect is not stored, not even where a plugin wants every opaque response', async ({
  origin,
  pwa,
}) => {
  serveMovedPage(origin);
  const options = {defaults: {maxAgeSeconds: 60}};
  await pwa.install({routes: [{prefix: '/', options, plugins: {statuses: [0, 200]}}]});
  await pwa.page.goto(`${origin.url}/old`);
  await pwa.stored('/new');

  expect(await pwa.entry('/old')).toBeUndefined();
  expect((await pwa.fetch('/old')).text).toContain('New');
});

test('script that is given a response that followed a redirect learns where it came from', async ({
  origin,
  pwa,
}) => {
  serveMovedPage(origin);
  await pwa.install();
  await pwa.fetch('/old');
  await pwa.stored('/old');
  await origin.goAway();

  const answer = await pwa.page.evaluate(async () => {
    const {url, redirected} = await fetch('/old');
    return {path: new URL(url).pathname, redirected};
  });
  expect(answer).toEqual({path: '/new', redirected: true});
});

test('navigations at the same time do not share a redirect', async ({origin, pwa}) => {
  origin
    .on('/app', (_, response, count) => {
      const answer = () =>
        response.writeHead(302, {Location: `/target?${count}`, 'Cache-Control': 'no-store'}).end();
      setTimeout(answer, 300);
    })
    .on('/target', (_, response) => {
      response.setHeader('Content-Type', 'text/html').end('<!doctype html>');
    });
  await pwa.install();
  await pwa.page.evaluate(async () => {
    const frames = [1, 2].map(() => document.body.appendChild(document.createElement('iframe')));
    const loaded = frames.map((frame) => {
      frame.src = '/app';
      return new Promise((resolve) => frame.addEventListener('load', resolve));
    });
    await Promise.all(loaded);
  });
  expect(origin.requests('/app')).toHaveLength(2);
});
