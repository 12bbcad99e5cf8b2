import {groupUrls} from '../http/cache-groups.js';
import {update} from '../http/freshening.js';
import {type ContentRange, type Coverage, type Piece, withPart} from '../http/parts.js';
import type {ByteRange} from '../http/ranges.js';
import type {RequestFacts} from '../http/stored-response.js';
import {compareSelecting} from '../http/vary.js';
import {variantKey} from './keys.js';
import {STAMP_FIELD} from './our-caches.js';
import {type Reception, responseStore} from './response-store.js';
import {decode, encode} from './stamp.js';
import {freshened, type Received, type StoredCopy} from './stored-copy.js';

/** Which parts of one representation are stored. */
interface PartList {
  readonly ranges: readonly ByteRange[];
  /** The length of the complete representation. */
  readonly bytes: number;
}

/** What is stored of one representation. */
export interface Parts extends PartList {
  readonly url: string;
  /** The fields that its parts share, and how fresh they are; its body is empty. */
  readonly copy: StoredCopy;
  /** Those fields as they are served. */
  readonly fields: Headers;
  /** The strong validator without which parts may not be combined (RFC 9111 §3.4). */
  readonly etag: string;
}

/** A part that was received. */
interface Part {
  readonly body: Blob;
  readonly range: ContentRange;
  readonly headers: Headers;
  readonly reception: Reception;
}

/**
 * Parts of representations, apart from the responses that are stored whole (RFC 9111 §3.3): under a
 * URL the fields with a list of the parts, beside it the bytes of each, under a key that says of which
 * representation they are.
 */
export interface PartStore {
  lookUp(url: string, request: RequestFacts, nowMs: number): Promise<Parts | undefined>;
  /**
   * The stored bytes of a coverage around those that were missing. Where they have gone, nothing of
   * the representation is kept, and there are none.
   */
  read(parts: Parts, coverage: Coverage, missing: Blob): Promise<Blob | undefined>;
  /**
   * Stores a part with a strong entity tag, beside the others of its representation, whichever was
   * asked for first, or in the place of those of an older one.
   */
  put(url: string, part: Part): Promise<void>;
  /** Records a 304. The promise is for the write; it never rejects. */
  freshen(parts: Parts, answer: Received): Promise<void>;
  /** Deletes what is stored for a request, which is stored as a whole now. */
  remove(url: string, request: RequestFacts, nowMs: number): Promise<void>;
}

const LIST_FIELD = `${STAMP_FIELD}-parts`;
/** Each makes each look-up and each write a little longer; the oldest goes. */
const MAX_PARTS = 500;

/** The parts that belong to a cache of whole responses. */
export function partStore(wholesName: string): PartStore {
  const cacheName = `${wholesName}.parts`;
  const store = responseStore(cacheName);
  const wholes = responseStore(wholesName);

  const keyOf = ({url, etag}: Pick<Parts, 'url' | 'etag'>, {first, last}: ByteRange) =>
    variantKey(url, {etag, part: [first, last]});

  /** What invalidates a whole invalidates its parts, also while no store of parts was open. */
  async function invalidatedMs(
    url: string,
    {fields, invalidatedMs = 0}: StoredCopy,
    request: RequestFacts,
    nowMs: number,
  ): Promise<number> {
    const keys = [url, ...groupUrls(fields.get('cache-groups'), url)];
    // What is looked up is remembered.
    await Promise.all(keys.map((key) => wholes.lookUp(key, request, nowMs)));
    return Math.max(invalidatedMs, ...keys.map((key) => wholes.invalidatedMs(key, 0)));
  }

  async function find(
    url: string,
    request: RequestFacts,
    nowMs: number,
  ): Promise<Parts | undefined> {
    if (!(await caches.has(cacheName))) return undefined;
    const copy = await store.lookUp(url, request, nowMs);
    if (!copy || compareSelecting(request, copy.fields, copy.selecting) !== 'same') {
      return undefined;
    }
    const fields = new Headers(copy.response.headers);
    update(fields, copy.updates);
    const {ranges = [], bytes = 0} = decode<PartList>(fields.get(LIST_FIELD));
    fields.delete(LIST_FIELD);
    const etag = fields.get('etag') as string;
    const marked = {...copy, invalidatedMs: await invalidatedMs(url, copy, request, nowMs)};
    return {url, ranges, bytes, copy: marked, fields, etag};
  }

  async function deleteRanges(
    parts: Pick<Parts, 'url' | 'etag'>,
    ranges: readonly ByteRange[],
  ): Promise<void> {
    const cache = await caches.open(cacheName);
    await Promise.all(ranges.map((range) => cache.delete(keyOf(parts, range))));
  }

  async function forget(parts: Parts): Promise<void> {
    const {key} = parts.copy;
    // Meanwhile it may be the list of another representation.
    const listed = await store.match(key);
    if (listed?.headers.get('etag') === parts.etag) {
      await (await caches.open(cacheName)).delete(key);
    }
    await deleteRanges(parts, parts.ranges);
  }

  return {
    async lookUp(url, request, nowMs) {
      await store.lastWrite(url);
      return find(url, request, nowMs);
    },

    async read(parts, {before, behind}, missing) {
      const read = async ({part, first, last}: Piece) => {
        const response = await caches.match(keyOf(parts, part), {cacheName});
        return (await response?.blob())?.slice(first - part.first, last - part.first + 1);
      };
      const [head = [], tail = []] = await Promise.all(
        [before, behind].map((pieces) => Promise.all(pieces.map(read))),
      );
      const all = [...head, missing, ...tail];
      if (!all.includes(undefined)) return new Blob(all as Blob[]);
      await store.enqueue(parts.url, () => forget(parts));
      return undefined;
    },

    put(url, {body, range: {bytes, ...range}, headers, reception}) {
      return store.enqueue(url, async () => {
        const {request, requestTimeMs, responseTimeMs} = reception;
        const etag = headers.get('etag') as string;
        const found = await find(url, request, responseTimeMs);
        const isBeside = found?.etag === etag && found.bytes === bytes;
        const isOlder = found && found.copy.requestTimeMs > requestTimeMs;
        if (isOlder && !isBeside) return;
        const known = isBeside ? found.ranges : [];
        const ranges = withPart(known, range).slice(-MAX_PARTS);
        const isKept = ranges.includes(range);

        const cache = await caches.open(cacheName);
        if (isKept) await cache.put(keyOf({url, etag}, range), new Response(body));
        // Whichever came last, the fields of the newest hold for all of them.
        const listed = new Headers(isOlder ? found.fields : headers);
        listed.set(LIST_FIELD, encode({ranges, bytes}));
        const newest = isOlder ? {...found.copy, request} : reception;
        const isListed = await store.put(url, new Response(null, {headers: listed}), newest);
        if (!isListed) await deleteRanges({url, etag}, isKept ? [range] : []);
        else if (isBeside) {
          const dropped = known.filter((stored) => !ranges.includes(stored));
          await deleteRanges({url, etag}, dropped);
        } else if (found) await deleteRanges(found, found.ranges);
      });
    },

    freshen({copy}, answer) {
      return store.freshen(freshened(copy, answer));
    },

    remove(url, request, nowMs) {
      return store.enqueue(url, async () => {
        const found = await find(url, request, nowMs);
        if (found) await forget(found);
      });
    },
  };
}

/** Deletes all parts, which the network still has, where there is no room for anything else. */
export async function clearParts(): Promise<void> {
  for (const name of await caches.keys()) if (name.endsWith('.parts')) await caches.delete(name);
}
