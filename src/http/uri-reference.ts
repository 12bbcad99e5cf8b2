/** A URI reference, made absolute and without fragment; `undefined` where it is none. */
export function resolveReference(reference: string, base: string): string | undefined {
  try {
    return withoutFragment(new URL(reference, base).href);
  } catch {
    // What is no reference refers to nothing.
    return undefined;
  }
}

/** §2: a fragment is no part of a cache key. */
export function withoutFragment(url: string): string {
  return url.replace(/#.*/, '');
}
