import {members} from './members.js';
import {parseStrings} from './structured-strings.js';

/**
 * The URL that stands for every URL to which a response is declared to be the answer as well
 * (No-Vary-Search §2): irrelevant parameters are left out, and sorted where their order tells nothing.
 *
 * @param noVarySearch the value of the response's field; where it is absent or invalid, each URL stands
 *   for itself.
 */
export function searchClass(url: string, noVarySearch: string | null | undefined): string {
  const rule = noVarySearch ? parseNoVarySearch(noVarySearch) : undefined;
  if (!rule) return url;
  const parsed = new URL(url);
  const relevant = [...parsed.searchParams].filter(([name]) => !rule.isIrrelevant(name));
  const search = new URLSearchParams(relevant);
  if (rule.ignoresOrder) search.sort();
  parsed.search = `${search}`;
  return parsed.href;
}

interface Rule {
  readonly isIrrelevant: (parameter: string) => boolean;
  readonly ignoresOrder: boolean;
}

/** `undefined` for a value that varies on the whole search, as one does that cannot be parsed. */
function parseNoVarySearch(value: string): Rule | undefined {
  const found = new Map<string, string[] | boolean>();
  for (const member of members(value)) {
    const [, key = '', flag, list] =
      /^([a-z*][a-z0-9_.*-]*)(?:=(?:\?([01])|\((.*)\)))?$/.exec(member) ?? [];
    const argument = list === undefined ? flag !== '0' : parseStrings(list, ' +');
    if (!key || argument === undefined) return undefined;
    found.set(key, argument);
  }
  const params = found.get('params') ?? false;
  const except = found.get('except') ?? [];
  const ignoresOrder = found.get('key-order') ?? false;
  // "except" only makes sense beside a "params" that is true.
  const isValid = Array.isArray(except) && (params === true || !found.has('except'));
  if (!isValid || typeof ignoresOrder !== 'boolean') return undefined;
  const isIrrelevant = Array.isArray(params)
    ? (name: string) => params.includes(name)
    : (name: string) => params && !except.includes(name);
  return {isIrrelevant, ignoresOrder};
}
