import {inParallel} from './in-parallel.js';
import type {WarmOptions} from './options.js';
import type {RevalidateWhenStale} from './revalidate-when-stale.js';

/**
 * Fetches and stores what a page will need. What is stored already is revalidated with a conditional
 * request, unless it is fresh and immutable.
 *
 * @throws {Error} naming what could not be had, where it is required; else that is a warning.
 */
export async function warm(
  strategy: RevalidateWhenStale,
  event: ExtendableEvent,
  {urls, required = false, concurrency = 6}: WarmOptions,
): Promise<void> {
  const failures: string[] = [];
  await inParallel(urls, concurrency, async (url) => {
    try {
      const request = new Request(url, {cache: 'no-cache'});
      const [response, done] = strategy.handleAll({event, request});
      const {ok, status, body} = await response;
      if (!ok) failures.push(`${url}: ${status}`);
      // Read to its end, where a connection may break before.
      await body?.pipeTo(new WritableStream());
      await done;
    } catch (error) {
      failures.push(`${url}: ${error}`);
    }
  });
  if (failures.length === 0) return;
  const report = `could not be fetched ahead: ${failures.join(', ')}`;
  if (required) throw new Error(report);
  console.warn(report);
}
