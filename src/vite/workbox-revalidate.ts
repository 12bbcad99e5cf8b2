import type {Plugin} from 'vite';
import {buildPlugin} from './build-plugin.js';
import {devPlugin} from './dev-plugin.js';
import {pagePlugin} from './page-plugin.js';
import {pluginOptions, type WorkboxRevalidateOptions} from './plugin-options.js';

/**
 * Builds a worker beside the page, as one classic script whose URL stays the same, serves it in
 * development, and gives pages `virtual:workbox-revalidate` to register it.
 *
 * @throws {TypeError | RangeError} naming the option, its value and what would be right.
 */
export function workboxRevalidate(options: WorkboxRevalidateOptions = {}): Plugin[] {
  const checked = pluginOptions(options);
  return [pagePlugin(checked), buildPlugin(checked), devPlugin(checked)];
}
