import {existsSync} from 'node:fs';

/** The file that a module's code is read from; `undefined` where a plugin makes it up. */
export function moduleFile(id: string): string | undefined {
  const [file = ''] = id.split('?');
  return !file.startsWith('\0') && existsSync(file) ? file : undefined;
}
