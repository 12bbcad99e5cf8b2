import {groupUrls} from '../http/cache-groups.js';
import {searchClass} from '../http/no-vary-search.js';
import type {RequestFacts} from '../http/stored-response.js';
import {compareSelecting, selectingValues} from '../http/vary.js';
import {within} from '../wait.js';
import {pathOf, variantKey} from './keys.js';
import {STAMP_FIELD} from './our-caches.js';
import {type Known, sidecarsOf} from './sidecar.js';
import {decode, encode, fingerprintOf, isDatedBy, needsStamp, type Stamp} from './stamp.js';
import {copyOf, datedStamp, type StoredCopy} from './stored-copy.js';

/** For what and when a response was asked for, and when it was received. */
export interface Reception {
  readonly request: RequestFacts;
  readonly requestTimeMs: number;
  readonly responseTimeMs: number;
}

/**
 * The responses of one cache. A body is written once and never touched; what changes later lives
 * beside it. Memory only saves reads: what it says counts as long as its fingerprint is that of the
 * body found.
 */
export interface ResponseStore {
  /** Settles with the last write of a URL, or when waiting for it no longer helps; never rejects. */
  lastWrite(url: string): Promise<unknown> | undefined;
  /** Writes a URL after those who came before, and before those who look it up from now on. */
  enqueue<T>(url: string, write: () => Promise<T>): Promise<T>;
  /**
   * The copy that the request would select, else another one that is stored for its URL, or for one
   * that No-Vary-Search declares equal.
   */
  lookUp(url: string, request: RequestFacts, nowMs: number): Promise<StoredCopy | undefined>;
  /** All copies that are stored beside one, and it. */
  variants(copy: StoredCopy, nowMs: number): Promise<StoredCopy[]>;
  /** The stored response alone. By name, since a handle would still find what the page has deleted. */
  match(key: string): Promise<Response | undefined>;
  /**
   * Stores a response as it is, unless the answer to a later request is stored. Where that came while
   * its body was under way, nothing is left. A sidecar of the one that it replaces no longer fits.
   * @returns the key under which it was stored.
   * @throws whatever Cache Storage rejects with; the old response is then still whole.
   */
  put(url: string, response: Response, reception: Reception): Promise<string | undefined>;
  /** Records what a 304 changed, which counts at once. The promise is for the write; it never rejects. */
  freshen(copy: StoredCopy): Promise<void>;
  /** The copies that 304s have renewed of late, by key. Their bodies have been read. */
  readonly renewed: Map<string, StoredCopy>;
  /**
   * When a URL was last invalidated, as far as remembered: a look-up remembers it.
   * @param otherwiseMs where it was not.
   * @default when it was last purged
   */
  invalidatedMs(url: string, otherwiseMs?: number): number;
  /**
   * Forgets everything, and keeps the answers to requests that were sent before that time from being
   * stored. Settles with the writes under way.
   * @default the time of the last purge
   */
  purge(beforeMs?: number): Promise<void>;
  /** Marks what is invalid from now on, which counts at once. The promise is for the write. */
  invalidate(urls: readonly string[], nowMs: number): Promise<void>;
}

const MAX_REMEMBERED = 10_000;
/** Far fewer, for their fields take far more. */
const MAX_RENEWED = 400;
const MAX_VARIANTS = 16;
/** A body may stall: until it is whole, look-ups find the old one. */
const MAX_WAIT_MS = 3000;

/** Those that are open, by the name of their cache. */
export const stores = new Map<string, ResponseStore>();

/** Routes that share a cache share what is remembered of it. */
export function responseStore(cacheName: string): ResponseStore {
  const store = stores.get(cacheName) ?? openStore(cacheName);
  stores.set(cacheName, store);
  return store;
}

/** What one route invalidates may be stored by another. The promise never rejects. */
export async function invalidateEverywhere(urls: readonly string[], nowMs: number): Promise<void> {
  // What cannot be written counts until the worker stops.
  await Promise.allSettled([...stores.values()].map((store) => store.invalidate(urls, nowMs)));
}

