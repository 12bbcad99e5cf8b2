import {members} from './members.js';
import {parseStrings} from './structured-strings.js';

/**
 * The URL that stands for every URL to which a response is declared to be the answer as well
 * (No-Vary-Search §5): irrelevant parameters are left out, and sorted where their order tells nothing.
 *
 * @param noVarySearch the value of the response's field; where it is absent or invalid, each URL stands
 *   for itself.
 */
export function searchClass(url: string, noVarySearch: string | null | undefined): string {
  const rule = noVarySearch && parseNoVarySearch(noVarySearch);
  if (!rule) return url;
  const {params, except, 'key-order': ignoresOrder} = rule;
  const isRelevant = ([name]: [string, string]) =>
    Array.isArray(params) ? !params.includes(name) : !params || except?.includes(name);
  const parsed = new URL(url);
  const search = new URLSearchParams([...parsed.searchParams].filter(isRelevant));
  if (ignoresOrder) search.sort();
  parsed.search = `${search}`;
  return parsed.href;
}

interface Rule {
  readonly params?: string[] | boolean;
  readonly except?: string[];
  readonly 'key-order'?: boolean;
}

/** `undefined` where the value cannot be parsed, or is not of this form (No-Vary-Search §4). */
function parseNoVarySearch(value: string): Rule | undefined {
  const rule: Record<string, string[] | boolean> = {};
  for (const member of members(value)) {
    const [, key, flag, list] =
      /^([a-z*][a-z0-9_.*-]*)(?:=(?:\?([01])|\((.*)\)))?$/.exec(member) ?? [];
    const argument = list === undefined ? flag !== '0' : parseStrings(list, ' +');
    if (!key || argument === undefined) return undefined;
    rule[key] = argument;
  }
  const {params, except, 'key-order': order = true} = rule;
  // "except" only makes sense beside a "params" that is true.
  const isWellTyped =
    (except === undefined || (Array.isArray(except) && params === true)) && !Array.isArray(order);
  return isWellTyped ? rule : undefined;
}
