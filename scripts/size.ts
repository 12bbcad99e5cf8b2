import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import {build, type Rollup} from 'vite';

const BUDGET_BYTES = 9 * 1024;

const root = fileURLToPath(new URL('..', import.meta.url));

const WORKBOX = `
  import {registerRoute} from 'workbox-routing';
  import {CacheFirst} from 'workbox-strategies';
  registerRoute('/a', new CacheFirst());
`;
const OURS = `
  import {RevalidateWhenStale} from 'workbox-revalidate';
  registerRoute('/b', new RevalidateWhenStale());
`;

/** The size of a worker as it is sent: bundled, minified, gzipped. */
async function workerBytes(source: string): Promise<number> {
  const {output} = (await build({
    root,
    configFile: false,
    logLevel: 'error',
    define: {'process.env.NODE_ENV': '"production"'},
    plugins: [
      {
        name: 'worker-source',
        resolveId: (id) => (id === 'worker-source' ? `${root}worker-source.js` : undefined),
        load: (id) => (id.endsWith('/worker-source.js') ? source : undefined),
      },
    ],
    build: {write: false, rollupOptions: {input: 'worker-source', output: {format: 'iife'}}},
  })) as Rollup.RollupOutput;
  return gzipSync(output[0].code, {level: 9}).length;
}

const workbox = await workerBytes(WORKBOX);
const added = (await workerBytes(WORKBOX + OURS)) - workbox;
console.log(
  `RevalidateWhenStale adds ${added} bytes (min+gzip) to the ${workbox} of a worker with Workbox's ` +
    `core, routing and CacheFirst. Budget: ${BUDGET_BYTES}.`,
);
if (added > BUDGET_BYTES && process.argv.includes('--check')) {
  console.error('That is over the budget.');
  process.exitCode = 1;
}
