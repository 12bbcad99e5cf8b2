import {members} from './members.js';

/**
 * A directive as a member of a Dictionary (RFC 9213 §2.1): a lower-case key, an Integer, Token, String or
 * true, and parameters that say nothing. `max-age` of another type than Integer is no directive.
 */
const DIRECTIVE =
  /^(?!max-age=\D)([a-z*][a-z0-9_.*-]*(?:=(?:-?\d{1,15}|[a-zA-Z*][^\s;,"()=]*|"(?:[ !#-[\]-~]|\\["\\])*"))?)(?:=\?1)?(?:\s*;.*)?$/;

/**
 * The fields that decide how a response is cached: where it carries a field that is addressed to this
 * cache, its directives, and neither Cache-Control nor Expires (RFC 9213 §2.2).
 *
 * @param targetList names of such fields; the first that is there and valid counts.
 */
export function targetedFields(headers: Headers, targetList: readonly string[] = []): Headers {
  for (const name of targetList) {
    const directives = members(headers.get(name)).map((member) => DIRECTIVE.exec(member)?.[1]);
    // "If a targeted field in the target list is present but is empty or invalid, it is ignored."
    if (directives.length === 0 || directives.includes(undefined)) continue;
    const fields = new Headers(headers);
    fields.delete('expires');
    fields.set('cache-control', directives.join());
    return fields;
  }
  return headers;
}
