import {spawnSync} from 'node:child_process';
import {parseArgs} from 'node:util';
import {buildSite} from '../example-site/build.js';
import {DemoError} from './demo/demo-error.js';
import {serve} from './demo/serve.js';
import {tour} from './demo/tour.js';
import {findBrowser} from './find-browser.js';

const USAGE = 'Usage: npm run demo -- [--tour] [--port N]';

function readArguments(): {isTour: boolean; port: number} {
  let values: {tour?: boolean | undefined; port?: string | undefined};
  try {
    ({values} = parseArgs({options: {tour: {type: 'boolean'}, port: {type: 'string'}}}));
  } catch (error) {
    throw new DemoError(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
  const {tour: isTour = false, port = '0'} = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new DemoError(`--port ${port} is no port: it is a number from 0 to 65535.\n${USAGE}`);
  }
  return {isTour, port: Number(port)};
}

function browserForTour(): string {
  const path = findBrowser();
  if (path) return path;
  throw new DemoError(
    'The tour needs a Chromium, and none was found. Install one, and put it on the PATH or name it in CHROMIUM_PATH.',
  );
}

function buildPackage(): void {
  const {status, stdout, stderr} = spawnSync('npm', ['run', 'build'], {encoding: 'utf8'});
  if (status !== 0) throw new DemoError(`The package could not be built:\n${stdout}${stderr}`);
}

async function demo(): Promise<void> {
  const {isTour, port} = readArguments();
  const browserPath = isTour ? browserForTour() : '';
  console.log('Building the package and the site …');
  buildPackage();
  const siteFolder = await buildSite();
  if (isTour) await tour(siteFolder, port, browserPath);
  else await serve(siteFolder, port);
}

try {
  await demo();
} catch (error) {
  if (!(error instanceof DemoError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
