import {parseDictionary, parseStrings} from './structured-fields.js';

/**
 * The URL that stands for every URL to which a response is declared to be the answer as well
 * (No-Vary-Search §5): irrelevant parameters are left out, and sorted where their order tells nothing.
 *
 * @param noVarySearch the value of the response's field; where it is absent, or cannot be parsed, or is
 *   not of its form (§4), each URL stands for itself.
 */
export function searchClass(url: string, noVarySearch: string | null | undefined): string {
  const members = noVarySearch && parseDictionary(noVarySearch);
  if (!members) return url;
  const {params = '?0', except = '()', 'key-order': keyOrder = '?0'} = members;
  // What is named is all that is relevant, or all that is not.
  const isAllBut = params === '?1';
  const named = namesIn(isAllBut ? except : params === '?0' ? '()' : params);
  // "except" only makes sense beside a "params" that is true.
  if (!named || !(isAllBut || except === '()') || !keyOrder.startsWith('?')) return url;

  const parsed = new URL(url);
  const search = new URLSearchParams(
    [...parsed.searchParams].filter(([name]) => named.includes(name) === isAllBut),
  );
  if (keyOrder === '?1') search.sort();
  parsed.search = `${search}`;
  return parsed.href;
}

/** The parameters that an Inner List names, as a search would. */
function namesIn(innerList: string): string[] | undefined {
  const names = innerList.startsWith('(') ? parseStrings(innerList.slice(1, -1), ' +') : undefined;
  return names?.map(
    (name) => new URLSearchParams(`=${name.replace(/&/g, '%26')}`).get('') as string,
  );
}
