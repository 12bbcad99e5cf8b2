import {parseHttpDate} from '../http/http-date.js';
import {type SelectingValues, varyingFields} from '../http/vary.js';
import {wait} from '../wait.js';
import {type Sidecar, sidecarsOf} from './sidecar.js';
import {decodeStamp, encodeStamp, fingerprintOf, STAMP_FIELD, type Stamp} from './stamp.js';
import {copyOf, datedSidecar, type StoredCopy} from './stored-copy.js';

/** When a response was asked for and received, and what selected it. */
interface Reception {
  readonly requestTimeMs: number;
  readonly responseTimeMs: number;
  readonly selecting: SelectingValues;
}

/**
 * The responses of one cache. A body is written once and never touched; what changes later lives
 * beside it. Memory only saves reads: what it says counts as long as its fingerprint is that of the
 * body found.
 */
export interface ResponseStore {
  /** Settles with the last write of a URL, or when waiting for it no longer helps; never rejects. */
  lastWrite(url: string): Promise<void> | undefined;
  /** Writes a URL after those who came before, and before those who look it up from now on. */
  enqueue<T>(url: string, write: () => Promise<T>): Promise<T>;
  lookUp(url: string, nowMs: number): Promise<StoredCopy | undefined>;
  /** The stored response alone. By name, since a handle would still find what the page has deleted. */
  match(url: string): Promise<Response | undefined>;
  /**
   * Stores a response as it is, unless the answer to a later request is stored. A sidecar of the one
   * that it replaces no longer fits.
   * @returns whether it was stored.
   * @throws whatever Cache Storage rejects with; the old response is then still whole.
   */
  put(url: string, response: Response, reception: Reception): Promise<boolean>;
  /** Records what a 304 changed, which counts at once. The promise is for the write; it never rejects. */
  freshen(url: string, sidecar: Sidecar): Promise<void>;
}

const MAX_REMEMBERED = 10_000;
/** A body may stall: until it is whole, look-ups find the old one. */
const MAX_WAIT_MS = 3000;

const stores = new Map<string, ResponseStore>();

/** Routes that share a cache share what is remembered of it. */
export function responseStore(cacheName: string): ResponseStore {
  const store = stores.get(cacheName) ?? openStore(cacheName);
  stores.set(cacheName, store);
  return store;
}

function openStore(cacheName: string): ResponseStore {
  const sidecars = sidecarsOf(cacheName);
  const memory = new Map<string, Sidecar>();
  const writes = new Map<string, Promise<void>>();

  const match = (url: string) => caches.match(url, {cacheName, ignoreVary: true});

  function recall(url: string, fingerprint: string): Sidecar | undefined {
    const sidecar = memory.get(url);
    return sidecar?.stamp.fingerprint === fingerprint ? sidecar : undefined;
  }

  /** Keeps the most recently used. */
  function remember(url: string, sidecar: Sidecar): void {
    memory.delete(url);
    memory.set(url, sidecar);
    const [oldest = ''] = memory.keys();
    if (memory.size > MAX_REMEMBERED) {
      memory.delete(oldest);
      writes.delete(oldest);
    }
  }

  async function readStamp(url: string, fingerprint: string): Promise<Stamp | undefined> {
    const [key] = await (await caches.open(cacheName)).keys(url, {ignoreVary: true});
    const stamp = decodeStamp(key?.headers.get(STAMP_FIELD));
    // WebKit keeps the old Request when an entry is replaced.
    return stamp?.fingerprint === fingerprint ? stamp : undefined;
  }

  /** What storage says of a response that is not remembered. */
  async function readSidecar(
    url: string,
    response: Response,
    fingerprint: string,
    nowMs: number,
    sidecar: Sidecar | undefined,
  ): Promise<Sidecar> {
    const stamp = needsStamp(response, nowMs) ? await readStamp(url, fingerprint) : undefined;
    // A 304 may have come while storage was read.
    const recalled = recall(url, fingerprint);
    if (recalled) return recalled;
    const fits =
      sidecar?.stamp.fingerprint === fingerprint && stamp?.id === (stamp && sidecar.stamp.id);
    if (fits) return sidecar;
    return stamp ? {stamp} : datedSidecar(response, nowMs);
  }

  return {
    match,

    lastWrite: (url) => writes.get(url),

    enqueue(url, write) {
      const written = Promise.resolve(writes.get(url)).then(write);
      const settled = Promise.race([written, wait(MAX_WAIT_MS)]);
      writes.set(
        url,
        settled.then(
          () => {},
          () => {},
        ),
      );
      return written;
    },

    async lookUp(url, nowMs) {
      const [response, cold] = await Promise.all([
        match(url),
        memory.has(url) ? undefined : sidecars.read(url),
      ]);
      if (!response) {
        memory.delete(url);
        return undefined;
      }
      const fingerprint = fingerprintOf(response);
      const sidecar =
        recall(url, fingerprint) ?? (await readSidecar(url, response, fingerprint, nowMs, cold));
      remember(url, sidecar);
      return copyOf(response, sidecar);
    },

    async put(url, response, {requestTimeMs, responseTimeMs, selecting}) {
      const stored = memory.get(url);
      if (stored && stored.stamp.requestTimeMs > requestTimeMs) return false;
      const stamp: Stamp = {
        fingerprint: fingerprintOf(response),
        id: crypto.randomUUID(),
        requestTimeMs,
        responseTimeMs,
        selecting,
      };
      const isDated = isDatedBy(response, responseTimeMs);
      const key = new Request(url, {headers: {[STAMP_FIELD]: encodeStamp(stamp)}});
      await (await caches.open(cacheName)).put(key, response);
      remember(url, {stamp});
      // Without it, what the stamp says is read instead.
      if (!isDated) await sidecars.write(url, {stamp}).catch(() => {});
      return true;
    },

    freshen(url, sidecar) {
      // A newer response has come since the request was sent.
      if (memory.has(url) && !recall(url, sidecar.stamp.fingerprint)) return Promise.resolve();
      remember(url, sidecar);
      return sidecars.writeSoon(url, sidecar);
    },
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
