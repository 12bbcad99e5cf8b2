/** A quoted-string may hold commas; a quote that is never closed is a character like any other. */
const MEMBER = /(?:"(?:[^"\\]|\\.)*"|\\"|[^,])+/g;

/** A token (RFC 9110 §5.6.2) in lower case. */
const TOKEN = /[!#-'*+.^-z|~\d-]+/g;

/**
 * The names in a list of field names, in lower case. What cannot stand in a name separates two: `Headers`
 * takes nothing else for one.
 */
export function fieldNames(list: string | null | undefined): string[] {
  return list?.toLowerCase().match(TOKEN) ?? [];
}

/** The members of a list-based field value (RFC 9110 §5.6.1), without those that are empty. Never throws. */
export function members(fieldValue: string | null | undefined): string[] {
  const parts = fieldValue?.includes('"') ? fieldValue.match(MEMBER) : fieldValue?.split(',');
  return (parts ?? []).map((member) => member.trim()).filter(Boolean);
}
