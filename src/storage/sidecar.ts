import {wait} from '../wait.js';
import {decodeStamp, encodeStamp, STAMP_FIELD, type Stamp} from './stamp.js';

/** What is known of a stored response beside its own fields. */
export interface Sidecar {
  readonly stamp: Stamp;
  /** The fields by which the response now differs from how it is stored (§3.2). */
  readonly updates?: Headers;
}

const QUIET_MS = 250;
const MAX_WAITS = 4;
const MAX_WRITES_AT_ONCE = 8;

/** The companion of a cache: header-only responses that say what 304s have changed. */
export interface Sidecars {
  read(url: string): Promise<Sidecar | undefined>;
  write(url: string, sidecar: Sidecar): Promise<void>;
  /**
   * Writes once a burst of 304s is over: writing at once would slow the answers of the burst down.
   * @returns a promise that is to be handed to `waitUntil`; it never rejects.
   */
  writeSoon(url: string, sidecar: Sidecar): Promise<void>;
}

export function sidecarsOf(cacheName: string): Sidecars {
  const companionName = `${cacheName}.sidecars`;
  const unwritten = new Map<string, Sidecar>();
  let written: Promise<void> | undefined;

  async function write(url: string, {stamp, updates}: Sidecar): Promise<void> {
    const headers = new Headers(updates);
    headers.set(STAMP_FIELD, encodeStamp(stamp));
    await (await caches.open(companionName)).put(url, new Response(null, {headers}));
  }

  async function writeWhenQuiet(): Promise<void> {
    let waits = 0;
    let seen: number;
    do {
      seen = unwritten.size;
      await wait(QUIET_MS);
    } while (unwritten.size > seen && ++waits < MAX_WAITS);
    written = undefined;
    const sidecars = [...unwritten];
    unwritten.clear();
    while (sidecars.length > 0) {
      const writes = sidecars.splice(0, MAX_WRITES_AT_ONCE).map(([url, sidecar]) =>
        // One that cannot be written costs a revalidation in the worker's next life.
        write(url, sidecar).catch(() => {}),
      );
      await Promise.all(writes);
    }
  }

  return {
    write,

    async read(url) {
      const response = await caches.match(url, {cacheName: companionName});
      const stamp = decodeStamp(response?.headers.get(STAMP_FIELD));
      if (!response || !stamp) return undefined;
      const updates = new Headers(response.headers);
      updates.delete(STAMP_FIELD);
      return {stamp, updates};
    },

    writeSoon(url, sidecar) {
      unwritten.set(url, sidecar);
      written ??= writeWhenQuiet();
      return written;
    },
  };
}
