import {mergeFields} from '../http/freshening.js';
import {parseHttpDate} from '../http/http-date.js';
import type {StoredResponse} from '../http/stored-response.js';
import {type SelectingValues, varyingFields} from '../http/vary.js';
import {type Sidecar, Sidecars} from './sidecar.js';
import {decodeStamp, encodeStamp, fingerprintOf, STAMP_FIELD, type Stamp} from './stamp.js';

/** A stored response, and what is known of it beside its own fields. */
export interface StoredCopy extends StoredResponse, Stamp {
  /** As the network gave it. */
  readonly response: Response;
  readonly sidecar: Sidecar;
}

/** When a response was asked for and received, and what selected it. */
export interface Reception {
  readonly requestTimeMs: number;
  readonly responseTimeMs: number;
  readonly selecting: SelectingValues;
}

const MAX_REMEMBERED = 10_000;

const stores = new Map<string, ResponseStore>();

/**
 * The responses of one cache. A body is written once and never touched; what changes later lives
 * beside it. Memory only saves reads: what it says counts as long as its fingerprint is that of the
 * body found.
 */
export class ResponseStore {
  /** Routes that share a cache share what is remembered of it. */
  static of(cacheName: string): ResponseStore {
    const store = stores.get(cacheName) ?? new ResponseStore(cacheName);
    stores.set(cacheName, store);
    return store;
  }

  readonly #cacheName: string;
  readonly #sidecars: Sidecars;
  readonly #memory = new Map<string, Sidecar>();
  readonly #writes = new Map<string, Promise<unknown>>();

  private constructor(cacheName: string) {
    this.#cacheName = cacheName;
    this.#sidecars = new Sidecars(cacheName);
  }

  /** The last write of a URL, under way or done; it never rejects. */
  lastWrite(url: string): Promise<unknown> | undefined {
    return this.#writes.get(url);
  }

  /** Writes a URL after those who came before, and before those who look it up from now on. */
  enqueue<T>(url: string, write: () => Promise<T>): Promise<T> {
    const written = Promise.resolve(this.lastWrite(url)).then(write);
    this.#writes.set(
      url,
      written.catch(() => {}),
    );
    return written;
  }

  async lookUp(url: string, nowMs: number): Promise<StoredCopy | undefined> {
    const [response, cold] = await Promise.all([
      this.match(url),
      this.#memory.has(url) ? undefined : this.#sidecars.read(url),
    ]);
    if (!response) {
      this.#memory.delete(url);
      return undefined;
    }
    const fingerprint = fingerprintOf(response);
    const sidecar =
      this.#recall(url, fingerprint) ??
      (await this.#describe(url, response, fingerprint, nowMs, cold));
    this.#remember(url, sidecar);
    return copyOf(response, sidecar);
  }

  /** The stored response alone. By name, since a handle would still find what the page has deleted. */
  match(url: string): Promise<Response | undefined> {
    return caches.match(url, {cacheName: this.#cacheName, ignoreVary: true});
  }

  /**
   * Stores a response as it is. A sidecar of the one that it replaces no longer fits.
   * @throws whatever Cache Storage rejects with; the old response is then still whole.
   */
  async put(
    url: string,
    response: Response,
    {requestTimeMs, responseTimeMs, selecting}: Reception,
  ): Promise<void> {
    const stamp: Stamp = {
      fingerprint: fingerprintOf(response),
      id: crypto.randomUUID(),
      requestTimeMs,
      responseTimeMs,
      selecting,
    };
    const isDated = isDatedBy(response, responseTimeMs);
    const key = new Request(url, {headers: {[STAMP_FIELD]: encodeStamp(stamp)}});
    await (await caches.open(this.#cacheName)).put(key, response);
    this.#remember(url, {stamp});
    if (!isDated) await this.#sidecars.write(url, {stamp});
  }

  /**
   * Records what a 304 changed. It counts at once; a promise for the write is returned, which never
   * rejects.
   */
  freshen(url: string, sidecar: Sidecar): Promise<void> {
    const isOutdated = this.#memory.has(url) && !this.#recall(url, sidecar.stamp.fingerprint);
    // A newer response has come since the request was sent.
    if (isOutdated) return Promise.resolve();
    this.#remember(url, sidecar);
    return this.#sidecars.writeSoon(url, sidecar);
  }

  /** What storage says of a response that is not remembered. */
  async #describe(
    url: string,
    response: Response,
    fingerprint: string,
    nowMs: number,
    sidecar: Sidecar | undefined,
  ): Promise<Sidecar> {
    const stamp = needsStamp(response, nowMs) ? await this.#readStamp(url, fingerprint) : undefined;
    // A 304 may have come while storage was read.
    const recalled = this.#recall(url, fingerprint);
    if (recalled) return recalled;
    const fits =
      sidecar?.stamp.fingerprint === fingerprint && stamp?.id === (stamp && sidecar.stamp.id);
    if (fits) return sidecar;
    return stamp ? {stamp} : datedSidecar(response, nowMs);
  }

  async #readStamp(url: string, fingerprint: string) {
    const cache = await caches.open(this.#cacheName);
    const [key] = await cache.keys(url, {ignoreVary: true});
    const stamp = decodeStamp(key?.headers.get(STAMP_FIELD));
    // WebKit keeps the old Request when an entry is replaced.
    return stamp?.fingerprint === fingerprint ? stamp : undefined;
  }

  #recall(url: string, fingerprint: string): Sidecar | undefined {
    const sidecar = this.#memory.get(url);
    return sidecar?.stamp.fingerprint === fingerprint ? sidecar : undefined;
  }

  /** Keeps the most recently used. */
  #remember(url: string, sidecar: Sidecar): void {
    this.#memory.delete(url);
    this.#memory.set(url, sidecar);
    const [oldest = ''] = this.#memory.keys();
    if (this.#memory.size > MAX_REMEMBERED) {
      this.#memory.delete(oldest);
      this.#writes.delete(oldest);
    }
  }
}

/** What a response's own fields tell: as old as its Date says, and without one too old to know. */
export function datedSidecar(response: Response, nowMs: number): Sidecar {
  const timeMs = parseHttpDate(response.headers.get('date'), nowMs) ?? 0;
  return {
    stamp: {fingerprint: fingerprintOf(response), requestTimeMs: timeMs, responseTimeMs: timeMs},
  };
}

/** A stored response as the rules see it. */
export function copyOf(response: Response, sidecar: Sidecar): StoredCopy {
  return {
    ...sidecar.stamp,
    response,
    sidecar,
    status: response.status,
    url: response.url,
    redirected: response.redirected,
    headers: mergeFields(response.headers, sidecar.updates),
  };
}

/** Whether Date alone tells when the response was received, or rather a little earlier. */
function isDatedBy({headers}: Response, timeMs: number): boolean {
  const dateMs = parseHttpDate(headers.get('date'), timeMs);
  return dateMs !== undefined && dateMs <= timeMs;
}

/** Whether the fields of a response leave open what its stamp tells. */
function needsStamp(response: Response, nowMs: number): boolean {
  return (
    !isDatedBy(response, nowMs) ||
    response.headers.has('age') ||
    varyingFields(response.headers).length > 0
  );
}
