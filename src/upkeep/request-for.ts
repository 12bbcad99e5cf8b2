import type {StoredCopy} from '../storage/stored-copy.js';

/** The request that selects a stored response, as far as a worker can make it, for revalidation. */
export function requestFor(url: string, {response, selecting = {}}: StoredCopy): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(selecting)) {
    if (value !== null && !name.startsWith('sec-fetch-')) headers.set(name, value);
  }
  // What was received as opaque is nothing that CORS would let through.
  const mode = response.type === 'opaque' ? 'no-cors' : 'cors';
  return new Request(url, {headers, mode, cache: 'no-cache'});
}
