import {members} from './members.js';
import type {Fields} from './stored-response.js';

/** Directives by lower-case name; the argument is `''` where there is none or where it cannot be right. */
export type CacheControl = ReadonlyMap<string, string>;

/** §1.2.2: "a cache MUST consider the value to be 2147483648 (2^31)" when it overflows. */
const MAX_DELTA_SECONDS = 2 ** 31;

const DIRECTIVE = /^([^\s=;]+)(?:=("((?:[^"\\]|\\.)*)"|[^\s";]+))?$/;

/** Parses a Cache-Control field value, of a request or a response (RFC 9111 §5.2). Never throws. */
export function parseCacheControl(fieldValue: string | null): CacheControl {
  const directives = new Map<string, string>();
  for (const member of members(fieldValue)) {
    const [wellFormed, argument = ''] = nameAndArgument(member);
    // Of a malformed member (`no-cache; no-store`) every name counts, without argument: that can only
    // shorten a lifetime.
    for (const name of wellFormed ? [wellFormed] : member.split(/=[^\s;]*|[\s;]+/)) {
      if (!name) continue;
      const key = name.toLowerCase();
      // §4.2.1: of conflicting values "either the first occurrence should be used or the response
      // should be considered stale"; no argument makes it stale.
      directives.set(key, (directives.get(key) ?? argument) === argument ? argument : '');
    }
  }
  return directives;
}

/** Of a directive that is well-formed. Most are so without a pattern, whose first use is slow. */
function nameAndArgument(member: string): [name: string | undefined, argument: string | undefined] {
  if ([...member].every((char) => char > ' ' && char < '\x7f' && !'";'.includes(char))) {
    const [name, ...rest] = member.split('=');
    return [name, rest.join('=')];
  }
  const [, name, token, quoted] = DIRECTIVE.exec(member) ?? [];
  return [name, quoted?.replace(/\\(.)/g, '$1') ?? token];
}

/** The directives of a response's or a request's own Cache-Control. */
export function directivesOf({headers}: {readonly headers: Fields}): CacheControl {
  return parseCacheControl(headers.get('cache-control'));
}

/**
 * The delta-seconds of a directive: `undefined` where it is absent, 0 where its argument is not a
 * non-negative integer (§4.2.1: "encouraged to consider responses that have invalid freshness
 * information to be stale").
 */
export function directiveSeconds(cacheControl: CacheControl, name: string): number | undefined {
  const argument = cacheControl.get(name);
  if (argument === undefined) return undefined;
  return parseDeltaSeconds(argument) ?? 0;
}

/** delta-seconds (§1.2.2): digits and nothing else. */
export function parseDeltaSeconds(value: string): number | undefined {
  const seconds = Number(value);
  // As above: what is written as anybody would needs no pattern.
  const isDigits = `${seconds >>> 0}` === value || /^\d+$/.test(value);
  return isDigits ? Math.min(seconds, MAX_DELTA_SECONDS) : undefined;
}
