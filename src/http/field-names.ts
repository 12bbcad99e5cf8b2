/** A token (RFC 9110 §5.6.2) in lower case. */
const TOKEN = /[\w!#-'*+.^`|~-]+/g;

/**
 * The names in a list of field names, in lower case. What cannot stand in a name separates two: `Headers`
 * takes nothing else for one.
 */
export function fieldNames(list: string | null | undefined): string[] {
  return list?.toLowerCase().match(TOKEN) ?? [];
}
