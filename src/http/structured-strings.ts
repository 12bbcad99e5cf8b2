/** A String (RFC 9651 §3.3.3) and its parameters, which say nothing here. */
const STRING = String.raw`"(?:[ !#-[\]-~]|\\["\\])*"`;
const ITEM = `${STRING}(?:;[^;,()"]*)*`;

/**
 * The Strings in a List or Inner List that holds nothing else (RFC 9651 §3.1); `undefined` where it
 * cannot be parsed, for then "the entire field value MUST be ignored" (§4.2).
 *
 * @param separator what stands between two items, as a regular expression.
 */
export function parseStrings(list: string, separator: string): string[] | undefined {
  if (!new RegExp(`^ *(?:${ITEM}(?:${separator}${ITEM})*)? *$`).test(list)) return undefined;
  return (
    list
      .match(new RegExp(STRING, 'g'))
      ?.map((string) => string.slice(1, -1).replace(/\\(.)/g, '$1')) ?? []
  );
}
