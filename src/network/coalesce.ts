interface Flight {
  /** How many ask for its outcome. */
  askers: number;
  /** One for each of them. */
  readonly outcomes: Promise<unknown[]>;
}

const underWay = new Map<string, Flight>();

/**
 * Shares one request among all who ask for the same while it is under way: the first is given what
 * it received, the others copies of it.
 *
 * @param copyOf is called before anybody can have read what `send` gave.
 */
export async function coalesce<T>(
  key: string,
  send: () => Promise<T>,
  copyOf: (outcome: T) => T,
): Promise<T> {
  const flight: Flight = underWay.get(key) ?? {
    askers: 0,
    outcomes: send()
      .finally(() => underWay.delete(key))
      .then((outcome) =>
        Array.from({length: flight.askers}, (_, i) => (i ? copyOf(outcome) : outcome)),
      ),
  };
  underWay.set(key, flight);
  const index = flight.askers++;
  return (await flight.outcomes)[index] as T;
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
