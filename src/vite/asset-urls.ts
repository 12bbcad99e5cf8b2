import picomatch from 'picomatch';

/**
 * The URLs of the files that globs match, as the worker resolves them.
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
  const matched = globs.flatMap((glob) => {
    const matches = picomatch(glob);
    const found = files.filter((file) => matches(file));
    if (found.length === 0) onUnmatched(glob);
    return found;
  });
  return [...new Set(matched)].sort().map((file) => (base || './') + pathOf(file));
}

/** As Vite writes it into pages and scripts, since a cache knows files by what these ask for. */
function pathOf(file: string): string {
  return encodeURI(file).replace(/[?#]/g, encodeURIComponent);
}
