import {spawnSync} from 'node:child_process';
import {findBrowser} from './find-browser.js';

function run(command: string, ...args: string[]): boolean {
  console.log(`  ${command} ${args.join(' ')}`);
  return spawnSync(command, args, {stdio: ['ignore', 'ignore', 'inherit']}).status === 0;
}

const isRoot = process.getuid?.() === 0;
/** What to try, in turn. */
const INSTALLERS: [what: string, install: () => boolean][] = [
  [
    'the Chromium that Playwright brings',
    () => run('npx', 'playwright', 'install', ...(isRoot ? ['--with-deps'] : []), 'chromium'),
  ],
  [
    "the system's Chromium",
    () =>
      isRoot &&
      run('apt-get', 'update', '-qq') &&
      run('apt-get', 'install', '-y', '-qq', 'chromium'),
  ],
];

/** Finds a Chromium for the tests, or installs one, saying what it does. */
function ensureBrowser(): string {
  const found = findBrowser();
  if (found) return found;
  for (const [what, install] of INSTALLERS) {
    console.log(`No Chromium found: installing ${what}.`);
    const installed = install() && findBrowser();
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium could be found or installed. Install one, and put it on the PATH or name it in CHROMIUM_PATH.',
  );
}

console.log(`Tests run in ${ensureBrowser()}`);
