import {fileURLToPath} from 'node:url';
import {normalizePath} from 'vite';

/** What a page imports `registerWorker` from. */
export const PAGE_MODULE = 'virtual:workbox-revalidate';

/** Without a worker to register: on a server, or where development goes without. */
export const PAGE_MODULE_WITHOUT_WORKER = 'export async function registerWorker() {}\n';

// By its path, since a page need not find this package where it is.
const page = normalizePath(fileURLToPath(new URL('../page/index.js', import.meta.url)));

/**
 * The module that registers the worker. Its scope is the folder that it is in, `base`, unless told.
 * @param url a path from the root of the origin, or one from the page, with a dot.
 */
export function pageModule(url: string): string {
  const code = JSON.stringify(url);
  return (
    `import {registerWorker as register} from ${JSON.stringify(page)};\n` +
    'export function registerWorker(options) {\n' +
    `  return register(${url.startsWith('.') ? `new URL(${code}, document.baseURI).href` : code}, options);\n` +
    '}\n'
  );
}
