import {readdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {test as base, expect, type Page} from '@playwright/test';
import {pack, ScratchProject, scratchFolder} from './packed/scratch-project.js';
import {SiteOrigin} from './packed/site-origin.js';
import {STALE, versioned} from './support/origin.js';

interface Fixtures {
  /** An origin of the test's own, which serves what a project has built, and an API. */
  readonly serve: (folder: string) => Promise<SiteOrigin>;
}

const test = base.extend<Fixtures, {tarball: string}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern.
  serve: async ({}, use) => {
    const sites: SiteOrigin[] = [];
    await use(async (folder) => {
      const site = await SiteOrigin.serving(folder);
      site.on('/api/wind.json', wind('SW 5'));
      sites.push(site);
      return site;
    });
    for (const site of sites) await site.goAway();
  },
  tarball: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern.
    async ({}, use) => {
      const folder = await scratchFolder();
      await use(await pack(folder));
      await rm(folder, {recursive: true});
    },
    {scope: 'worker'},
  ],
});

/** A project of `e2e/packed`, made ready once for all tests of its group. */
function installed(name: string, ...packages: string[]): ScratchProject {
  test.describe.configure({mode: 'default'});
  const project = new ScratchProject(name);
  test.beforeAll(async ({tarball}) => {
    test.setTimeout(300_000);
    await project.install(tarball, ...packages);
  });
  test.afterAll(() => project.remove());
  return project;
}

/** An API whose answers are stale when they arrive, and 10 KB long. */
function wind(now: string): ReturnType<typeof versioned> {
  const hours = Array.from({length: 240}, (_, hour) => ({hour, wind: now, gusts: 'W 7'}));
  return versioned(`"${now}"`, JSON.stringify({wind: now, hours}), STALE);
}

/** Opens the page for the first time, and waits until its worker controls it. */
async function visit(page: Page, {url}: SiteOrigin): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await expect(page.locator('#wind')).toHaveText('SW 5');
}

/** The paths that each cache keeps, under the beginning of its name. */
function stored(page: Page): Promise<Record<string, string[]>> {
  return page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => !name.endsWith('.sidecars'));
    const contents = names.map(async (name) => {
      const keys = await (await caches.open(name)).keys();
      return [name.split('-v2-')[0], keys.map(({url}) => new URL(url).pathname).sort()];
    });
    return Object.fromEntries(await Promise.all(contents));
  });
}

for (const {what, folder, packages = [], shell, asksWorker = true} of [
  {what: 'Vite 8', folder: 'vite', shell: 'revalidated'},
  {what: 'Vite 7', folder: 'vite', packages: ['vite@7'], shell: 'revalidated'},
  {what: 'vite-plugin-pwa, injectManifest', folder: 'pwa-inject-manifest', shell: 'precached'},
  {what: 'vite-plugin-pwa, generateSW', folder: 'pwa-generate-sw', shell: 'precached'},
  {
    what: 'importScripts, nothing bundled',
    folder: 'import-scripts',
    shell: 'revalidated',
    asksWorker: false,
  },
]) {
  test.describe(what, () => {
    const project = installed(folder, ...packages);
    let dist: string;
    test.beforeAll(async () => {
      dist = await project.build();
    });

    test('a second visit costs nothing for what is fresh, and a 304 for what is stale', async ({
      page,
      serve,
    }) => {
      const site = await serve(dist);
      await visit(page, site);

      site.answers.length = 0;
      const notByWorker: string[] = [];
      page.on('response', (response) => {
        if (!response.fromServiceWorker()) notByWorker.push(response.url());
      });
      await page.goto(site.url);
      await expect(page.locator('#wind')).toHaveText('SW 5');
      if (asksWorker) {
        const stored = ['/chart.svg is fresh', '/api/wind.json is stale'];
        await expect(page.getByRole('listitem')).toHaveText(stored);
      }
      expect(notByWorker).toEqual([]);
      expect(site.statuses('/')).toEqual(shell === 'precached' ? [] : [304]);
      expect(site.answers.filter(({path}) => path.startsWith('/assets/'))).toEqual([]);
      expect(site.statuses('/chart.svg')).toEqual([]);
      expect(site.statuses('/api/wind.json')).toEqual([304]);
      expect(site.requests('/api/wind.json').at(-1)?.headers['if-none-match']).toBe('"SW 5"');
      expect(site.answers.find(({path}) => path === '/api/wind.json')?.bytes).toBeLessThan(300);

      site.on('/api/wind.json', wind('NW 3'));
      await page.goto(site.url);
      await expect(page.locator('#wind')).toHaveText('NW 3');
    });

    test('works without a network after one visit', async ({page, serve}) => {
      const site = await serve(dist);
      await visit(page, site);

      await site.goAway();
      await page.goto(site.url);
      await expect(page.locator('#wind')).toHaveText('SW 5');
      const chart = page.getByRole('img', {name: 'Chart'});
      expect(await chart.evaluate((image: HTMLImageElement) => image.naturalWidth)).not.toBe(0);
    });

    if (shell === 'precached') {
      test('Workbox keeps the shell, and our routes the rest', async ({page, serve}) => {
        await visit(page, await serve(dist));
        const assets = await readdir(join(dist, 'assets'));
        expect(await stored(page)).toEqual({
          'workbox-precache': [
            ...assets.map((name) => `/assets/${name}`).sort(),
            '/index.html',
            '/manifest.webmanifest',
          ],
          images: ['/chart.svg'],
          api: ['/api/wind.json'],
        });
      });
    }
  });
}

test.describe('declarations', () => {
  const project = installed('types');

  for (const {compiler, tsc} of [
    {compiler: 'TypeScript 5.9', tsc: 'typescript-5/bin/tsc'},
    {compiler: 'TypeScript 7', tsc: 'typescript/bin/tsc'},
  ]) {
    for (const {resolution, module} of [
      {resolution: 'bundler', module: 'esnext'},
      {resolution: 'nodenext', module: 'nodenext'},
    ]) {
      for (const program of ['worker', 'page', 'vite']) {
        test(`${compiler} with ${resolution}: ${program}`, async () => {
          const as = ['--module', module, '--moduleResolution', resolution];
          expect(await project.node(tsc, '--project', program, ...as)).toBe('');
        });
      }
    }
  }
});
