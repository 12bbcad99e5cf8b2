import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'vite';
import {pngIcon, svgIcon} from './origin/images/icons.js';
import {moonPoster} from './origin/images/moon-poster.js';
import {siteFolder} from './site-folder.js';

/** Builds the site's files, and gives the folder they are in. */
export async function buildSite(): Promise<string> {
  await build({configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url))});

  await mkdir(join(siteFolder, 'images'), {recursive: true});
  const year = new Date().getUTCFullYear();
  const write = (name: string, content: string | Buffer) =>
    writeFile(join(siteFolder, name), content);
  await write(`images/moons-${year}.png`, moonPoster(year));
  // On New Year's Day the site should not have to be built.
  await write(`images/moons-${year + 1}.png`, moonPoster(year + 1));
  await write('icon-192.png', pngIcon(192));
  await write('icon-512.png', pngIcon(512));
  await write('icon.svg', svgIcon());
  return siteFolder;
}
