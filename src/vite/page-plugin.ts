import type {Plugin, ResolvedConfig} from 'vite';
import {PAGE_MODULE, PAGE_MODULE_WITHOUT_WORKER, pageModule} from './page-module.js';
import type {PluginOptions} from './plugin-options.js';
import {ROUTES_MODULE} from './routes-module.js';
import {workerUrl} from './worker-url.js';

const ID = `\0${PAGE_MODULE}`;

/** Gives pages the module that registers the worker. */
export function pagePlugin({fileName, dev}: PluginOptions): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'workbox-revalidate:page',
    enforce: 'pre',
    // A copy made ahead would be another module than the one that the page module imports.
    config: () => ({optimizeDeps: {exclude: ['workbox-revalidate']}}),
    configResolved(resolved) {
      config = resolved;
    },
    resolveId(source) {
      if (source === ROUTES_MODULE)
        this.error(`${ROUTES_MODULE} can be imported by the worker only`);
      return source === PAGE_MODULE ? ID : undefined;
    },
    load(id) {
      if (id !== ID) return undefined;
      const isServer = this.environment.config.consumer === 'server';
      const isWithout = isServer || (config.command === 'serve' && !dev);
      return isWithout ? PAGE_MODULE_WITHOUT_WORKER : pageModule(workerUrl(config, fileName));
    },
  };
}
