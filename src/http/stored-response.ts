import type {SelectingValues} from './vary.js';

/** The fields of a message, to look at. */
export type Fields = Pick<Headers, 'get'>;

/** What the rules need to know of a stored response. */
export interface StoredResponse {
  readonly status: number;
  /** The URL that it came from, after redirects; `''` where it was constructed (Fetch, `Response.url`). */
  readonly url: string;
  /** Whether a redirect was followed on the way to it (Fetch, `Response.redirected`). */
  readonly redirected: boolean;
  /**
   * Its fields, with those that later 304s brought (§3.2), and with the directives that are addressed
   * to this cache in the place of Cache-Control (RFC 9213).
   */
  readonly headers: Fields;
  /** When the request was sent that it, or the last 304 for it, answered (§4.2.3). */
  readonly requestTimeMs: number;
  /** When it, or the last 304 for it, was received (§4.2.3). */
  readonly responseTimeMs: number;
  /** The request fields that selected it (§4.1); absent where they are not known. */
  readonly selecting?: SelectingValues | undefined;
  /** Since when only an answer to a later request may be used unvalidated (§4.4). */
  readonly invalidatedMs?: number | undefined;
}

/** The part of a Request that the rules look at. */
export type RequestFacts = Pick<
  Request,
  'cache' | 'credentials' | 'destination' | 'headers' | 'method' | 'mode' | 'url'
>;
