import {readFile} from 'node:fs/promises';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import {test as base, expect, type Page} from '@playwright/test';
import {buildSite} from '../example-site/build.js';
import {createOrigin} from '../example-site/origin/app.js';
import {createClock} from '../example-site/origin/clock.js';
import type {RequestRecord} from '../example-site/origin/request-log.js';

const PATHS = ['/', '/city/lisbon', '/moon', '/cache', '/about'];
const CITY_FILES = ['/city/lisbon', '/chart/lisbon/', '/api/city/lisbon/', '/api/notice'];

let siteFolder: string;

/** The site's own origin, on a free port. */
class Almanac {
  readonly log: RequestRecord[] = [];
  /** Another one is another worker for browsers, 0 is none. */
  workerVersion = 1;
  readonly #server: Server;
  #gate = Promise.resolve();

  constructor() {
    const onRequest = (record: RequestRecord) => this.log.push(record);
    const app = createOrigin({clock: createClock(), siteFolder, onRequest});
    this.#server = createServer(async (request, response) => {
      await this.#gate;
      if (request.url !== '/sw.js' || this.workerVersion === 1) return app(request, response);
      if (this.workerVersion === 0) return response.writeHead(503).end();
      const source = await readFile(join(siteFolder, 'sw.js'), 'utf8');
      response.setHeader('Content-Type', 'text/javascript');
      response.end(`${source}\n// ${this.workerVersion}`);
    });
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, resolve));
  }

  /** Answers nobody from now on. @returns what ends that. */
  hold(): () => void {
    let release = () => {};
    this.#gate = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

const test = base.extend<{almanac: Almanac}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern.
  almanac: async ({}, use) => {
    const almanac = new Almanac();
    await almanac.start();
    await use(almanac);
    await almanac.stop();
  },
});

// One after the other, so that the site is built once.
test.describe.configure({mode: 'default'});

test.beforeAll(async () => {
  test.setTimeout(180_000);
  // Playwright sets it for tests; those who build the site leave it to Vite.
  const {NODE_ENV} = process.env;
  delete process.env['NODE_ENV'];
  siteFolder = await buildSite();
  if (NODE_ENV) process.env['NODE_ENV'] = NODE_ENV;
});

