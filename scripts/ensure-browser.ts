import {spawnSync} from 'node:child_process';
import {findBrowser} from './find-browser.js';

function run(command: string, ...args: string[]): boolean {
  console.log(`  ${command} ${args.join(' ')}`);
  return spawnSync(command, args, {stdio: ['ignore', 'ignore', 'inherit']}).status === 0;
}

/** Finds a Chromium for the tests, or installs one, saying what it does. */
function ensureBrowser(): string {
  const found = findBrowser();
  if (found) return found;

  console.log('No Chromium found. Installing the one that Playwright brings:');
  if (run('npx', 'playwright', 'install', '--with-deps', 'chromium')) {
    const installed = findBrowser();
    if (installed) return installed;
  }
  if (process.getuid?.() === 0) {
    console.log('That failed. Installing the one of the system (Debian, Ubuntu):');
    if (run('apt-get', 'update', '-qq') && run('apt-get', 'install', '-y', '-qq', 'chromium')) {
      const installed = findBrowser();
      if (installed) return installed;
    }
  }
  throw new Error(
    'No Chromium could be found or installed. Install one, and put it on the PATH or name it in CHROMIUM_PATH.',
  );
}

console.log(`Tests run in ${ensureBrowser()}`);
