interface Flight {
  readonly startMs: number;
  /** How many ask for its outcome. */
  askers: number;
  /** One for each of them. */
  readonly outcomes: Promise<unknown[]>;
}

/** Whoever asks later than that asks anew: an answer may never come. */
const JOINABLE_MS = 5000;

/** By what is asked. */
export const underWay = new Map<string, Flight>();

/**
 * Shares one request among all who ask for the same while it is under way: the first is given what
 * it received, the others copies of it.
 *
 * @param copyOf is called before anybody can have read what `send` gave; where it gives `false`,
 *   the outcome is for the first alone, and the others send their own.
 * @param nowMs when the request was made.
 */
export async function coalesce<T>(
  key: string,
  send: () => Promise<T>,
  copyOf: (outcome: T) => T | false,
  nowMs: number,
): Promise<T> {
  let flight = underWay.get(key);
  if (!flight || nowMs - flight.startMs >= JOINABLE_MS) {
    const own: Flight = {
      startMs: nowMs,
      askers: 0,
      outcomes: send()
        .finally(() => {
          if (underWay.get(key) === own) underWay.delete(key);
        })
        .then((outcome) =>
          Array.from({length: own.askers}, (_, i) => (i ? copyOf(outcome) : outcome)),
        ),
    };
    flight = own;
    underWay.set(key, own);
  }
  const index = flight.askers++;
  return ((await flight.outcomes)[index] as T) || send();
}

/** From now on nobody joins what is under way: it may tell of what has changed since it was asked. */
export function endJoining(): void {
  underWay.clear();
}

/** Requests with the same key would be answered alike, whatever the response varies on. */
export function coalescingKey(request: Request, ...circumstances: unknown[]): string {
  return JSON.stringify([
    circumstances,
    request.method,
    request.url,
    request.mode,
    request.credentials,
    request.redirect,
    request.cache,
    request.integrity,
    ...request.headers,
  ]);
}