/** Visits a page for the first time, and waits until it is kept with all that it has loaded. */
async function install(page: Page, almanac: Almanac, path = '/', files = [path, '/api/notice']) {
  await page.goto(almanac.url + path);
  for (const file of files) await expect.poll(() => kept(page)).toContainEqual(startingWith(file));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

function startingWith(path: string) {
  return expect.stringMatching(new RegExp(`^${path}`));
}

/** The paths of all that is stored. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const paths: string[] = [];
    for (const name of await caches.keys()) {
      if (name.includes('.')) continue;
      const requests = await (await caches.open(name)).keys();
      paths.push(...requests.map(({url}) => new URL(url).pathname));
    }
    return paths;
  });
}

async function openCache(page: Page, almanac: Almanac): Promise<void> {
  await page.goto(`${almanac.url}/cache`);
  await expect(page.locator('#kept-copies')).not.toHaveText('0');
}

function row(page: Page, path: string) {
  return page
    .getByRole('row')
    .filter({has: page.getByRole('rowheader', {name: path, exact: true})});
}

test('one visit is enough: all pages open without a network, with what was loaded', async ({
  almanac,
  context,
  page,
}) => {
  await install(page, almanac, '/city/lisbon', CITY_FILES);
  const {url} = almanac;
  await almanac.stop();
  await context.setOffline(true);

  for (const path of PATHS) {
    await page.goto(url + path);
    await expect(page.getByRole('heading', {level: 1})).toBeVisible();
    await expect(page.getByText(/^Offline, as of/)).toBeVisible();
  }
  await page.goto(`${url}/city/lisbon`);
  await expect(page.locator('#month tbody tr')).toHaveCount(31);
  const chart = page.locator('.chart img');
  expect(await chart.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await page.goto(`${url}/cache`);
  await expect(row(page, '/city/lisbon')).toBeVisible();
});

test('the Cache page counts down what is fresh, says what is stale, and moves nothing', async ({
  almanac,
  page,
}) => {
  await install(page, almanac);
  await page.clock.install();
  await openCache(page, almanac);
  await page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(window, {shifts});
    new PerformanceObserver((list) => shifts.push(list.getEntries().length)).observe({
      type: 'layout-shift',
    });
  });

  const notice = row(page, '/api/notice');
  const secondsLeft = async () =>
    Number(/Fresh (\d+) s left/.exec((await notice.textContent()) ?? '')?.[1]);
  const first = await secondsLeft();
  expect(first).toBeGreaterThan(5);
  await page.clock.runFor(3000);
  await expect.poll(secondsLeft).toBeLessThanOrEqual(first - 3);
  await page.clock.runFor(60_000);
  await expect(notice).toContainText(/Stale for \d+ s/);
  expect(await page.evaluate(() => (window as unknown as {shifts: number[]}).shifts)).toEqual([]);

  await expect(row(page, '/moon')).toContainText('Asks each time');
  await expect(row(page, '/moon')).toContainText('ETag "');
  await expect(row(page, '/icon.svg')).toContainText(/Fresh 23 h \d\d min left/);
  await page.getByLabel('Sorted by').selectOption('size');
  const pages = page.getByRole('table', {name: 'Pages'}).getByRole('rowheader');
  await expect(pages.first()).toHaveText('/');
});

test('a refresh of all gets 304s, and counts them as the origin does', async ({almanac, page}) => {
  await install(page, almanac);
  await openCache(page, almanac);
  await expect(page.locator('#decisions li').first()).toBeVisible();
  almanac.log.length = 0;

  await page.getByRole('button', {name: 'Refresh all'}).click();
  await expect(page.locator('#said')).toHaveText(/^Refreshed: \d+ unchanged, 0 new, 3 not asked/);

  const asked = almanac.log.filter(({path}) => path !== '/sw.js');
  const paths = ['/', '/about', '/api/notice', '/cache', '/icon-192.png', '/icon.svg'];
  paths.push('/manifest.webmanifest', '/moon');
  expect(asked.map(({path, status}) => `${status} ${path}`).sort()).toEqual(
    paths.map((path) => `304 ${path}`),
  );
  await expect(page.locator('#refresh-not-modified')).toHaveText(`${asked.length}`);
  await expect(page.locator('#refresh-received')).toHaveText('0 B');
  await expect(page.locator('#saved')).not.toHaveText('0 B');
  await expect(page.locator('#traffic svg')).toHaveAttribute('aria-label', /Pages: .* spared/);
});

test('a refresh can be stopped by the keyboard, and keeps the focus', async ({almanac, page}) => {
  await install(page, almanac);
  await openCache(page, almanac);
  const release = almanac.hold();

  await page.getByRole('button', {name: 'Refresh all'}).press('Enter');
  await expect(page.getByText('Asked about 0 of 11')).toBeVisible();
  await page.getByRole('button', {name: 'Stop'}).press('Enter');
  await expect(page.getByText('Stopped after 0 of 11.')).toBeVisible();
  await expect(page.getByRole('button', {name: 'Refresh all'})).toBeFocused();
  release();
});

test('purging asks first, can be declined by the keyboard, and leaves nothing', async ({
  almanac,
  page,
}) => {
  await install(page, almanac);
  await openCache(page, almanac);
  const dialog = page.getByRole('dialog');

  const purgePages = page.getByRole('button', {name: 'Purge Pages'});
  await purgePages.press('Enter');
  await expect(dialog).toHaveAccessibleName('Delete 4 copies from Pages?');
  await expect(dialog.getByRole('button', {name: 'Keep'})).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(purgePages).toBeFocused();
  await expect(row(page, '/moon')).toBeVisible();

  await purgePages.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('4 copies deleted from Pages.')).toBeVisible();
  await expect(row(page, '/moon')).toHaveCount(0);
  await expect(row(page, '/icon.svg')).toBeVisible();

  await page.getByRole('button', {name: 'Purge all'}).click();
  await dialog.getByRole('button', {name: 'Delete'}).click();
  await expect(page.getByText('Nothing is kept here.')).toHaveCount(4);
  await expect(page.locator('#kept-copies')).toHaveText('0');
  expect(await kept(page)).toEqual([]);
});

test('decisions appear as they are made in another tab, and are read out in one sentence', async ({
  almanac,
  context,
  page,
}) => {
  await install(page, almanac);
  await openCache(page, almanac);
  const other = await context.newPage();
  await other.goto(`${almanac.url}/moon`);

  const decision = page
    .locator('#decisions li')
    .filter({hasText: 'GET /moon'})
    .filter({hasText: 'Asked: it has not changed'})
    .first();
  await expect(decision).toContainText(/fwd=stale; fwd-status=304; ttl=-?\d+; detail=no-cache/);
  const poster = page.locator('#decisions li').filter({hasText: 'GET /images/moons-'});
  await expect(poster.first()).toContainText('Fetched, and stored');
  await expect(page.locator('#decisions-said')).toHaveText(/^\d+ requests: /, {timeout: 10_000});
  await page.reload();
  await expect(decision).toBeVisible();
});

test('a new version waits until the reader wants it', async ({almanac, page}) => {
  await install(page, almanac);
  almanac.workerVersion = 2;
  await page.goto(`${almanac.url}/about`);
  await expect(page.getByText('A new version is ready')).toBeVisible();
  await page.getByRole('button', {name: 'Later'}).click();
  await expect(page.getByText('A new version is ready')).toHaveCount(0);

  await page.goto(`${almanac.url}/moon`);
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', {name: 'Load it'}).click();
  await loaded;
  const waits = () => navigator.serviceWorker.getRegistration().then((it) => Boolean(it?.waiting));
  expect(await page.evaluate(waits)).toBe(false);
  await expect(page.getByText('A new version is ready')).toHaveCount(0);
});

test('the Cache page says why nothing is kept', async ({almanac, browser, page}) => {
  almanac.workerVersion = 0;
  await page.goto(`${almanac.url}/cache`);
  await expect(page.getByText('The worker could not be installed')).toBeVisible();

  const scriptless = await browser.newContext({javaScriptEnabled: false});
  const plain = await scriptless.newPage();
  await plain.goto(`${almanac.url}/cache`);
  await expect(plain.locator('noscript p')).toHaveText(/^Without JavaScript nothing is kept/);
  await scriptless.close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [390, 1280]) {
    test(`axe finds nothing on any page, ${colorScheme} and ${width} px wide`, async ({
      almanac,
      page,
    }) => {
      test.slow();
      await page.emulateMedia({colorScheme});
      await page.setViewportSize({width, height: 900});
      await install(page, almanac, '/city/lisbon', CITY_FILES);
      const violations = async () => (await new AxeBuilder({page}).analyze()).violations;

      for (const path of PATHS) {
        await page.goto(almanac.url + path);
        if (path === '/cache') await expect(row(page, '/moon')).toBeVisible();
        expect(await violations(), path).toEqual([]);
      }
      await openCache(page, almanac);
      await page.getByText('The same as a table').click();
      await page.getByRole('button', {name: 'Refresh all'}).click();
      await expect(page.locator('#said')).toHaveText(/^Refreshed/);
      expect(await violations(), 'refreshed').toEqual([]);
      await page.getByRole('button', {name: 'Purge all'}).click();
      expect(await violations(), 'asked').toEqual([]);
      await page.getByRole('button', {name: 'Delete'}).click();
      await expect(page.getByText('Nothing is kept here.')).toHaveCount(4);
      expect(await violations(), 'empty').toEqual([]);
    });
  }
}

test('nothing is wider than a window of 320 px, which is 1280 px at 400 %', async ({
  almanac,
  page,
}) => {
  await page.setViewportSize({width: 320, height: 700});
  await install(page, almanac);
  for (const path of PATHS) {
    await page.goto(almanac.url + path);
    if (path === '/cache') await expect(row(page, '/moon')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(320);
  }
});
