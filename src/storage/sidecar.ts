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
export class Sidecars {
  readonly #cacheName: string;
  readonly #unwritten = new Map<string, Sidecar>();
  #written: Promise<void> | undefined;

  constructor(cacheName: string) {
    this.#cacheName = `${cacheName}.sidecars`;
  }

  async read(url: string): Promise<Sidecar | undefined> {
    const response = await caches.match(url, {cacheName: this.#cacheName});
    const stamp = decodeStamp(response?.headers.get(STAMP_FIELD));
    if (!response || !stamp) return undefined;
    const updates = new Headers(response.headers);
    updates.delete(STAMP_FIELD);
    return {stamp, updates};
  }

  async write(url: string, sidecar: Sidecar): Promise<void> {
    const headers = new Headers(sidecar.updates);
    headers.set(STAMP_FIELD, encodeStamp(sidecar.stamp));
    await (await caches.open(this.#cacheName)).put(url, new Response(null, {headers}));
  }

  /**
   * Writes once a burst of 304s is over: writing at once would slow the answers of the burst down.
   * @returns a promise that is to be handed to `waitUntil`; it never rejects.
   */
  writeSoon(url: string, sidecar: Sidecar): Promise<void> {
    this.#unwritten.set(url, sidecar);
    this.#written ??= this.#writeWhenQuiet();
    return this.#written;
  }

  async #writeWhenQuiet(): Promise<void> {
    let waits = 0;
    let seen: number;
    do {
      seen = this.#unwritten.size;
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    } while (this.#unwritten.size > seen && ++waits < MAX_WAITS);
    this.#written = undefined;
    const sidecars = [...this.#unwritten];
    this.#unwritten.clear();
    while (sidecars.length > 0) {
      const writes = sidecars.splice(0, MAX_WRITES_AT_ONCE).map(([url, sidecar]) =>
        // One that cannot be written costs a revalidation in the worker's next life.
        this.write(url, sidecar).catch(() => {}),
      );
      await Promise.all(writes);
    }
  }
}
