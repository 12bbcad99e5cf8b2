import {createClock} from '../../example-site/origin/clock.js';
import type {RequestRecord} from '../../example-site/origin/request-log.js';
import {bytes, type Column, line} from './columns.js';
import {runOrigin} from './running-origin.js';

const COLUMNS: Column[] = [
  {width: 6},
  {width: 56},
  {width: 6, align: 'right'},
  {width: 10, align: 'right'},
  {width: 11, align: 'right'},
];

function show({method, path, status, bytesSent, bytesSaved}: RequestRecord): void {
  const saved = bytesSaved ? bytes(bytesSaved) : '';
  console.log(line(COLUMNS, [method, path, String(status), bytes(bytesSent), saved]));
}

/** Serves the site until Ctrl-C, with a line for every request that the origin sees. */
export async function serve(siteFolder: string, port: number): Promise<void> {
  const clock = createClock();
  const origin = await runOrigin({clock, siteFolder, port, onRequest: show});
  console.log(`
Almanac is at ${origin.address}/ (Ctrl-C ends it)

  Publish a notice:   curl -d 'Spring tides this week' ${origin.address}/notices
  Withdraw it:        curl -X DELETE ${origin.address}/notices

What the origin sees; no line means that the worker answered by itself.
`);
  console.log(line(COLUMNS, ['method', 'path', 'status', 'bytes sent', 'bytes saved']));
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await origin.stop();
}
