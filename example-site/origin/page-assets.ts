import {readFileSync} from 'node:fs';
import {join} from 'node:path';

/** The built page code, by the hashed names that Vite gave it. */
export interface PageAssets {
  readonly script: string;
  readonly styles: readonly string[];
}

interface ManifestChunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly css?: readonly string[];
}

export function readPageAssets(siteFolder: string): PageAssets {
  const path = join(siteFolder, '.vite', 'manifest.json');
  const manifest: Record<string, ManifestChunk> = JSON.parse(readFileSync(path, 'utf8'));
  const entry = Object.values(manifest).find((chunk) => chunk.isEntry);
  if (!entry) throw new Error(`${path} names no entry: build the site first`);
  const fromRoot = (file: string) => `/${file}`;
  return {script: fromRoot(entry.file), styles: (entry.css ?? []).map(fromRoot)};
}
