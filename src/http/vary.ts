import {fieldNames} from './field-names.js';
import {members} from './members.js';
import type {Fields, RequestFacts} from './stored-response.js';

/** The values of the request fields that a response's Vary names (§4.1), normalised. */
export type SelectingValues = {readonly [name: string]: string | null};

/** Fields that the browser sets and that cannot differ from one request of a worker to the next. */
const CONSTANT = /^(accept-encoding|origin|user-agent|sec-ch-.+)$/;

/** Fields that a worker cannot see unless the page set them: they may differ, and nothing tells. */
const UNSEEN = /^(authorization|cookie|referer)$/;

/** Vary's members in lower case, without those that cannot differ. */
export function varyingFields(headers: Fields): string[] {
  return fieldNames(headers.get('vary')).filter((name) => !CONSTANT.test(name));
}

/** What the request says in the fields that `headers` varies on, to be kept with the response. */
export function selectingValues(request: RequestFacts, headers: Fields): SelectingValues {
  return Object.fromEntries(
    varyingFields(headers)
      .sort()
      .map((name) => [name, selectingValue(request, name)]),
  );
}

/** Whatever a worker fetches is sent as `empty`, so the page request's own destination and mode count. */
function selectingValue(request: RequestFacts, name: string): string | null {
  if (name === 'sec-fetch-dest') return request.destination;
  if (name === 'sec-fetch-mode') return request.mode;
  const value = request.headers.get(name);
  return value && normalise(name, value);
}

/**
 * §4.1: field values match where they can be made equal by "adding or removing whitespace, where
 * allowed", and by normalising both "in a way that is known to have identical semantics": the order of
 * preferences in Accept and Accept-Language tells nothing (RFC 9110 §12.5.1, §12.5.4), their qvalues do.
 */
function normalise(name: string, value: string): string {
  const list = members(value);
  if (!/^accept(-language)?$/.test(name) || value.includes('"')) return list.join();
  return list
    .map((preference) => preference.toLowerCase().replace(/\s+|;\s*q=1(?:\.0*)?$/g, ''))
    .sort()
    .join();
}

/**
 * Whether the request would select the stored response (§4.1): `unknown` where only the origin can
 * tell, because Vary names a field that is hidden from workers.
 */
export function compareSelecting(
  request: RequestFacts,
  headers: Fields,
  stored: SelectingValues | undefined,
): 'same' | 'other' | 'unknown' {
  const values = Object.entries(selectingValues(request, headers));
  // §4.1: "A stored response with a Vary header field value containing a member "*" always fails to match."
  const differs = ([name, value]: [string, string | null]) =>
    name === '*' || value !== stored?.[name];
  if (values.some(differs)) return 'other';
  const isUnseen = ([name, value]: [string, string | null]) => value === null && UNSEEN.test(name);
  return values.some(isUnseen) ? 'unknown' : 'same';
}
