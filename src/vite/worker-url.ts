import type {ResolvedConfig} from 'vite';

/**
 * Where the worker is, as the page asks for it: a path from the root of the origin, or one from the
 * page where `base` is relative.
 */
export function workerUrl({base}: Pick<ResolvedConfig, 'base'>, fileName: string): string {
  if (base === '' || base === './') return `./${fileName}`;
  // A worker must be of the page's origin.
  return /^(?:https?:)?\/\//.test(base) ? `/${fileName}` : base + fileName;
}
