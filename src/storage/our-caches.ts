/**
 * The one field that an entry's Request carries, and a sidecar. The number is that of its format: what
 * has another one is not found.
 */
export const STAMP_FIELD = 'workbox-revalidate-1';

/** What stands beside a cache: what is known of its responses, and their parts. */
export const BESIDE = ['', '.sidecars', '.parts', '.parts.sidecars'];

/** The caches that any version of any worker of the origin has filled through this package. */
export async function ourCaches(): Promise<string[]> {
  const names = await caches.keys();
  const isOurs = await Promise.all(
    names.map(async (name) => {
      if (names.includes(`${name}.sidecars`)) return true;
      // Where there is too much to be listed, nobody can tell.
      const [key] = await (await caches.open(name)).keys().catch(() => []);
      return key?.headers.has(STAMP_FIELD);
    }),
  );
  const suffixes = new RegExp(`(?:${BESIDE.filter(Boolean).join('|')})$`.replaceAll('.', '\\.'));
  return names
    .filter((name, index) => isOurs[index] || suffixes.test(name))
    .map((name) => name.replace(suffixes, ''));
}

/** Deletes them, where no worker is there to do it. */
export async function deleteOurCaches(): Promise<void> {
  const names = await ourCaches();
  const all = names.flatMap((name) => BESIDE.map((suffix) => name + suffix));
  await Promise.all(all.map((name) => caches.delete(name)));
}
