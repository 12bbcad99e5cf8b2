import {fieldNames} from './field-names.js';
import type {Fields} from './stored-response.js';

/** The fields by which a stored response now differs from how it is stored (§3.2); names in lower case. */
export type Updates = Readonly<Record<string, string>>;

/** Fields that are for one connection alone (RFC 9110 §7.6.1), or for a proxy (§3.1). */
const HOP_BY_HOP = /^(connection|keep-alive|proxy-.+|te|trailer|transfer-encoding|upgrade)$/;

/** §3.2: fields of a 304 that do not describe the body as it is stored. */
const OF_THE_BODY = /^content-(encoding|length|range)$/;

/** Tells the fields that must not be stored (§3.1), those that Connection lists among them. */
export function hopByHop(fields: Fields): (name: string) => boolean {
  const connectionOptions = fieldNames(fields.get('connection'));
  return (name) => HOP_BY_HOP.test(name) || connectionOptions.includes(name);
}

/**
 * The fields by which a stored response, as it is in storage, differs after a 304 (§3.2, §4.3.4).
 *
 * @param stored the fields as stored.
 * @param updates what earlier 304s changed.
 */
export function freshen(
  stored: Headers,
  updates: Updates | undefined,
  answer: Headers,
  responseTimeMs: number,
): Updates {
  const fields = {...updates};
  const isHopByHop = hopByHop(answer);

  for (const [name, value] of answer) {
    if (isHopByHop(name) || OF_THE_BODY.test(name)) continue;
    // The tag that was sent selected the response; one that merely matched it is no better.
    if (name === 'etag' && stored.has(name)) continue;
    if (stored.get(name) === value) delete fields[name];
    else fields[name] = value;
  }
  // RFC 9110 §6.6.1: without Date, the time of receipt; the old one would make it older than it is.
  if (!answer.has('date')) fields['date'] = new Date(responseTimeMs).toUTCString();
  // §4.2.3: age_value is that of the response that was just received.
  if (!answer.has('age') && (fields['age'] || stored.has('age'))) fields['age'] = '0';
  return fields;
}

/** The stored fields as later 304s have left them. */
export function fieldsOf(stored: Headers, updates: Updates | undefined): Fields {
  return updates ? {get: (name) => updates[name.toLowerCase()] ?? stored.get(name)} : stored;
}

/** Brings stored fields up to date, where they are to be sent. */
export function update(fields: Headers, updates: Updates | undefined): void {
  for (const [name, value] of Object.entries(updates ?? {})) fields.set(name, value);
}
