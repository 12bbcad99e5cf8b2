import {readdir, symlink} from 'node:fs/promises';
import {join} from 'node:path';
import type {Page} from '@playwright/test';
import {expect, type ScratchSite, test} from './vite/scratch-site.js';

/** Routes for all that the site consists of. */
const ROUTES = `[
  {match: {mode: 'navigate'}, cacheName: 'pages', override: {offline: 'serve-stored'}, warm: ['./', 'about.html']},
  {match: /\\/assets\\//, cacheName: 'assets', override: {offline: 'serve-stored'}, warm: {assets: ['assets/*.{js,css}'], required: true}},
  {match: {destination: ''}, cacheName: 'data'},
]`;

/** What the page was told of its worker; nothing while it is being loaded again. */
function heard(page: Page): Promise<string[]> {
  return page.evaluate(() => window.heard).catch(() => []);
}

/** Opens the site, and waits until its worker controls the page. */
async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect.poll(() => heard(page)).toContain('registered');
  await page.evaluate(async () => {
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve, {once: true});
    });
  });
}

function registration(page: Page): Promise<{script?: string; scope?: string; waits: boolean}> {
  return page.evaluate(async () => {
    const {active, scope, waiting} = (await navigator.serviceWorker.getRegistration()) ?? {};
    return {
      waits: Boolean(waiting),
      ...(active && {script: active.scriptURL}),
      ...(scope && {scope}),
    };
  });
}

/** The paths that a cache keeps. */
function stored(page: Page, cacheName: string): Promise<string[]> {
  return page.evaluate(async (cacheName) => {
    const keys = await (await caches.open(cacheName)).keys();
    return keys.map(({url}) => new URL(url).pathname).sort();
  }, cacheName);
}

/** How often the page has been loaded from now on. */
function countLoads(page: Page): () => number {
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  return () => loads;
}

for (const {base, path} of [
  {base: '/', path: '/'},
  {base: '/app/', path: '/app/'},
  {base: './', path: '/'},
]) {
  test(`a build under base ${base} works without a network after one visit`, async ({
    page,
    site,
  }) => {
    await site.configure(`{routes: ${ROUTES}}`, `base: '${base}'`);
    await site.build();
    const server = await site.preview();
    const {origin} = new URL(server.url);
    const home = origin + path;

    await visit(page, home);
    expect(await registration(page)).toEqual({
      script: `${home}sw.js`,
      scope: home,
      waits: false,
    });
    expect(await heard(page)).toContain('installed');
    const assets = (await readdir(join(site.folder, 'dist/assets'))).sort();
    expect(assets).toHaveLength(2);
    expect(await stored(page, 'assets')).toEqual(assets.map((name) => `${path}assets/${name}`));

    const second = await page.reload();
    expect(second?.fromServiceWorker()).toBe(true);

    await server.stop();
    await page.goto(`${home}about.html`);
    await expect(page.getByRole('heading')).toHaveText('About');
    await page.goto(home);
    await expect(page.getByRole('heading')).toHaveCSS('color', 'rgb(0, 128, 128)');
    await expect.poll(() => heard(page)).toContain('registered');
  });
}

/** A build of another version of the worker. */
async function release(site: ScratchSite, version: number, mode?: string): Promise<void> {
  await site.configure(
    `{routes: [{match: '/data.json', cacheName: 'v${version}'}]}`,
    mode && `define: {'import.meta.env.VITE_WORKER_MODE': '"${mode}"'}`,
  );
  await site.build();
}

/** Which version handles what the page asks for. */
async function version(page: Page): Promise<string[]> {
  await page.evaluate(async () => {
    for (const name of await caches.keys()) await caches.delete(name);
    await (await fetch('/data.json')).text();
  });
  const names = () => page.evaluate(() => caches.keys());
  await expect.poll(names).not.toHaveLength(0);
  return (await names()).filter((name) => /^v\d$/.test(name));
}

test('a new version waits until the page lets it take over, and the page is loaded anew', async ({
  page,
  site,
}) => {
  await release(site, 1);
  const {url} = await site.preview();
  await visit(page, url);
  expect(await version(page)).toEqual(['v1']);

  await release(site, 2);
  await page.evaluate(() => window.check?.());
  await expect.poll(() => heard(page)).toContain('waiting');
  expect((await registration(page)).waits).toBe(true);
  expect(await version(page)).toEqual(['v1']);

  const loads = countLoads(page);
  await page.evaluate(() => window.activate?.());
  await expect.poll(loads).toBe(1);
  expect((await registration(page)).waits).toBe(false);
  expect(await version(page)).toEqual(['v2']);
});

test('in auto mode a new version takes over at once', async ({page, site}) => {
  await release(site, 1, 'auto');
  const {url} = await site.preview();
  await visit(page, url);

  await release(site, 2, 'auto');
  const loads = countLoads(page);
  await page.evaluate(() => window.check?.());
  await expect.poll(loads).toBe(1);
  await expect.poll(() => heard(page)).toContain('registered');
  expect(await version(page)).toEqual(['v2']);
});

