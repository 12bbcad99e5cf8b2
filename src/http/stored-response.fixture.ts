import type {FreshnessDefaults, FreshnessOverride, FreshnessPolicy} from '../options.js';
import type {RequestFacts, StoredResponse} from './stored-response.js';

/** What each row of a table says of the sentence that it tests. */
export type Level = 'must' | 'should' | 'optimal';

export type Fields = Record<string, string>;

/** When the stored responses of the tests were received. */
export const RECEIVED_MS = Date.UTC(2026, 6, 1, 12, 0, 0);
/** The same instant as Date says it. */
export const RECEIVED_DATE = 'Wed, 01 Jul 2026 12:00:00 GMT';

/** A field value for an instant that lies so many seconds after the receipt, or before it. */
export function dateAfterReceipt(seconds: number): string {
  return new Date(RECEIVED_MS + seconds * 1000).toUTCString();
}

/** A 200 that was sent and received at RECEIVED_MS, without a delay. */
export function storedResponse(
  fields: Fields,
  facts: Partial<Omit<StoredResponse, 'headers'>> = {},
): StoredResponse {
  return {
    status: 200,
    url: 'https://example.com/',
    redirected: false,
    requestTimeMs: RECEIVED_MS,
    responseTimeMs: RECEIVED_MS,
    ...facts,
    headers: new Headers(fields),
  };
}

/** A GET that a script makes, in the default cache mode. */
export function requestFacts(
  fields: Fields = {},
  facts: Partial<Omit<RequestFacts, 'headers'>> = {},
): RequestFacts {
  return {
    method: 'GET',
    url: 'https://example.com/',
    cache: 'default',
    credentials: 'same-origin',
    destination: '',
    mode: 'cors',
    ...facts,
    headers: new Headers(fields),
  };
}

/** The documented defaults, except where the test says otherwise. */
export function policyWith(
  defaults: FreshnessDefaults = {},
  override: FreshnessOverride = {},
): FreshnessPolicy {
  return {defaults, override};
}

/** The rows of a table, each after a title that says all of it. */
export function titled<Row extends {level: Level}>(rows: readonly Row[]): [string, Row][] {
  return rows.map((row) => {
    const {level, ...facts} = row;
    const said = Object.entries(facts).map(
      ([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`,
    );
    return [`${level}: ${said.join(', ')}`, row];
  });
}
