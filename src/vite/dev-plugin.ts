import {stripVTControlCharacters} from 'node:util';
import {
  buildErrorMessage,
  normalizePath,
  type Plugin,
  type ResolvedConfig,
  type ViteDevServer,
} from 'vite';
import {bundleWorker} from './bundle-worker.js';
import {moduleFile} from './module-file.js';
import type {PluginOptions} from './plugin-options.js';
import {routesModule} from './routes-module.js';
import {workerEntry} from './worker-entry.js';
import {workerUrl} from './worker-url.js';

/** Serves the worker in development: built when it is asked for, and anew after a change. */
export function devPlugin(options: PluginOptions): Plugin {
  return {
    name: 'workbox-revalidate:dev',
    apply: 'serve',
    configureServer(server) {
      if (!options.dev) return;
      const {config} = server;
      const entry = workerEntry(options.worker, config.root);
      const url = workerUrl(config, options.fileName);
      const worker = new DevWorker(server, (onModule) =>
        sourceOf(config, entry, options, onModule),
      );
      server.middlewares.use(async (request, response, next) => {
        if (request.url?.split('?')[0] !== url) return next();
        for (const [name, value = ''] of Object.entries(config.server.headers ?? {})) {
          response.setHeader(name, value);
        }
        response.setHeader('Content-Type', 'text/javascript');
        response.setHeader('Cache-Control', 'no-cache');
        response.end(await worker.source());
      });
    },
  };
}

async function sourceOf(
  config: ResolvedConfig,
  entry: string,
  options: PluginOptions,
  onModule: (id: string) => void,
): Promise<string | Uint8Array> {
  const [worker] = await bundleWorker(config, {
    entry,
    fileName: options.fileName,
    // Nothing is built that could be fetched ahead.
    routes: routesModule(options, () => []),
    plugins: options.plugins(),
    build: {minify: false, sourcemap: 'inline'},
    onModule,
  });
  return worker?.source ?? '';
}

/** A worker that is built again after one of its modules has changed. */
class DevWorker {
  readonly #server: ViteDevServer;
  readonly #build: (onModule: (id: string) => void) => Promise<string | Uint8Array>;
  #source: Promise<string | Uint8Array> | undefined;
  #files = new Set<string>();
  #hasFailed = false;

  constructor(
    server: ViteDevServer,
    build: (onModule: (id: string) => void) => Promise<string | Uint8Array>,
  ) {
    this.#server = server;
    this.#build = build;
    server.watcher.on('all', (event, path) => {
      // A file that is new may be the one that was missing.
      const isMissing = this.#hasFailed && event === 'add';
      if (!isMissing && !this.#files.has(normalizePath(path))) return;
      this.#source = undefined;
      server.environments.client.hot.send({type: 'full-reload'});
    });
  }

  source(): Promise<string | Uint8Array> {
    this.#source ??= this.#built();
    return this.#source;
  }

  /** @returns the worker, or one that throws the reason why there is none. */
  async #built(): Promise<string | Uint8Array> {
    const files = new Set<string>();
    this.#files = files;
    this.#hasFailed = false;
    try {
      return await this.#build((id) => {
        const file = moduleFile(id);
        if (!file || files.has(file)) return;
        files.add(file);
        this.#server.watcher.add(file);
      });
    } catch (error) {
      this.#hasFailed = true;
      return this.#report(error as Error);
    }
  }

  /** In the terminal, on the page, and on its console, where the worker cannot be evaluated. */
  #report(error: Error): string {
    const {config, environments} = this.#server;
    config.logger.error(buildErrorMessage(error, ['The worker could not be built.']), {error});
    const message = `The worker could not be built: ${stripVTControlCharacters(error.message)}`;
    environments.client.hot.send({type: 'error', err: {message, stack: ''}});
    return `throw new Error(${JSON.stringify(message)});\n`;
  }
}
