import type {SelectingValues} from '../http/vary.js';

/** The one field that an entry's Request carries, and that a sidecar carries beside its updates. */
export const STAMP_FIELD = 'workbox-revalidate';

const VERSION = 1;

/** What is known of a stored response that its own fields do not say. */
export interface Stamp {
  /** Of which response this speaks. */
  readonly fingerprint: string;
  /** Tells apart two responses whose fingerprints are the same; absent where it was never read. */
  readonly id?: string;
  readonly requestTimeMs: number;
  readonly responseTimeMs: number;
  readonly selecting?: SelectingValues;
}

/** What tells one stored response from another, as far as a worker can read it. */
export function fingerprintOf({headers}: Response): string {
  return JSON.stringify(
    ['etag', 'last-modified', 'date', 'content-length'].map((name) => headers.get(name)),
  );
}

/** As a field value: JSON of byte strings is a byte string. */
export function encodeStamp(stamp: Stamp): string {
  return JSON.stringify({version: VERSION, stamp});
}

/** `undefined` where there is none, or one of another version. Never throws. */
export function decodeStamp(value: string | null | undefined): Stamp | undefined {
  try {
    const {version, stamp} = JSON.parse(value ?? '{}');
    return version === VERSION ? stamp : undefined;
  } catch {
    // Something else wrote it: as good as none.
    return undefined;
  }
}
