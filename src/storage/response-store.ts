import {mergeFields} from '../http/freshening.js';
import {parseHttpDate} from '../http/http-date.js';
import type {StoredResponse} from '../http/stored-response.js';
import {type SelectingValues, varyingFields} from '../http/vary.js';
import {type Sidecar, Sidecars} from './sidecar.js';
import {decodeStamp, encodeStamp, fingerprintOf, STAMP_FIELD} from './stamp.js';

/** A stored response, and what is known of it beside its own fields. */
export interface StoredCopy extends StoredResponse {
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

/**
 * The responses of one cache. A body is written once and never touched; what changes later lives
 * beside it. Memory only saves reads: what it says counts as long as its fingerprint is that of the
 * body found.
 */
export class ResponseStore {
  static readonly #stores = new Map<string, ResponseStore>();

  /** Routes that share a cache share what is remembered of it. */
  static of(cacheName: string): ResponseStore {
    const store = ResponseStore.#stores.get(cacheName) ?? new ResponseStore(cacheName);
    ResponseStore.#stores.set(cacheName, store);
    return store;
  }

  readonly #cacheName: string;
  readonly #sidecars: Sidecars;
  readonly #memory = new Map<string, Sidecar>();
  readonly #pendingPuts = new Map<string, Promise<unknown>>();

  private constructor(cacheName: string) {
    this.#cacheName = cacheName;
    this.#sidecars = new Sidecars(cacheName);
  }

  /** The stored response of a URL, after any write of it that is still under way. */
  async lookUp(url: string, nowMs: number): Promise<StoredCopy | undefined> {
    while (this.#pendingPuts.has(url)) await this.#pendingPuts.get(url);

    const [response, cold] = await Promise.all([
      this.match(url),
      this.#memory.has(url) ? undefined : this.#sidecars.read(url),
    ]);
    if (!response) {
      this.#memory.delete(url);
      return undefined;
    }
    const fingerprint = fingerprintOf(response);
    // Looked up only now: a 304 may have come while storage was read.
    let sidecar = this.#memory.get(url);
    if (sidecar?.fingerprint !== fingerprint) {
      sidecar = await this.#describe(url, response, fingerprint, nowMs, cold);
    }
    this.#remember(url, sidecar);
    return copyOf(response, sidecar);
  }

  /** The stored response alone. By name, since a handle would still find what the page has deleted. */
  match(url: string): Promise<Response | undefined> {
    return caches.match(url, {cacheName: this.#cacheName, ignoreVary: true});
  }

  /**
   * Stores a response as it is, and drops what is known of the one that it replaces.
   * @throws whatever Cache Storage rejects with; the old response is then still whole.
   */
  async put(url: string, response: Response, reception: Reception): Promise<void> {
    const sidecar: Sidecar = {
      ...reception,
      fingerprint: fingerprintOf(response),
      id: crypto.randomUUID(),
      invalidated: false,
      updates: undefined,
    };
    const written = this.#write(url, response, sidecar, this.#pendingPuts.get(url));
    // Look-ups wait for the write, and do not fail with it.
    const settled = written.catch(() => {});
    this.#pendingPuts.set(url, settled);
    await settled;
    if (this.#pendingPuts.get(url) === settled) this.#pendingPuts.delete(url);
    return written;
  }

  async #write(url: string, response: Response, sidecar: Sidecar, previous?: Promise<unknown>) {
    const needsSidecar = !isDatedBy(response, sidecar.responseTimeMs);
    await previous;
    const cache = await caches.open(this.#cacheName);
    await cache.put(new Request(url, {headers: {[STAMP_FIELD]: encodeStamp(sidecar)}}), response);
    const replacesSidecar = this.#memory.get(url)?.updates;
    this.#remember(url, sidecar);
    if (needsSidecar) await this.#sidecars.write(url, sidecar);
    else if (replacesSidecar) await this.#sidecars.remove(url);
  }

  /**
   * Records what a 304 changed. It counts at once; a promise for the write is returned, which never
   * rejects.
   */
  freshen(url: string, sidecar: Sidecar): Promise<void> {
    const known = this.#memory.get(url);
    // A newer response has come since the request was sent.
    if (known && known.fingerprint !== sidecar.fingerprint) return Promise.resolve();
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
    if (sidecar?.fingerprint === fingerprint && (!stamp || stamp.id === sidecar.id)) return sidecar;
    if (stamp) return {...stamp, updates: undefined};
    return datedSidecar(response, nowMs);
  }

  async #readStamp(url: string, fingerprint: string) {
    const cache = await caches.open(this.#cacheName);
    const [key] = await cache.keys(url, {ignoreVary: true});
    const stamp = decodeStamp(key?.headers.get(STAMP_FIELD));
    // WebKit keeps the old Request when an entry is replaced.
    return stamp?.fingerprint === fingerprint ? stamp : undefined;
  }

  /** Keeps the most recently used. */
  #remember(url: string, sidecar: Sidecar): void {
    this.#memory.delete(url);
    this.#memory.set(url, sidecar);
    if (this.#memory.size > MAX_REMEMBERED) {
      for (const [oldest] of this.#memory) {
        this.#memory.delete(oldest);
        break;
      }
    }
  }
}

/** What a response's own fields tell: as old as its Date says, and without one too old to know. */
export function datedSidecar(response: Response, nowMs: number): Sidecar {
  const timeMs = parseHttpDate(response.headers.get('date'), nowMs) ?? 0;
  return {
    fingerprint: fingerprintOf(response),
    id: '',
    requestTimeMs: timeMs,
    responseTimeMs: timeMs,
    selecting: undefined,
    invalidated: false,
    updates: undefined,
  };
}

/** A stored response as the rules see it. */
export function copyOf(response: Response, sidecar: Sidecar): StoredCopy {
  return {
    response,
    sidecar,
    status: response.status,
    redirected: response.redirected,
    headers: mergeFields(response.headers, sidecar.updates),
    requestTimeMs: sidecar.requestTimeMs,
    responseTimeMs: sidecar.responseTimeMs,
    selecting: sidecar.selecting,
    invalidated: sidecar.invalidated,
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
