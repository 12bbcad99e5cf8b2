interface Follower<T> {
  resolve(outcome: T): void;
  reject(reason: unknown): void;
}

const underWay = new Map<string, Follower<never>[]>();

/**
 * Shares one request among all who ask for the same while it is under way: the first sends, the
 * others are given a copy of what it received.
 *
 * @param copyOf is called before anybody can have read what `send` gave.
 */
export async function coalesce<T>(
  key: string,
  send: () => Promise<T>,
  copyOf: (outcome: T) => T,
): Promise<T> {
  const leaders = underWay as Map<string, Follower<T>[]>;
  const joined = leaders.get(key);
  if (joined) return new Promise((resolve, reject) => joined.push({resolve, reject}));

  const followers: Follower<T>[] = [];
  leaders.set(key, followers);
  try {
    const outcome = await send();
    for (const follower of followers) follower.resolve(copyOf(outcome));
    return outcome;
  } catch (error) {
    for (const follower of followers) follower.reject(error);
    throw error;
  } finally {
    leaders.delete(key);
  }
}

/** Requests with the same key would be answered alike, whatever the response varies on. */
export function coalescingKey(request: Request, cacheName: string, storedFingerprint = ''): string {
  const {url, mode, credentials, redirect, cache} = request;
  return JSON.stringify([
    cacheName,
    storedFingerprint,
    url,
    mode,
    credentials,
    redirect,
    cache,
    ...request.headers,
  ]);
}
