import {cacheGroups} from '../http/cache-groups.js';
import type {RequestFacts} from '../http/stored-response.js';
import {resolveReference} from '../http/uri-reference.js';
import type {Selection} from '../messages.js';
import {urlPattern} from '../url-pattern.js';
import {urlOf} from './keys.js';
import {responseStore} from './response-store.js';
import type {StoredCopy} from './stored-copy.js';

/** The stored responses of a cache that are meant, with their variants, and for which URL they are. */
export async function* selectedCopies(
  cacheName: string,
  selection: Selection,
  nowMs: number,
): AsyncGenerator<{url: string; copy: StoredCopy}> {
  const store = responseStore(cacheName);
  for (const url of await selectedUrls(cacheName, selection)) {
    const first = await store.lookUp(url, plainGet(url), nowMs);
    if (!first) continue;
    // No-Vary-Search may have it stored for another one.
    const itsUrl = urlOf(first.key);
    for (const copy of await store.variants({...first, key: itsUrl}, nowMs)) {
      const groups = 'group' in selection && cacheGroups(copy.fields.get('cache-groups'));
      if (groups && !groups.includes(selection.group)) continue;
      yield {url: itsUrl, copy: {...copy, invalidatedMs: first.invalidatedMs}};
    }
  }
}

/** The URLs under which a cache may hold something that is meant. Lists the cache, unless it is told them. */
export async function selectedUrls(cacheName: string, selection: Selection): Promise<string[]> {
  if ('cacheName' in selection && selection.cacheName !== cacheName) return [];
  if ('urls' in selection) {
    return selection.urls.flatMap((url) => resolveReference(url, self.location.href) ?? []);
  }
  const requests = await (await caches.open(cacheName)).keys();
  const urls = [...new Set(requests.map(({url}) => urlOf(url)))];
  if (!('match' in selection)) return urls;
  const {match} = selection;
  if (match instanceof RegExp) return urls.filter((url) => url.search(match) >= 0);
  const pattern = urlPattern(match);
  return urls.filter((url) => pattern.test(url));
}

function plainGet(url: string): RequestFacts {
  const headers = new Headers();
  return {
    url,
    headers,
    method: 'GET',
    cache: 'default',
    credentials: 'same-origin',
    destination: '',
    mode: 'cors',
  };
}
