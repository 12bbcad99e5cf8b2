import {members} from './members.js';

/**
 * A directive as a member of a Dictionary (RFC 9213 §2.1): a lower-case key, a Boolean, Integer, Token
 * or String, and parameters that say nothing. `max-age` of another type than Integer is no directive.
 */
const DIRECTIVE =
  /^(?!max-age=\D)([a-z*][a-z0-9_.*-]*)(=(?:-?\d{1,15}|[a-z*][^\s;,"()=]*|"(?:[ !#-[\]-~]|\\["\\])*"|\?[01]))?(?:\s*;.*)?$/i;

/**
 * The fields that decide how a response is cached: where it carries a field that is addressed to this
 * cache, its directives, and neither Cache-Control nor Expires (RFC 9213 §2.2).
 *
 * @param targetList names of such fields; the first that is there and valid counts.
 */
export function targetedFields(headers: Headers, targetList: readonly string[]): Headers {
  for (const name of targetList) {
    const directives = members(headers.get(name)).map((member) => DIRECTIVE.exec(member));
    // "If a targeted field in the target list is present but is empty or invalid, it is ignored."
    const isValid = directives.every((match) => match && match[1] === match[1]?.toLowerCase());
    if (directives.length === 0 || !isValid) continue;
    const fields = new Headers(headers);
    fields.delete('expires');
    const texts = directives.map((match) => `${match?.[1]}${match?.[2] ?? ''}`);
    const isTrue = (text: string) => !text.endsWith('=?0');
    fields.set(
      'cache-control',
      texts
        .filter(isTrue)
        .map((text) => text.replace('=?1', ''))
        .join(),
    );
    return fields;
  }
  return headers;
}
