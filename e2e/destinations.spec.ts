import {readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {type Origin, STALE, versioned} from './support/origin.js';
import {expect, type Pwa, test} from './support/test.js';

const FONT = createRequire(import.meta.url).resolve(
  '@fontsource-variable/newsreader/files/newsreader-latin-wght-normal.woff2',
);

const PAGE = `<!doctype html>
<title>Everything</title>
<link rel="stylesheet" href="/style.css">
<script src="/script.js"></script>
<img src="/image.svg" alt="">
<p>Text in a font of its own</p>`;

const RESOURCES: Record<string, string> = {
  '/page.html': 'text/html',
  '/style.css': 'text/css',
  '/script.js': 'text/javascript',
  '/image.svg': 'image/svg+xml',
  '/font.woff2': 'font/woff2',
};

const BODIES: Record<string, string> = {
  '/page.html': PAGE,
  '/style.css': `@font-face {font-family: Own; src: url(/font.woff2)} p {font-family: Own; width: 123px}`,
  '/script.js': 'window.scriptRuns = (window.scriptRuns ?? 0) + 1',
  '/image.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>',
};

async function serveEverything(origin: Origin): Promise<void> {
  const font = await readFile(FONT);
  for (const [path, type] of Object.entries(RESOURCES)) {
    const headers = {...STALE, 'Content-Type': type};
    origin.on(path, versioned(`"${path}"`, BODIES[path] ?? font, headers));
  }
}

async function openEverything({page, origin}: Pwa): Promise<void> {
  await page.goto(`${origin.url}/page.html`);
  await page.evaluate(() => document.fonts.load('16px Own'));
}

test('a page and its image, script, style and font are each revalidated, and the stored copies work', async ({
  origin,
  pwa,
}) => {
  const {page} = pwa;
  await serveEverything(origin);
  await pwa.install();
  await openEverything(pwa);
  for (const path of Object.keys(RESOURCES)) await pwa.stored(path);
  await page.goto(origin.url);
  // It would send its own validators, and hide that there are none of ours.
  await pwa.cdp.send('Network.clearBrowserCache');
  origin.log.length = 0;

  await openEverything(pwa);

  for (const path of Object.keys(RESOURCES)) {
    const requests = origin.requests(path);
    expect(requests, path).toHaveLength(1);
    expect(requests[0]?.headers, path).toMatchObject({
      'if-none-match': `"${path}"`,
      'cache-control': 'max-age=0',
    });
    expect(requests[0]?.headers, path).not.toHaveProperty('pragma');
  }
  await expect(page).toHaveTitle('Everything');
  expect(await page.evaluate('window.scriptRuns')).toBe(1);
  expect(await page.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(30);
  expect(await page.locator('p').evaluate((p) => getComputedStyle(p).width)).toBe('123px');
  expect(await page.evaluate(() => document.fonts.check('16px Own'))).toBe(true);
  expect(await page.evaluate(() => [...document.fonts].map(({status}) => status))).toEqual([
    'loaded',
  ]);
});

test('a page, and what it is made of, is there with no network', async ({origin, pwa}) => {
  const {page} = pwa;
  await serveEverything(origin);
  await pwa.install();
  await openEverything(pwa);
  for (const path of Object.keys(RESOURCES)) await pwa.stored(path);
  await page.goto(origin.url);
  await origin.goAway();

  await openEverything(pwa);

  await expect(page).toHaveTitle('Everything');
  expect(await page.evaluate('window.scriptRuns')).toBe(1);
  expect(await page.locator('p').evaluate((p) => getComputedStyle(p).width)).toBe('123px');
  expect(await page.evaluate(() => document.fonts.check('16px Own'))).toBe(true);
});

test('a form that is sent, and what leaves a page by beacon, reach the origin as they are', async ({
  origin,
  pwa,
}) => {
  origin.on('/form', versioned('"f"', '<title>Received</title>', {'Content-Type': 'text/html'}));
  await pwa.install();
  await pwa.page.evaluate(() => {
    navigator.sendBeacon('/beacon', 'left');
    const form = Object.assign(document.createElement('form'), {method: 'post', action: '/form'});
    document.body.append(form);
    form.submit();
  });

  await expect(pwa.page).toHaveTitle('Received');
  await expect
    .poll(() => origin.log.map(({method, path}) => `${method} ${path}`).sort())
    .toEqual(['POST /beacon', 'POST /form']);
});
