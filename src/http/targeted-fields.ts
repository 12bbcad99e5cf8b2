import type {FreshnessPolicy} from '../options.js';
import type {Fields} from './stored-response.js';
import {parseDictionary} from './structured-fields.js';

export const DEFAULT_TARGET_LIST = ['Service-Worker-Cache-Control'];

/**
 * The fields that decide how a response is cached: where it carries a field that is addressed to this
 * cache, its directives, and neither Cache-Control nor Expires (RFC 9213 §2.2).
 *
 * @param policy names such fields; the first that is there and valid counts.
 */
export function targetedFields(
  headers: Fields,
  {targetList = DEFAULT_TARGET_LIST}: Pick<FreshnessPolicy, 'targetList'>,
): Fields {
  for (const name of targetList) {
    const value = headers.get(name);
    const directives = (value && parseDictionary(value)) || {};
    const texts = Object.entries(directives).map((member) => member.join('=').replace('=?1', ''));
    // "If a targeted field in the target list is present but is empty or invalid, it is ignored."
    if (texts.length === 0 || /\D/.test(directives['max-age'] ?? '')) continue;
    const others: Record<string, string | null> = {'cache-control': texts.join(), expires: null};
    return {get: (name) => (name in others ? (others[name] as string) : headers.get(name))};
  }
  return headers;
}
