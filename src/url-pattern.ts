/** What is used of a URLPattern; not every TypeScript library knows the class. */
export interface UrlPattern {
  readonly hostname: string;
  readonly hasRegExpGroups: boolean;
  test(url: string): boolean;
}

declare const URLPattern: new (pattern: string, base: string) => UrlPattern;

/**
 * A URL pattern of the worker's own origin, unless it names another.
 * @throws {TypeError} where it cannot be parsed.
 */
export function urlPattern(pattern: string): UrlPattern {
  return new URLPattern(pattern, self.location.origin);
}
