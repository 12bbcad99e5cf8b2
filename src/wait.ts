export function wait(timeMs: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, timeMs));
}

/** What a promise resolves with, or `undefined` once the time has passed. */
export function within<T>(timeMs: number, promise: Promise<T>): Promise<T | undefined> {
  return Promise.race([promise, wait(timeMs)]);
}
