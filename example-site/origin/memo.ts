/** Remembers what a computation gave, for the last `limit` keys asked for the first time. */
export function memo<Args extends unknown[], Result>(
  limit: number,
  keyOf: (...args: Args) => string,
  compute: (...args: Args) => Result,
): (...args: Args) => Result {
  const results = new Map<string, Result>();
  return (...args) => {
    const key = keyOf(...args);
    const known = results.get(key);
    if (known !== undefined) return known;
    const result = compute(...args);
    results.set(key, result);
    const oldest = results.keys().next();
    if (results.size > limit && !oldest.done) results.delete(oldest.value);
    return result;
  };
}
