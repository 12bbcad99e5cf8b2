import {type ContentRange, type Coverage, type Piece, withPart} from '../http/parts.js';
import type {ByteRange} from '../http/ranges.js';
import type {RequestFacts} from '../http/stored-response.js';
import {compareSelecting} from '../http/vary.js';
import {variantKey} from './keys.js';
import {type Reception, responseStore} from './response-store.js';
import {decode, encode, STAMP_FIELD} from './stamp.js';
import {freshenedSidecar, type StoredCopy} from './stored-copy.js';

/** Which parts of one representation are stored. */
interface PartList {
  /** For which URL they were received. */
  readonly url: string;
  readonly ranges: readonly ByteRange[];
  /** The length of the complete representation. */
  readonly bytes: number;
}

/** What is stored of one representation. */
export interface Parts extends PartList {
  /** The fields that its parts share, and how fresh they are; its body is empty. */
  readonly copy: StoredCopy;
  /** Those fields as they are served. */
  readonly fields: Headers;
  /** The strong validator without which parts may not be combined (RFC 9111 §3.4). */
  readonly etag: string;
}

/**
 * Parts of representations, apart from the responses that are stored whole (RFC 9111 §3.3): under a
 * URL the fields with a list of the parts, beside it the bytes of each, under a key that says of which
 * representation they are.
 */
export interface PartStore {
  lookUp(url: string, request: RequestFacts, nowMs: number): Promise<Parts | undefined>;
  /** The stored bytes of a coverage around those that were missing; `undefined` if they have gone. */
  read(parts: Parts, coverage: Coverage, missing: Blob): Promise<Blob | undefined>;
  /**
   * Stores a 206 with a strong entity tag, beside the other parts of its representation and in the
   * place of those of another one.
   */
  put(url: string, response: Response, range: ContentRange, reception: Reception): Promise<void>;
  /** Records a 304. The promise is for the write; it never rejects. */
  freshen(parts: Parts, answer: Headers, requestTimeMs: number, nowMs: number): Promise<void>;
  /** Deletes them, once the whole is stored. */
  remove(parts: Parts): Promise<void>;
}

const LIST_FIELD = `${STAMP_FIELD}-parts`;
/** Each makes each look-up and each write a little longer; the oldest goes. */
const MAX_PARTS = 500;

/** The parts that belong to a cache of whole responses. */
export function partStore(wholesName: string): PartStore {
  const cacheName = `${wholesName}.parts`;
  const store = responseStore(cacheName);

  const keyOf = ({url, etag}: Pick<Parts, 'url' | 'etag'>, {first, last}: ByteRange) =>
    variantKey(url, {etag, part: [first, last]});

  async function lookUp(
    url: string,
    request: RequestFacts,
    nowMs: number,
  ): Promise<Parts | undefined> {
    const copy = await store.lookUp(url, request, nowMs);
    if (!copy || compareSelecting(request, copy.fields, copy.selecting) !== 'same') {
      return undefined;
    }
    const fields = new Headers(copy.fields);
    const {url: itsUrl = url, ranges = [], bytes = 0} = decode<PartList>(fields.get(LIST_FIELD));
    fields.delete(LIST_FIELD);
    return {url: itsUrl, ranges, bytes, copy, fields, etag: fields.get('etag') as string};
  }

  async function deleteRanges(
    parts: Pick<Parts, 'url' | 'etag'>,
    ranges: readonly ByteRange[],
  ): Promise<void> {
    const cache = await caches.open(cacheName);
    await Promise.all(ranges.map((range) => cache.delete(keyOf(parts, range))));
  }

  return {
    async lookUp(url, request, nowMs) {
      await store.lastWrite(url);
      return lookUp(url, request, nowMs);
    },

    async read(parts, {before, behind}, missing) {
      const read = async ({part, first, last}: Piece) => {
        const response = await caches.match(keyOf(parts, part), {cacheName});
        return (await response?.blob())?.slice(first - part.first, last - part.first + 1);
      };
      const [head, tail] = await Promise.all(
        [before, behind].map((pieces) => Promise.all(pieces.map(read))),
      );
      const all = [...(head ?? []), missing, ...(tail ?? [])];
      return all.includes(undefined) ? undefined : new Blob(all as Blob[]);
    },

    put(url, response, {bytes, ...range}, reception) {
      return store.enqueue(url, async () => {
        const body = await response.blob();
        if (body.size !== range.last - range.first + 1) return;
        const etag = response.headers.get('etag') as string;
        const found = await lookUp(url, reception.request, reception.responseTimeMs);
        const isBeside = found?.etag === etag && found.bytes === bytes;
        if (found && !isBeside) await deleteRanges(found, found.ranges);
        const known: PartList = {
          url: found && isBeside ? found.url : url,
          ranges: isBeside ? found.ranges : [],
          bytes,
        };
        const ranges = withPart(known.ranges, range).slice(-MAX_PARTS);

        const cache = await caches.open(cacheName);
        if (ranges.includes(range)) {
          await cache.put(keyOf({...known, etag}, range), new Response(body));
        }
        const headers = new Headers(response.headers);
        headers.set(LIST_FIELD, encode({...known, ranges}));
        await store.put(url, new Response(null, {headers}), reception);
        const dropped = known.ranges.filter((stored) => !ranges.includes(stored));
        await deleteRanges({...known, etag}, dropped);
      });
    },

    freshen({copy}, answer, requestTimeMs, nowMs) {
      return store.freshen(copy.key, freshenedSidecar(copy, answer, requestTimeMs, nowMs));
    },

    async remove(parts) {
      await deleteRanges(parts, parts.ranges);
      await (await caches.open(cacheName)).delete(parts.copy.key);
    },
  };
}
