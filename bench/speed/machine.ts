import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {cpus, totalmem} from 'node:os';
import {findBrowser} from '../../scripts/find-browser.js';

/** On what is measured. */
export function machine(): string {
  const [cpu] = cpus();
  const browser = execFileSync(findBrowser() ?? 'chromium', ['--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const {version} = JSON.parse(
    readFileSync(new URL('../../node_modules/workbox-core/package.json', import.meta.url), 'utf8'),
  );
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${browser.replace(/ built on.*/s, '').trim()} on ${cpus().length} × ${cpu?.model.trim()} with ${memory} GB, with Node ${process.versions.node} and Workbox ${version}`;
}