for (const mode of ['production', 'development']) {
  test(`a worker of the ${mode} mode is one script that does not ask which build it is in`, async ({
    site,
  }) => {
    await site.configure(`{routes: ${ROUTES}}`);
    const said = await site.build('--mode', mode);

    const worker = await site.built('sw.js');
    expect(worker).toContain('If-None-Match');
    expect(worker).not.toMatch(/process\.env|NODE_ENV|import\.meta|\bimport\s*\(|sourceMappingURL/);
    expect(said).toContain('dist/sw.js');
    expect(said).not.toMatch(/warn|deprecat/i);
  });
}

for (const base of ['/', '/app/', './']) {
  test(`a worker knows under which URL its assets are, under base ${base}`, async ({
    page,
    site,
  }) => {
    await site.configure(`{worker: 'src/sw.ts'}`, `base: '${base}', build: {assetsInlineLimit: 0}`);
    await site.write('src/note.txt', 'a note');
    await site.write(
      'src/sw.ts',
      `import note from './note.txt?url';
      self.addEventListener('fetch', (event) => {
        if (event.request.url.endsWith('/says')) event.respondWith(fetch(note));
      });
      self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));`,
    );
    await site.build();
    const {url} = await site.preview();
    await visit(page, new URL(base, url).href);
    const said = await page.evaluate(async () => (await fetch('says')).text());
    expect(said).toBe('a note');
  });
}

test('a worker has a source map where the page has, of the right sources', async ({site}) => {
  await site.configure(`{routes: ${ROUTES}, worker: 'src/sw.ts'}`, 'build: {sourcemap: true}');
  await site.build();

  expect(await site.built('sw.js')).toMatch(/\n\/\/# sourceMappingURL=sw\.js\.map\n?$/);
  const {sources, mappings} = JSON.parse(await site.built('sw.js.map'));
  expect(sources).toContain('../src/sw.ts');
  expect(mappings).not.toBe('');
});

test("the page's configuration holds for its worker: minify, define, alias, mode, plugins of its own", async ({
  site,
}) => {
  await site.write(
    'src/own.ts',
    `import {answer} from '@aliased';
    console.log(answer, DEFINED, import.meta.env.MODE, import.meta.env.BASE_URL, import.meta.env.VITE_LOADED);
    import('virtual:by-plugin').then(console.log);`,
  );
  await site.write('src/aliased.ts', `export const answer = 'aliased: 42';`);
  await site.write('.env.staging', 'VITE_LOADED=from a file');
  const plugin = `{
    name: 'by-plugin',
    resolveId: (id) => (id === 'virtual:by-plugin' ? id : undefined),
    load: (id) => (id === 'virtual:by-plugin' ? 'export const by = "by a plugin"' : undefined),
  }`;
  await site.configure(
    `{worker: 'src/own.ts', fileName: 'own.mjs', plugins: () => [${plugin}]}`,
    `base: '/app/',
    build: {minify: false},
    define: {DEFINED: '"defined"'},
    resolve: {alias: {'@aliased': '/src/aliased.ts'}},`,
  );
  await site.build('--mode', 'staging');

  const worker = await site.built('own.mjs');
  for (const text of ['aliased: 42', 'defined', 'staging', '/app/', 'from a file', 'by a plugin']) {
    expect(worker).toContain(text);
  }
  expect(worker).toMatch(/\n\s+console\.log/);
  expect(worker).not.toContain('window');
});

test('a worker of its own has the routes', async ({page, site}) => {
  await site.configure(`{routes: ${ROUTES}, worker: 'src/sw.ts'}`);
  await site.build();
  const {url} = await site.preview();
  await visit(page, url);

  expect(await page.evaluate(async () => (await fetch('/says')).text())).toBe(
    'a worker of its own',
  );
  expect(await stored(page, 'pages')).toEqual(['/', '/about.html']);
  expect(await stored(page, 'assets')).toHaveLength(2);
});

test('files of the public directory can be fetched ahead; a glob without any is a warning', async ({
  page,
  site,
}) => {
  await symlink(join(site.folder, 'src'), join(site.folder, 'public/linked'));
  const globs = `['*.{html,json}', 'linked/*.css', '**/*.map', 'sw.js', 'images/*']`;
  await site.configure(
    `{routes: [{match: '/*', cacheName: 'all', warm: {assets: ${globs}}}]}`,
    'build: {sourcemap: true}',
  );
  const said = await site.build();
  for (const glob of ['**/*.map', 'sw.js', 'images/*']) {
    expect(said).toContain(`routes[0].warm.assets: no file of the build matches ${glob}`);
  }

  const {url} = await site.preview();
  await visit(page, url);
  expect(await stored(page, 'all')).toEqual(
    expect.arrayContaining(['/about.html', '/data.json', '/index.html', '/linked/style.css']),
  );
});

test('what is fetched ahead in vain is a warning', async ({site}) => {
  const route = `{match: '/assets/*', warm: {assets: ['*.html']}, limits: {maxEntries: 1}}`;
  await site.configure(`{routes: [${route}]}`);
  const said = await site.build();
  expect(said).toContain('routes[0]: limits.maxEntries is 1; fetched ahead are');
  expect(said).toMatch(/routes\[0\]: match \/assets\/\* does not take \/\w+\.html/);
});

test('vite-plugin-pwa beside it is a warning', async ({site}) => {
  await site.write(
    'vite.config.js',
    `import {workboxRevalidate} from 'workbox-revalidate/vite';
    export default {plugins: [{name: 'vite-plugin-pwa'}, workboxRevalidate({routes: ${ROUTES}})]};`,
  );
  expect(await site.build()).toContain('vite-plugin-pwa builds a worker too');
});

test('where a build has several outputs, the assets of all are fetched ahead', async ({site}) => {
  await site.configure(
    `{routes: [{match: /assets/, warm: {assets: ['assets/*.js']}}]}`,
    `build: {rollupOptions: {output: [
      {entryFileNames: 'assets/one.js'},
      {entryFileNames: 'assets/other.js'},
    ]}}`,
  );
  await site.build();

  const worker = await site.built('sw.js');
  expect(worker).toContain('/assets/one.js');
  expect(worker).toContain('/assets/other.js');
});

test('a build for a server has no worker, and registers none', async ({site}) => {
  await site.configure(`{routes: ${ROUTES}}`);
  await site.write('src/server.ts', `export {registerWorker} from 'virtual:workbox-revalidate';`);
  await site.build('--ssr', 'src/server.ts');

  expect(await readdir(join(site.folder, 'dist'))).not.toContain('sw.js');
  const server = await import(join(site.folder, 'dist/server.js'));
  expect(await server.registerWorker()).toBeUndefined();
});

for (const {what, options, refusal} of [
  {
    what: 'a route that cannot be written',
    options: `{routes: [{match: () => true}]}`,
    refusal: 'routes[0].match is a function, which cannot be written',
  },
  {
    what: 'a worker that is not there',
    options: `{worker: 'src/none.ts'}`,
    refusal: 'worker is src/none.ts; expected: the path of a file from',
  },
  {
    what: 'a page that imports the routes',
    options: '{}',
    refusal: 'virtual:workbox-revalidate/routes can be imported by the worker only',
  },
]) {
  test(`a build fails for ${what}`, async ({site}) => {
    await site.configure(options);
    await site.write('src/main.ts', `import 'virtual:workbox-revalidate/routes';`);
    await expect(site.build()).rejects.toThrow(refusal);
  });
}

for (const base of ['/', '/app/']) {
  test(`in development, the worker is served under base ${base} and built anew after a change`, async ({
    page,
    request,
    site,
  }) => {
    await site.configure(`{routes: ${ROUTES}, worker: 'src/sw.ts'}`, `base: '${base}'`);
    const {url} = await site.dev();
    await visit(page, url);
    expect(await registration(page)).toEqual({script: `${url}sw.js`, scope: url, waits: false});

    const first = await request.get(`${url}sw.js`);
    expect(first.headers()).toMatchObject({
      'content-type': 'text/javascript',
      'cache-control': 'no-cache',
    });
    expect(await first.text()).toContain('sourceMappingURL=data:');

    const loads = countLoads(page);
    await site.write('src/sw.ts', `console.log('another worker');`);
    await expect.poll(loads).toBe(1);
    expect(await (await request.get(`${url}sw.js`)).text()).toContain('another worker');
    await page.evaluate(() => window.check?.());
    await expect.poll(() => heard(page)).toContain('waiting');
  });
}

test('in development, a worker that cannot be built says why, and is built once it can', async ({
  page,
  request,
  site,
}) => {
  await site.configure(`{worker: 'src/sw.ts'}`);
  await site.write('src/sw.ts', `import {text} from './missing.js';\nconsole.log(text);`);
  const server = await site.dev();
  await page.goto(server.url);
  await expect
    .poll(() => heard(page))
    .toEqual([expect.stringContaining('Error'), 'not registered']);
  const source = await (await request.get(`${server.url}sw.js`)).text();
  expect(source).toMatch(/^throw new Error\("The worker could not be built: .*missing\.js/);
  expect(server.said()).toContain('The worker could not be built');

  await site.write('src/missing.ts', `export const text = 'found';`);
  await expect.poll(() => heard(page)).toContain('registered');
  expect(await (await request.get(`${server.url}sw.js`)).text()).toContain('found');
});

test('in development, a site may go without its worker', async ({page, request, site}) => {
  await site.configure(`{routes: ${ROUTES}, dev: false}`);
  const {url} = await site.dev();
  await page.goto(url);
  await expect.poll(() => heard(page)).toEqual(['not registered']);
  expect((await request.get(`${url}sw.js`)).headers()['content-type']).not.toContain('javascript');
});
