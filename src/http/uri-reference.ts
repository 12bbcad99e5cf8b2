/**
 * A URI reference, made absolute, without fragment, which is no part of a cache key (§2); `undefined`
 * where it is none.
 */
export function resolveReference(reference: string, base: string): string | undefined {
  try {
    return new URL(reference, base).href.replace(/#.*/, '');
  } catch {
    // What is no reference refers to nothing.
    return undefined;
  }
}
