import {execFileSync} from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, extname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'vite';
import {type Origin, STALE, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const TYPES: Record<string, string> = {'.html': 'text/html', '.js': 'text/javascript'};

/** The code blocks of the README that begin with the name of a file. */
function readmeFiles(): [name: string, text: string][] {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  return [...readme.matchAll(/```ts\n\/\/ (\S+)\n(.*?)```/gs)].map(([, name = '', text = '']) => [
    name,
    text,
  ]);
}

/** A project as the README describes it, with the package as npm would install it. */
function scratchProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'scratch-vite-'));
  writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}');
  writeFileSync(join(folder, 'index.html'), '<script type="module" src="/src/main.ts"></script>');
  for (const [name, text] of readmeFiles()) {
    mkdirSync(dirname(join(folder, name)), {recursive: true});
    writeFileSync(join(folder, name), text);
  }

  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'workbox-revalidate'), {recursive: true});
  for (const name of [
    'workbox-core',
    'workbox-routing',
    'workbox-strategies',
    'vite',
    'picomatch',
  ]) {
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  const [{filename}] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
    }),
  );
  execFileSync('tar', [
    '-xzf',
    join(folder, filename),
    '-C',
    join(modules, 'workbox-revalidate'),
    '--strip-components=1',
  ]);
  return folder;
}

function serveBuild(origin: Origin, folder: string): void {
  for (const file of readdirSync(folder, {recursive: true, encoding: 'utf8'})) {
    if (!extname(file)) continue;
    const text = readFileSync(join(folder, file));
    origin.on(file === 'index.html' ? '/' : `/${file}`, (_, response) => {
      response.setHeader('Content-Type', TYPES[extname(file)] ?? 'text/plain').end(text);
    });
  }
}

test('a Vite project made from the README revalidates, and its worker reads no process.env', async ({
  origin,
  page,
}) => {
  const folder = scratchProject();
  try {
    await build({root: folder, logLevel: 'error'});
    const worker = readFileSync(join(folder, 'dist/sw.js'), 'utf8');
    expect(worker).toContain('If-None-Match');
    expect(worker).not.toContain('process.env');

    serveBuild(origin, join(folder, 'dist'));
    origin.on('/api/tide', versioned('"1"', 'high', STALE));
    await page.goto(origin.url);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    const fetchTide = () => page.evaluate(async () => (await fetch('/api/tide')).text());
    expect(await fetchTide()).toBe('high');
    await expect.poll(() => page.evaluate(() => caches.has('api'))).toBe(true);
    expect(await fetchTide()).toBe('high');
    expect(origin.requests('/api/tide').map(({headers}) => headers['if-none-match'])).toEqual([
      undefined,
      '"1"',
    ]);
  } finally {
    rmSync(folder, {recursive: true});
  }
});
