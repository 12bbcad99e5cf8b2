import {wait} from '../wait.js';
import {STAMP_FIELD} from './our-caches.js';
import {decode, encode, type Stamp} from './stamp.js';

/** What is known of a key. */
export interface Known {
  /** Of the response that is stored under it; what the others say holds for whatever is. */
  readonly stamp?: Stamp | undefined;
  /** Since when only an answer to a later request may be used unvalidated (§4.4). */
  readonly invalidatedMs?: number;
  /** Under which keys there are responses with other selecting values (§4.1), the oldest first. */
  readonly variants?: readonly string[];
  /** The No-Vary-Search that was last seen for URLs with this path. */
  readonly noVarySearch?: string;
}

declare const self: ServiceWorkerGlobalScope;

/** As long as a page takes to ask for what it needs. */
const BURST_MS = 1000;
const MAX_WRITES_AT_ONCE = 8;

/** The companion of a cache: header-only responses that say what is known beside the bodies. */
export interface Sidecars {
  read(key: string): Promise<Known>;
  /** Writes what is known; never rejects. */
  write(key: string): Promise<void>;
  /**
   * Writes when a burst of 304s should be over: writing at once would slow its answers down.
   * @returns a promise that is to be handed to `waitUntil`; it never rejects.
   */
  writeSoon(key: string): Promise<void>;
}

/** @param recall tells what is known when it is written, so that no writer undoes what another did. */
export function sidecarsOf(
  cacheName: string,
  recall: (key: string) => Known | undefined,
): Sidecars {
  const companionName = `${cacheName}.sidecars`;
  const unwritten = new Set<string>();
  let written: Promise<void> | undefined;
  // Before a worker is active, another one may write what holds for both.
  const isAlone = self.serviceWorker?.state === 'activated';

  async function read(key: string): Promise<Known> {
    const response = await caches.match(key, {cacheName: companionName});
    return decode<Known>(response?.headers.get(STAMP_FIELD));
  }

  async function write(key: string, opened?: Promise<Cache>): Promise<void> {
    // A purge of something else forgets everything meanwhile. One of all deletes what was opened before.
    const before = recall(key);
    // Forgotten before: storage knows more.
    if (!before) return;
    try {
      const companion = await (opened ?? caches.open(companionName));
      const inStorage = isAlone ? {} : await read(key);
      const known = recall(key) ?? before;
      const marks = [before, inStorage, known].map(({invalidatedMs}) => invalidatedMs ?? 0);
      const notes = {...known, invalidatedMs: Math.max(...marks) || undefined};
      const headers = {[STAMP_FIELD]: encode(notes)};
      await companion.put(key, new Response(null, {headers}));
    } catch {
      // It counts until the worker stops; then its loss costs a revalidation.
    }
  }

  async function writeAfterBurst(): Promise<void> {
    await wait(BURST_MS);
    written = undefined;
    const opened = caches.open(companionName);
    const keys = [...unwritten];
    unwritten.clear();
    while (keys.length > 0) {
      await Promise.all(keys.splice(0, MAX_WRITES_AT_ONCE).map((key) => write(key, opened)));
    }
  }

  return {
    read,
    write,

    writeSoon(key) {
      unwritten.add(key);
      written ??= writeAfterBurst();
      return written;
    },
  };
}
