import {currentAgeSeconds} from '../http/freshness.js';
import {decideReuse, ttlSeconds} from '../http/reuse.js';
import {targetedFields} from '../http/targeted-fields.js';
import type {Entry} from '../messages.js';
import type {FreshnessPolicy} from '../options.js';
import {ownerOf, type RegisteredRoute} from '../routes.js';
import {bodyBytes} from '../storage/body-bytes.js';
import {selectedCopies} from '../storage/selected-copies.js';
import type {StoredCopy} from '../storage/stored-copy.js';

/**
 * What is stored in a cache that routes use, as it would be judged now.
 * @throws {TypeError} where no route uses it.
 */
export async function entries(
  routes: readonly RegisteredRoute[],
  event: ExtendableEvent,
  cacheName: string,
): Promise<Entry[]> {
  if (!routes.some(({strategy}) => strategy.cacheName === cacheName)) {
    const names = new Set(routes.map(({strategy}) => strategy.cacheName));
    throw new TypeError(`cacheName is ${cacheName}; expected: ${[...names].join(' or ')}`);
  }
  const nowMs = Date.now();
  const found: Entry[] = [];
  for await (const {url, copy} of selectedCopies(cacheName, {cacheName}, nowMs)) {
    const {policy} = ownerOf(routes, cacheName, url, event);
    found.push(await entryOf(url, copy, cacheName, policy, nowMs));
  }
  return found;
}

async function entryOf(
  url: string,
  copy: StoredCopy,
  cacheName: string,
  policy: FreshnessPolicy,
  nowMs: number,
): Promise<Entry> {
  const {fields, selecting = {}, status} = copy;
  const judged = {...copy, headers: targetedFields(fields, policy)};
  const request = {
    url,
    method: 'GET',
    cache: 'default',
    credentials: 'same-origin',
    destination: '',
    mode: 'cors',
    headers: new Headers(),
  } as const;
  // Whoever asks for it is taken to select it.
  const decision = decideReuse(
    request,
    judged,
    {...policy, matchOptions: {ignoreVary: true}},
    nowMs,
  );
  return {
    url,
    cacheName,
    status,
    isFresh: decision.kind === 'serve',
    because: decision.because,
    ageSeconds: Math.floor(currentAgeSeconds(copy, nowMs)),
    ttlSeconds: ttlSeconds(judged, policy, nowMs),
    etag: fields.get('etag'),
    lastModified: fields.get('last-modified'),
    bytes: await bodyBytes(copy.response),
    receivedMs: copy.responseTimeMs,
    selecting,
  };
}
