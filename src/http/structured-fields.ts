// The grammar of RFC 9651 §3, as far as what is used of it needs: of tokens, numbers, parameters and
// what stands in parentheses only where they end.
const STRING = String.raw`"(?:[ !#-[\]-~]|\\["\\])*"`;
const PARAMETERS = String.raw`(?:; *[a-z*][^\s;,"()]*(?:${STRING})?)*`;
const MEMBER = String.raw`([a-z*][a-z0-9_.*-]*)(?:=(\((?:[^()"]|${STRING})*\)|${STRING}|[-:?\w*][^\s;,"()]*))?${PARAMETERS}`;
const COMMA = '[ \t]*,[ \t]*';

/** The parts of a text that is nothing but such parts and what separates them; else `undefined`. */
function partsOf(text: string, part: string, separator: string): RegExpMatchArray[] | undefined {
  const isWhole = new RegExp(`^(?: *${part}(?:${separator}${part})*)? *$`).test(text);
  return isWhole ? [...text.matchAll(new RegExp(part, 'g'))] : undefined;
}

/**
 * The Strings in a List or Inner List that holds nothing else, or `undefined`. Parameters say nothing.
 * @param separator what stands between two items, as a regular expression.
 */
export function parseStrings(list: string, separator = COMMA): string[] | undefined {
  return partsOf(list, `(${STRING})${PARAMETERS}`, separator)?.map(([, string = '']) =>
    string.slice(1, -1).replace(/\\(.)/g, '$1'),
  );
}

/**
 * The members of a Dictionary: what stands behind each key, `?1` for a key alone (§3.2). `undefined`
 * where it cannot be parsed, for then "the entire field value MUST be ignored" (§4.2).
 */
export function parseDictionary(fieldValue: string): Partial<Record<string, string>> | undefined {
  const members = partsOf(fieldValue, MEMBER, COMMA);
  return members && Object.fromEntries(members.map(([, key, value = '?1']) => [key, value]));
}
