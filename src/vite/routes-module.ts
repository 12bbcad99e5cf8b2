import {fileURLToPath} from 'node:url';
import {normalizePath} from 'vite';
import {codeOf} from './code-of.js';
import type {PlainRoute} from './plain-route.js';
import type {PluginOptions} from './plugin-options.js';

/** What a worker imports its routes from. */
export const ROUTES_MODULE = 'virtual:workbox-revalidate/routes';

// By its path, since a worker need not find this package where it is.
const index = normalizePath(fileURLToPath(new URL('../index.js', import.meta.url)));

/**
 * The module that a worker's routes are in.
 * @param urlsOf the URLs of a route's assets, for their globs.
 */
export function routesModule(
  {routes, staticRouting}: Pick<PluginOptions, 'routes' | 'staticRouting'>,
  urlsOf: (globs: readonly string[], path: string) => readonly string[],
): string {
  const codes = routes.map((route, index) => {
    const path = `routes[${index}]`;
    const {limits, partialResponses, ...plain} = route;
    const code = codeOf(withWarmUrls(plain, path, urlsOf), path);
    const plugins = Object.entries({storageLimits: limits, partialResponses}).flatMap(
      ([name, options]) => (options ? `${name}(${codeOf(options, `${path}.${name}`)})` : []),
    );
    return plugins.length > 0
      ? `  {...${code}, plugins: [${plugins.join(', ')}]},\n`
      : `  ${code},\n`;
  });
  return (
    `import {partialResponses, storageLimits} from ${JSON.stringify(index)};\n` +
    `export const routes = [\n${codes.join('')}];\n` +
    `export const options = ${codeOf({staticRouting}, 'options')};\n`
  );
}

function withWarmUrls(
  route: PlainRoute,
  path: string,
  urlsOf: (globs: readonly string[], path: string) => readonly string[],
): object {
  const {warm} = route;
  if (warm === undefined || 'length' in warm) return route;
  const {urls = [], assets = [], ...options} = warm;
  const all = new Set([...urls, ...urlsOf(assets, `${path}.warm.assets`)]);
  return {...route, warm: {urls: [...all], ...options}};
}
