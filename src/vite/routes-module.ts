import {fileURLToPath} from 'node:url';
import {normalizePath} from 'vite';
import {codeOf} from './code-of.js';
import type {PlainRoute} from './plain-route.js';
import type {PluginOptions} from './plugin-options.js';
import {warmProblems} from './warm-problems.js';

/** What a worker imports its routes from. */
export const ROUTES_MODULE = 'virtual:workbox-revalidate/routes';

// By its path, since a worker need not find this package where it is.
const index = normalizePath(fileURLToPath(new URL('../index.js', import.meta.url)));

/**
 * The module that a worker's routes are in.
 * @param urlsOf the URLs of a route's assets, for their globs.
 * @param onProblem is told of what is fetched ahead in vain.
 */
export function routesModule(
  {routes, staticRouting}: Pick<PluginOptions, 'routes' | 'staticRouting'>,
  urlsOf: (globs: readonly string[], path: string) => readonly string[],
  onProblem: (problem: string) => void = () => {},
): string {
  const codes = routes.map((route, index) => {
    const path = `routes[${index}]`;
    const {limits, partialResponses, ...plain} = route;
    const warmed = withWarmUrls(plain, path, urlsOf);
    for (const problem of warmProblems(route, urlsIn(warmed))) onProblem(`${path}: ${problem}`);
    const code = codeOf(warmed, path);
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
): PlainRoute {
  const {warm} = route;
  if (warm === undefined || 'length' in warm) return route;
  const {urls = [], assets = [], ...options} = warm;
  const all = new Set([...urls, ...urlsOf(assets, `${path}.warm.assets`)]);
  return {...route, warm: {urls: [...all], ...options}};
}

function urlsIn({warm = []}: PlainRoute): readonly string[] {
  return 'length' in warm ? warm : (warm.urls ?? []);
}
