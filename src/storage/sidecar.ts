import {decodeStamp, encodeStamp, STAMP_FIELD, type Stamp} from './stamp.js';

/** A stamp as a later 304 left it, with the fields that it changed. */
export interface Sidecar extends Stamp {
  /** The fields by which the response now differs from how it is stored (§3.2). */
  readonly updates: Headers | undefined;
}

const QUIET_MS = 250;
const MAX_DELAY_MS = 1000;
const MAX_WRITES_AT_ONCE = 8;

/** The companion of a cache: header-only responses that say what 304s have changed. */
export class Sidecars {
  readonly #cacheName: string;
  readonly #unwritten = new Map<string, Sidecar>();
  #written: Promise<void> | undefined;
  #lastChangeMs = 0;

  constructor(cacheName: string) {
    this.#cacheName = `${cacheName}.sidecars`;
  }

  async read(url: string): Promise<Sidecar | undefined> {
    const response = await caches.match(url, {cacheName: this.#cacheName});
    const stamp = decodeStamp(response?.headers.get(STAMP_FIELD));
    if (!response || !stamp) return undefined;
    const updates = new Headers(response.headers);
    updates.delete(STAMP_FIELD);
    return {...stamp, updates};
  }

  async remove(url: string): Promise<void> {
    this.#unwritten.delete(url);
    await (await caches.open(this.#cacheName)).delete(url);
  }

  async write(url: string, sidecar: Sidecar): Promise<void> {
    const headers = new Headers(sidecar.updates);
    headers.set(STAMP_FIELD, encodeStamp(sidecar));
    await (await caches.open(this.#cacheName)).put(url, new Response(null, {headers}));
  }

  /**
   * Writes once a burst of 304s is over: writing at once would slow the answers of the burst down.
   * @returns a promise that is to be handed to `waitUntil`; it never rejects.
   */
  writeSoon(url: string, sidecar: Sidecar): Promise<void> {
    this.#unwritten.set(url, sidecar);
    this.#lastChangeMs = performance.now();
    this.#written ??= this.#writeWhenQuiet();
    return this.#written;
  }

  async #writeWhenQuiet(): Promise<void> {
    const deadlineMs = this.#lastChangeMs + MAX_DELAY_MS;
    for (let waitMs = QUIET_MS; waitMs > 0; ) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      waitMs = Math.min(this.#lastChangeMs + QUIET_MS, deadlineMs) - performance.now();
    }
    this.#written = undefined;
    const entries = this.#unwritten.entries();
    await Promise.all(Array.from({length: MAX_WRITES_AT_ONCE}, () => this.#drain(entries)));
  }

  async #drain(entries: Iterator<[string, Sidecar]>): Promise<void> {
    for (let next = entries.next(); !next.done; next = entries.next()) {
      const [url, sidecar] = next.value;
      this.#unwritten.delete(url);
      // A sidecar that cannot be written costs one revalidation in the worker's next life.
      await this.write(url, sidecar).catch(() => {});
    }
  }
}
