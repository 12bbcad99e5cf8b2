import type {PluginOption} from 'vite';
import {check, wrong} from '../check.js';
import {checkRoutes} from './check-routes.js';
import type {PlainRoute} from './plain-route.js';

export interface WorkboxRevalidateOptions {
  /**
   * What the worker answers, as data: the first route that matches a request takes it. A worker of your
   * own finds them in `virtual:workbox-revalidate/routes`.
   * @default none
   * @throws {TypeError | RangeError} naming the route by its index, for a wrong option, and for what
   * cannot be written into a file: functions, plugins, instances of classes.
   */
  readonly routes?: readonly PlainRoute[];
  /**
   * A worker of your own, as a path from Vite's `root`.
   * @default a ready one, which registers the routes and answers pages
   * @throws {TypeError} where there is no such file.
   */
  readonly worker?: string;
  /**
   * What the worker is called, at the root of `outDir` and under `base`. It never gets a hash: browsers
   * look for a new version at the URL of the old one. Where `base` is another origin's, which no worker
   * can be, it is expected at the root of the page's.
   * @default 'sw.js'
   * @throws {TypeError} for anything but the plain name of a .js or .mjs file.
   */
  readonly fileName?: string;
  /**
   * Whether the browser may send what no route takes to the network without starting the worker, see
   * `routeStatically`. A worker of your own finds it in the `options` of
   * `virtual:workbox-revalidate/routes`.
   * @default true
   */
  readonly staticRouting?: boolean;
  /**
   * Whether `vite dev` serves the worker, too. If not, `registerWorker` does nothing there.
   * @default true
   */
  readonly dev?: boolean;
  /**
   * Vite plugins for the worker's own build, made anew for each: those of the page do not take part.
   * @default none
   */
  readonly plugins?: () => PluginOption[];
}

/** The options, complete but for what has no default. */
export type PluginOptions = Required<Omit<WorkboxRevalidateOptions, 'worker'>> &
  Pick<WorkboxRevalidateOptions, 'worker'>;

const NAMES = {
  routes: true,
  worker: true,
  fileName: true,
  staticRouting: true,
  dev: true,
  plugins: true,
} as const satisfies Record<keyof WorkboxRevalidateOptions, true>;

/**
 * Checks the options and fills in the defaults.
 * @throws {TypeError | RangeError} naming the option, its value and what would be right.
 */
export function pluginOptions(options: WorkboxRevalidateOptions): PluginOptions {
  if (Object(options) !== options) wrong('options', options, 'an object');
  check(options, NAMES, '');
  const {
    routes = [],
    worker,
    fileName = 'sw.js',
    staticRouting = true,
    dev = true,
    plugins = () => [],
  } = options;
  if (!Array.isArray(routes)) wrong('routes', routes, 'a list of routes');
  checkRoutes(routes);
  if (worker !== undefined && (typeof worker !== 'string' || worker === '')) {
    wrong('worker', worker, 'the path of a file');
  }
  if (typeof fileName !== 'string' || !/^[\w-][\w.-]*\.m?js$/.test(fileName)) {
    wrong('fileName', fileName, 'a plain file name, such as sw.js');
  }
  for (const [name, value] of Object.entries({staticRouting, dev})) {
    if (typeof value !== 'boolean') wrong(name, value, 'true or false');
  }
  if (typeof plugins !== 'function') {
    wrong('plugins', plugins, 'a function that returns a list of Vite plugins');
  }
  return {routes, fileName, staticRouting, dev, plugins, ...(worker && {worker})};
}
