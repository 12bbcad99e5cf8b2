import {type Plugin, version} from 'vite';
import {buildPlugin} from './build-plugin.js';
import {devPlugin} from './dev-plugin.js';
import {pagePlugin} from './page-plugin.js';
import {pluginOptions, type WorkboxRevalidateOptions} from './plugin-options.js';

/**
 * Builds a worker beside the page, as one classic script whose URL stays the same, serves it in
 * development, and gives pages `virtual:workbox-revalidate` to register it.
 *
 * @throws {TypeError | RangeError} naming the option, its value and what would be right; under an older
 *   Vite than 7.
 */
export function workboxRevalidate(options: WorkboxRevalidateOptions = {}): Plugin[] {
  // Who has an older one may still use all that is not of this plugin: the package must not refuse it.
  if (Number.parseInt(version, 10) < 7) {
    throw new RangeError(`vite is ${version}; expected: 7 or later, for workboxRevalidate`);
  }
  const checked = pluginOptions(options);
  return [pagePlugin(checked), buildPlugin(checked), devPlugin(checked)];
}
