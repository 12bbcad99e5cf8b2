import type {InlineConfig, Plugin, PluginOption, ResolvedConfig} from 'vite';
import * as vite from 'vite';
import {ROUTES_MODULE} from './routes-module.js';

/** A file of the worker's build. */
export interface WorkerFile {
  readonly fileName: string;
  readonly source: string | Uint8Array;
}

export interface WorkerBuild {
  /** The file that it begins with, as a path. */
  readonly entry: string;
  readonly fileName: string;
  /** The code of the module that routes are in. */
  readonly routes: string;
  readonly plugins: PluginOption[];
  /** Overrules what is taken from the configuration of the page's build. */
  readonly build?: InlineConfig['build'];
  /** Is told of each module that the worker is made of, also where the build fails. */
  readonly onModule: (id: string) => void;
}

/** What Vite's two bundlers answer alike. */
interface Built {
  readonly output: readonly (
    | {readonly type: 'chunk'; readonly fileName: string; readonly code: string}
    | {readonly type: 'asset'; readonly fileName: string; readonly source: string | Uint8Array}
  )[];
}

/** Vite 8 deprecates the name that Vite 7 knows. */
const BUNDLER_OPTIONS = 'rolldownVersion' in vite ? 'rolldownOptions' : 'rollupOptions';

/**
 * Bundles a worker as one classic script, which every browser can run, as the page's configuration has
 * it.
 * @returns the worker, and whatever files it comes with.
 */
export async function bundleWorker(
  config: ResolvedConfig,
  {entry, fileName, routes, plugins, build, onModule}: WorkerBuild,
): Promise<WorkerFile[]> {
  const {minify, target, sourcemap, outDir, assetsDir, assetsInlineLimit, terserOptions} =
    config.build;
  const {alias, conditions, dedupe, extensions, mainFields, preserveSymlinks} = config.resolve;
  const built = (await vite.build({
    configFile: false,
    root: config.root,
    base: config.base,
    mode: config.mode,
    envDir: config.envDir,
    ...(config.envPrefix && {envPrefix: config.envPrefix}),
    ...(config.define && {define: config.define}),
    publicDir: config.publicDir || false,
    ...(/^(?:\.|$)/.test(config.base) && {experimental: {renderBuiltUrl: besideWorker}}),
    // What Vite tells of every build, it has told of the page's.
    logLevel: 'warn',
    customLogger: {...config.logger, info() {}},
    resolve: {alias, conditions, dedupe, extensions, mainFields, preserveSymlinks},
    plugins: [virtualRoutes(routes), withoutPreloading(), modules(onModule), plugins],
    build: {
      write: false,
      emptyOutDir: false,
      copyPublicDir: false,
      reportCompressedSize: false,
      modulePreload: false,
      minify,
      target,
      sourcemap,
      outDir,
      assetsDir,
      assetsInlineLimit,
      terserOptions,
      ...build,
      // A script of this format takes in what it imports dynamically.
      [BUNDLER_OPTIONS]: {input: entry, output: {format: 'iife', entryFileNames: fileName}},
    },
  })) as Built;
  return built.output.map((file) => ({
    fileName: file.fileName,
    source: file.type === 'chunk' ? file.code : file.source,
  }));
}

/**
 * Where the base is relative: Vite would ask `document` from where a script came. The worker lies where the
 * site begins.
 */
function besideWorker(file: string, {hostType}: {hostType: string}) {
  return hostType === 'js'
    ? {runtime: `new URL(${JSON.stringify(file)}, self.location.href).href`}
    : undefined;
}

function virtualRoutes(code: string): Plugin {
  const id = `\0${ROUTES_MODULE}`;
  return {
    name: 'workbox-revalidate:routes',
    enforce: 'pre',
    resolveId: (source) => (source === ROUTES_MODULE ? id : undefined),
    load: (loaded) => (loaded === id ? code : undefined),
  };
}

/** What Vite puts around a dynamic import is for pages: it asks for `window` where the import fails. */
function withoutPreloading(): Plugin {
  return {
    name: 'workbox-revalidate:without-preloading',
    enforce: 'pre',
    load(id) {
      if (id !== '\0vite/preload-helper.js') return undefined;
      return 'export const __vitePreload = (load) => load();';
    },
  };
}

function modules(onModule: (id: string) => void): Plugin {
  return {
    name: 'workbox-revalidate:modules',
    enforce: 'pre',
    transform(_, id) {
      onModule(id);
    },
  };
}
