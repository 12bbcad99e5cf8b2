import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import {build, type Rollup} from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Measure {
  readonly what: string;
  /** A module; its size counts on top of that of what it is added to. */
  readonly source: string;
  readonly addedTo?: string;
  readonly budgetBytes: number;
}

const WORKBOX = `
  import {registerRoute} from 'workbox-routing';
  import {CacheFirst} from 'workbox-strategies';
  registerRoute('/a', new CacheFirst());
`;
const STRATEGY = `${WORKBOX}
  import {RevalidateWhenStale} from 'workbox-revalidate';
  registerRoute('/b', new RevalidateWhenStale());
`;
const ROUTES = `${STRATEGY}
  import {registerRoutes} from 'workbox-revalidate';
  const routes = registerRoutes([{match: '/c'}]);
`;

const MEASURES: readonly Measure[] = [
  {
    what: "RevalidateWhenStale, on top of Workbox's core, routing and CacheFirst",
    source: STRATEGY,
    addedTo: WORKBOX,
    budgetBytes: 9 * 1024,
  },
  {what: 'registerRoutes, on top of that', source: ROUTES, addedTo: STRATEGY, budgetBytes: 1024},
  {
    what: 'answerPages, on top of that',
    source: `${ROUTES} import {answerPages} from 'workbox-revalidate'; answerPages(routes);`,
    addedTo: ROUTES,
    budgetBytes: 2975,
  },
  {
    what: 'routeStatically, on top of registerRoutes',
    source: `${ROUTES} import {routeStatically} from 'workbox-revalidate'; routeStatically([]);`,
    addedTo: ROUTES,
    budgetBytes: 300,
  },
  {
    what: 'partialResponses, on top of the strategy',
    source: `${STRATEGY}
      import {partialResponses} from 'workbox-revalidate';
      new RevalidateWhenStale({plugins: [partialResponses()]});`,
    addedTo: STRATEGY,
    budgetBytes: 2400,
  },
  {
    what: 'storageLimits, on top of the strategy',
    source: `${STRATEGY}
      import {storageLimits} from 'workbox-revalidate';
      new RevalidateWhenStale({plugins: [storageLimits({maxEntries: 9})]});`,
    addedTo: STRATEGY,
    budgetBytes: 900,
  },
  {
    what: 'workbox-revalidate/page, all of it',
    source: `
      import {entries, onDecision, purge, refresh, registerWorker} from 'workbox-revalidate/page';
      Object.assign(self, {entries, onDecision, purge, refresh, registerWorker});`,
    budgetBytes: 2048,
  },
];

/** The size of a script as it is sent: bundled, minified, gzipped. */
async function sentBytes(source: string): Promise<number> {
  const {output} = (await build({
    root,
    configFile: false,
    logLevel: 'error',
    define: {'process.env.NODE_ENV': '"production"'},
    plugins: [
      {
        name: 'source',
        resolveId: (id) => (id === 'source' ? `${root}source.js` : undefined),
        load: (id) => (id.endsWith('/source.js') ? source : undefined),
      },
    ],
    build: {
      write: false,
      modulePreload: {polyfill: false},
      rollupOptions: {input: 'source', output: {format: 'iife'}},
    },
  })) as Rollup.RollupOutput;
  return gzipSync(output[0].code, {level: 9}).length;
}

console.log('Sizes, min+gzip:');
for (const {what, source, addedTo, budgetBytes} of MEASURES) {
  const bytes = (await sentBytes(source)) - (addedTo ? await sentBytes(addedTo) : 0);
  const isOver = bytes > budgetBytes;
  console.log(`${bytes} of ${budgetBytes}  ${what}${isOver ? ': over its budget' : ''}`);
  if (isOver && process.argv.includes('--check')) process.exitCode = 1;
}
