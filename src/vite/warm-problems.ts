import type {PlainRoute} from './plain-route.js';

/** What a pattern begins with that is nothing but text. */
const LITERAL = /^[^*:{(\\?+[]*/;

/** What is wrong with the URLs that a route fetches ahead, as far as can be told without a browser. */
export function warmProblems({match, limits}: PlainRoute, urls: readonly string[]): string[] {
  const {maxEntries = urls.length} = limits ?? {};
  const problems = [];
  if (maxEntries < urls.length) {
    problems.push(`limits.maxEntries is ${maxEntries}; fetched ahead are ${urls.length} URLs`);
  }
  if (typeof match === 'string') {
    // The slash before a group that may be missing belongs to it.
    const start = encodeURI(LITERAL.exec(match)?.[0] ?? '').replace(/\/$/, '');
    const other = urls.find((url) => url.startsWith('/') && !url.startsWith(start));
    if (other && match.startsWith('/')) {
      problems.push(`match ${match} does not take ${other}, which is fetched ahead`);
    }
  }
  return problems;
}
