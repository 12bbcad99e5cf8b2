import {existsSync, readdirSync, statSync} from 'node:fs';
import {join, relative} from 'node:path';
import {normalizePath, type Plugin, type ResolvedConfig} from 'vite';
import {assetUrls} from './asset-urls.js';
import {bundleWorker} from './bundle-worker.js';
import {moduleFile} from './module-file.js';
import type {PluginOptions} from './plugin-options.js';
import {routesModule} from './routes-module.js';
import {workerEntry} from './worker-entry.js';

/** Builds the worker, once it is known what the page's build consists of. */
export function buildPlugin(options: PluginOptions): Plugin {
  const {fileName} = options;
  const modules = new Set<string>();
  const built = new Set<string>();
  let entry: string;
  return {
    name: 'workbox-revalidate:build',
    apply: 'build',
    enforce: 'post',
    configResolved({root, plugins, logger}) {
      entry = workerEntry(options.worker, root);
      if (plugins.some(({name}) => name === 'vite-plugin-pwa')) {
        logger.warn(
          'workbox-revalidate: vite-plugin-pwa builds a worker too, and one replaces the other. Expected: ' +
            'this plugin alone, or that one, and registerRoutes in a worker of your own.',
        );
      }
      built.clear();
    },
    // Not when a build starts: in Vite 8, one starts for each output.
    watchChange() {
      built.clear();
    },
    buildStart() {
      if (this.environment.name !== 'client') return;
      for (const module of modules.add(entry)) this.addWatchFile(module);
    },
    generateBundle: {
      // What other plugins add to the build, or take from it, is done by then.
      order: 'post',
      async handler(_, bundle) {
        const {config, name} = this.environment;
        if (name !== 'client') return;
        // A build may have several outputs, as that of @vitejs/plugin-legacy has; the last one's
        // worker, which replaces the others, knows the files of all.
        for (const file of Object.keys(bundle)) built.add(file);
        const files = [...new Set([...built, ...publicFiles(config)])].filter(
          (file) => file !== fileName && !file.endsWith('.map'),
        );
        const urlsOf = (globs: readonly string[], path: string) =>
          assetUrls(globs, files, config.base, (glob) => {
            this.warn(`${path}: no file of the build matches ${glob}`);
          });
        const routes = routesModule(options, urlsOf, (problem) => this.warn(problem));
        const onModule = (id: string) => {
          const file = moduleFile(id);
          if (file) modules.add(file);
        };
        const worker = {entry, fileName, routes, plugins: options.plugins(), onModule};
        for (const file of await bundleWorker(config, worker)) {
          this.emitFile({type: 'asset', ...file});
        }
      },
    },
  };
}

/** The files that Vite copies to `outDir`, as their paths there. */
function publicFiles({publicDir, build}: ResolvedConfig): string[] {
  if (!publicDir || !build.copyPublicDir || !existsSync(publicDir)) return [];
  return filesIn(publicDir).map((path) => normalizePath(relative(publicDir, path)));
}

/** All files below a folder, behind links too, as Vite copies them. */
function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : path;
  });
}
