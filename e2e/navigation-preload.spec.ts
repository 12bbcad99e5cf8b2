import type {ServerResponse} from 'node:http';
import {FRESH, failing, inTurn, STALE, versioned} from './support/origin.js';
import {expect, type Pwa, test} from './support/test.js';

const LONG_AGO = {Date: 'Sat, 01 Jun 2024 12:00:00 GMT', 'Cache-Control': 'max-age=60'};

const titled = (etag: string, title: string, headers: Record<string, string>) =>
  versioned(etag, `<!doctype html><title>${title}</title>`, {
    ...headers,
    'Content-Type': 'text/html',
  });

/** Opens a page of the PWA, as a visitor who comes from another one. */
async function visit({page, origin}: Pwa, path: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${origin.url}${path}`);
}

const complaints = (pwa: Pwa) =>
  [...pwa.workerConsole, ...pwa.workerErrors].filter((line) => /preload/i.test(line));

test('on a miss, the navigation preload is the one request', async ({origin, pwa}) => {
  origin.on('/page', titled('"1"', 'one', FRESH));
  await pwa.install({navigationPreload: true});

  await visit(pwa, '/page');
  await pwa.stored('/page');

  await expect(pwa.page).toHaveTitle('one');
  expect(
    origin.requests('/page').map(({headers}) => headers['service-worker-navigation-preload']),
  ).toEqual(['true']);
});

test('a fresh copy is served while the preload is under way, and nobody complains', async ({
  origin,
  pwa,
}) => {
  let preload: ServerResponse | undefined;
  origin
    .on(
      '/page',
      inTurn(titled('"1"', 'one', FRESH), (_, response) => {
        preload = response;
      }),
    )
    .on('/sentinel', versioned('"s"', 's'));
  await pwa.install({navigationPreload: true});
  await visit(pwa, '/page');
  await pwa.stored('/page');
  // Else the preload would come from it.
  await pwa.cdp.send('Network.clearBrowserCache');

  await visit(pwa, '/page');
  await expect(pwa.page).toHaveTitle('one');
  await expect.poll(() => preload).toBeDefined();
  await pwa.fetch('/sentinel');
  expect(preload?.destroyed, 'the preload was cancelled').toBe(false);
  preload?.end('<title>two</title>');
  await pwa.fetch('/sentinel');

  expect(complaints(pwa)).toEqual([]);
});

test('the preload replaces a stale copy that has changed, with one request', async ({
  origin,
  pwa,
}) => {
  origin.on('/page', inTurn(titled('"1"', 'one', LONG_AGO), titled('"2"', 'two', FRESH)));
  await pwa.install({navigationPreload: true});
  await visit(pwa, '/page');
  await pwa.stored('/page');

  await visit(pwa, '/page');

  await expect(pwa.page).toHaveTitle('two');
  await expect.poll(async () => (await pwa.entry('/page'))?.headers['etag']).toBe('"2"');
  expect(origin.requests('/page')).toHaveLength(2);
  expect(complaints(pwa)).toEqual([]);
});

test('the preload renews a stale copy that has not changed, with one request', async ({
  origin,
  pwa,
}) => {
  origin
    .on('/page', inTurn(titled('"1"', 'one', LONG_AGO), titled('"1"', 'one', FRESH)))
    .on('/sentinel', versioned('"s"', 's'));
  await pwa.install({navigationPreload: true});
  await visit(pwa, '/page');
  await pwa.stored('/page');

  await visit(pwa, '/page');
  await expect(pwa.page).toHaveTitle('one');
  await pwa.recorded('/page');

  expect(origin.requests('/page')).toHaveLength(2);
  expect((await pwa.entry('/page'))?.headers).toMatchObject({date: LONG_AGO.Date});
  const renewed = await pwa.fetch('/page');
  await pwa.fetch('/sentinel');
  expect(renewed.headers['cache-control']).toBe('max-age=3600');
  expect(origin.requests('/page')).toHaveLength(2);
});

test('a preload that the HTTP cache answers does not validate what has been invalidated', async ({
  origin,
  pwa,
}) => {
  const dated = (ageSeconds: number) => ({
    ...FRESH,
    Date: new Date(Date.now() - ageSeconds * 1000).toUTCString(),
  });
  origin
    .on(
      '/page',
      inTurn(
        titled('"1"', 'one', dated(600)),
        titled('"2"', 'two', dated(300)),
        titled('"3"', 'three', FRESH),
      ),
    )
    .on('/items', (_, response) => response.writeHead(201, {Location: '/page'}).end());
  await pwa.install({
    navigationPreload: true,
    routes: [{prefix: '/'}, {prefix: '/', method: 'POST'}],
  });
  await visit(pwa, '/page');
  await pwa.stored('/page');
  // It goes past the worker, so that only the HTTP cache has the new one.
  await pwa.cdp.send('Page.reload', {ignoreCache: true});
  await expect(pwa.page).toHaveTitle('two');
  await visit(pwa, '/page');
  await pwa.fetch('/items', {method: 'POST'});

  await visit(pwa, '/page');
  await expect(pwa.page).toHaveTitle('three');
});

test('a page that is never stored is asked for once, also where a POST has invalidated it', async ({
  origin,
  pwa,
}) => {
  origin.on('/page', (request, response, count) => {
    if (request.method === 'POST') {
      response.writeHead(204).end();
      return;
    }
    // Date counts in seconds: in the next one, it lies behind the mark.
    const date = new Date(Date.now() + 1000).toUTCString();
    const headers = {'Cache-Control': 'no-store', Date: date};
    titled(`"${count}"`, `${count}`, headers)(request, response, count);
  });
  await pwa.install({
    navigationPreload: true,
    routes: [{prefix: '/'}, {prefix: '/', method: 'POST'}],
  });
  await visit(pwa, '/page');
  await pwa.page.evaluate(() => fetch('/page', {method: 'POST'}));

  await visit(pwa, '/page');
  await visit(pwa, '/page');
  expect(
    origin.requests('/page').map(({headers}) => headers['service-worker-navigation-preload']),
  ).toEqual(['true', undefined, 'true', 'true']);
  await expect(pwa.page).toHaveTitle('4');
});

test('the preload that finds a redirect, or a failure, is answer enough', async ({origin, pwa}) => {
  origin
    .on(
      '/moved',
      inTurn(titled('"1"', 'one', LONG_AGO), (_, response) => {
        response.writeHead(302, {Location: '/target'}).end();
      }),
    )
    .on('/target', titled('"t"', 'target', FRESH))
    .on('/failing', inTurn(titled('"1"', 'one', LONG_AGO), failing(503)));
  await pwa.install({navigationPreload: true});
  for (const path of ['/moved', '/failing']) {
    await visit(pwa, path);
    await pwa.stored(path);
  }

  await visit(pwa, '/moved');
  await expect(pwa.page).toHaveTitle('target');
  await visit(pwa, '/failing');
  await expect(pwa.page).toHaveTitle('one');

  expect(origin.requests('/moved')).toHaveLength(2);
  expect(origin.requests('/failing')).toHaveLength(2);
});

test('with no network, a preload that failed does not keep the stale copy from being served', async ({
  origin,
  pwa,
}) => {
  origin.on('/page', titled('"1"', 'one', STALE));
  await pwa.install({navigationPreload: true});
  await visit(pwa, '/page');
  await pwa.stored('/page');
  await origin.goAway();

  await visit(pwa, '/page');

  await expect(pwa.page).toHaveTitle('one');
  expect(complaints(pwa)).toEqual([]);
});