function openStore(cacheName: string): ResponseStore {
  const memory = new Map<string, Known>();
  const renewed = new Map<string, StoredCopy>();
  const writes = new Map<string, Promise<unknown>>();
  /** Answers to earlier requests than that are not stored. */
  let purgedMs = 0;
  const sidecars = sidecarsOf(cacheName, (key) => memory.get(key));

  const match = (key: string) => caches.match(key, {cacheName, ignoreVary: true});
  // The first look-up of a worker's life opens the cache; nobody should wait for it.
  match('').catch(() => {});

  function recall(key: string, fingerprint: string): Stamp | undefined {
    const stamp = memory.get(key)?.stamp;
    return stamp?.fingerprint === fingerprint ? stamp : undefined;
  }

  /** Adds to what is known; keeps the most recently used. */
  function remember(key: string, known: Known): void {
    const all = {...memory.get(key), ...known};
    memory.delete(key);
    memory.set(key, all);
    if (memory.size > MAX_REMEMBERED) {
      const [oldest = ''] = memory.keys();
      memory.delete(oldest);
      writes.delete(oldest);
    }
  }

  /** What is known under a key, and read where nothing is. */
  async function notesOf(key: string, nowMs: number): Promise<Known> {
    if (!memory.has(key)) await read(key, nowMs);
    return memory.get(key) ?? {};
  }

  async function classOf(url: string, nowMs: number): Promise<string> {
    return searchClass(url, (await notesOf(pathOf(url), nowMs)).noVarySearch);
  }

  /** What is known of a response: what is remembered, or what storage says. */
  async function stampOf(
    key: string,
    response: Response,
    nowMs: number,
    {stamp: told, invalidatedMs}: Known,
  ): Promise<Stamp> {
    const fingerprint = fingerprintOf(response);
    let known = told?.fingerprint === fingerprint ? told : undefined;
    if (!recall(key, fingerprint) && needsStamp(response, nowMs, !!invalidatedMs, known)) {
      const [request] = await (await caches.open(cacheName)).keys(key, {ignoreVary: true});
      const {stamp} = decode<Known>(request?.headers.get(STAMP_FIELD));
      // WebKit keeps the old Request when an entry is replaced.
      if (stamp?.fingerprint === fingerprint && stamp.id !== known?.id) known = stamp;
    }
    // A 304 may have come while storage was read.
    return recall(key, fingerprint) ?? known ?? datedStamp(response, nowMs);
  }

  async function read(key: string, nowMs: number): Promise<StoredCopy | undefined> {
    const [response, cold] = await Promise.all([
      match(key),
      memory.get(key)?.stamp ? {} : sidecars.read(key),
    ]);
    const notes = {...cold, ...memory.get(key)};
    const stamp = response && (await stampOf(key, response, nowMs, {...notes, ...cold}));
    remember(key, {...notes, ...memory.get(key), stamp});
    return stamp && copyOf(response, stamp, {key});
  }

  return {
    match,
    renewed,

    lastWrite: (url) => writes.get(url),

    enqueue(url, write) {
      renewed.delete(url);
      const written = Promise.resolve(writes.get(url)).then(write);
      writes.set(
        url,
        // Without what it gave: that would be kept for as long as the worker runs.
        within(MAX_WAIT_MS, written).then(Boolean, Boolean),
      );
      return written;
    },

    async lookUp(url, request, nowMs) {
      let copy = await read(url, nowMs);
      let first = url;
      if (!copy) {
        first = await classOf(url, nowMs);
        if (first !== url) copy = await read(first, nowMs);
        // What else is stored there may say otherwise of its search.
        if (!copy || searchClass(url, copy.fields.get('no-vary-search')) !== first) {
          return undefined;
        }
      }
      if (compareSelecting(request, copy.fields, copy.selecting) === 'other') {
        const key = variantKey(first, selectingValues(request, copy.fields));
        const variant = await read(key, nowMs);
        if (variant && compareSelecting(request, variant.fields, variant.selecting) !== 'other') {
          copy = variant;
        }
      }
      const keys = [url, first, copy.key, ...groupUrls(copy.fields.get('cache-groups'), url)];
      const notes = await Promise.all(keys.map((known) => notesOf(known, nowMs)));
      return {...copy, invalidatedMs: Math.max(...notes.map((note) => note.invalidatedMs ?? 0))};
    },

    async variants({key}, nowMs) {
      const keys = [key, ...(memory.get(key)?.variants ?? [])];
      const copies = await Promise.all(keys.map((variant) => read(variant, nowMs)));
      return copies.filter((copy) => !!copy);
    },

    async put(url, response, {request, requestTimeMs, responseTimeMs}) {
      const {headers} = response;
      const selecting = selectingValues(request, headers);
      const noVarySearch = headers.get('no-vary-search');
      const first = searchClass(url, noVarySearch);
      const varying = Object.keys(selecting).join();
      const stored = varying ? (await read(first, responseTimeMs))?.selecting : undefined;
      // What varies in another way stands beside nothing.
      const isBeside = stored && Object.keys(stored).join() === varying;
      const isOther = isBeside && encode(stored) !== encode(selecting);
      const key = isOther ? variantKey(first, selecting) : first;
      const isLater = ({stamp}: Known) =>
        Math.max(purgedMs, stamp?.requestTimeMs ?? 0) > requestTimeMs;
      if (isLater(await notesOf(key, responseTimeMs))) return undefined;
      if (noVarySearch) {
        const path = pathOf(url);
        await notesOf(path, responseTimeMs);
        remember(path, {noVarySearch});
        await sidecars.write(path);
      }
      if (isOther) {
        const {variants = []} = await notesOf(first, responseTimeMs);
        remember(first, {variants: [...variants.filter((variant) => variant !== key), key]});
        // Listed before it is there: nothing else would find it.
        await sidecars.write(first);
      }
      const stamp: Stamp = {
        fingerprint: fingerprintOf(response),
        id: responseTimeMs,
        requestTimeMs,
        responseTimeMs,
        selecting: varying ? selecting : undefined,
        credentials: request.credentials,
      };
      const cache = await caches.open(cacheName);
      await cache.put(new Request(key, {headers: {[STAMP_FIELD]: encode({stamp})}}), response);
      // The body may have taken longer than others waited. §4: "MUST use the most recent one".
      if (isLater(await notesOf(key, responseTimeMs))) {
        await cache.delete(key);
        return undefined;
      }
      remember(key, {stamp});
      // An older response under the URL itself would be found before it.
      if (first !== url) await cache.delete(url);
      const variants = memory.get(first)?.variants ?? [];
      const gone = isBeside ? variants.slice(0, -MAX_VARIANTS) : variants;
      if (gone.length > 0) {
        remember(first, {variants: variants.slice(gone.length)});
        // Listed in storage until they are gone: nothing else would find them.
        await Promise.allSettled(gone.map((variant) => cache.delete(variant)));
        await sidecars.write(first);
      }
      // Where Date does not tell the age, or on which side of a mark it is. WebKit keeps the Request, and so
      // the stamp, of what is replaced; elsewhere it spares the next life a look at that.
      if (
        varying ||
        headers.has('age') ||
        headers.has('cache-groups') ||
        memory.get(key)?.invalidatedMs ||
        !isDatedBy(response, responseTimeMs)
      ) {
        await sidecars.write(key);
      }
      return key;
    },

    async freshen(copy) {
      const {key, stamp} = copy;
      // Since the request was sent a newer answer has come, or all was purged.
      const known = recall(key, stamp.fingerprint);
      if (!known || Math.max(purgedMs, known.requestTimeMs) > stamp.requestTimeMs) return;
      remember(key, {stamp});
      if (renewed.size > MAX_RENEWED) renewed.clear();
      renewed.set(key, copy);
      await sidecars.writeSoon(key);
    },

    invalidatedMs: (url, otherwiseMs = purgedMs) => memory.get(url)?.invalidatedMs ?? otherwiseMs,

    async purge(beforeMs = purgedMs) {
      purgedMs = beforeMs;
      memory.clear();
      await Promise.all(writes.values());
      renewed.clear();
    },

    async invalidate(urls, nowMs) {
      const mark = async (key: string) => {
        remember(key, {invalidatedMs: nowMs});
        if (!memory.get(key)?.stamp) {
          await read(key, nowMs);
          // A purge may have come, of something else.
          remember(key, {invalidatedMs: nowMs});
        }
        await sidecars.write(key);
        // Looked up meanwhile by somebody who found no mark yet.
        if (!memory.get(key)?.invalidatedMs) memory.delete(key);
      };
      // Looked for before a mark is remembered, which would hide what is noted in storage.
      const marked = urls.map((url) => classOf(url, nowMs).then(mark));
      await Promise.all([...urls.map(mark), ...marked]);
    },
  };
}
