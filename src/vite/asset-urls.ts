import picomatch from 'picomatch';

/**
 * The URLs of the files that globs match, as the worker resolves them, without those that a glob with
 * `!` before it matches.
 *
 * @param files paths in `outDir`.
 * @param base Vite's; a relative one is that of the worker's folder.
 * @param onUnmatched is told of each glob that matches nothing.
 */
export function assetUrls(
  globs: readonly string[],
  files: readonly string[],
  base: string,
  onUnmatched: (glob: string) => void,
): string[] {
  const filesOf = (glob: string) => {
    const matches = picomatch(glob);
    const found = files.filter((file) => matches(file));
    if (found.length === 0) onUnmatched(glob);
    return found;
  };
  const excluded = globs.filter(isExcluding).flatMap((glob) => filesOf(glob.slice(1)));
  const matched = globs.filter((glob) => !isExcluding(glob)).flatMap(filesOf);
  return [...new Set(matched)]
    .filter((file) => !excluded.includes(file))
    .sort()
    .map((file) => (base || './') + pathOf(file));
}

/** An extended pattern such as `!(a|b)` says itself what it means. */
function isExcluding(glob: string): boolean {
  return /^!(?!\()/.test(glob);
}

/** As Vite writes it into pages and scripts, since a cache knows files by what these ask for. */
function pathOf(file: string): string {
  return encodeURI(file).replace(/[?#]/g, encodeURIComponent);
}
