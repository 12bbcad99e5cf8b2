import {spawnSync} from 'node:child_process';
import {chromium} from '@playwright/test';
import {findBrowser} from './find-browser.js';

function run(command: string, ...args: string[]): boolean {
  console.log(`  ${command} ${args.join(' ')}`);
  return spawnSync(command, args, {stdio: ['ignore', 'ignore', 'inherit']}).status === 0;
}

const isRoot = process.getuid?.() === 0;
/** What to try, in turn. */
const INSTALLERS: [what: string, install: () => boolean][] = [
  [
    'the Chromium that Playwright brings, with what it needs',
    () => isRoot && run('npx', 'playwright', 'install', '--with-deps', 'chromium'),
  ],
  [
    "the system's Chromium",
    () =>
      isRoot &&
      run('apt-get', 'update', '-qq') &&
      run('apt-get', 'install', '-y', '-qq', 'chromium'),
  ],
  ['the Chromium that Playwright brings', () => run('npx', 'playwright', 'install', 'chromium')],
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

const path = ensureBrowser();
try {
  await (await chromium.launch({executablePath: path})).close();
} catch (cause) {
  throw new Error(
    `${path} does not start: install what it lacks (npx playwright install-deps chromium), or name another one in CHROMIUM_PATH.`,
    {cause},
  );
}
console.log(`Tests run in ${path}`);
