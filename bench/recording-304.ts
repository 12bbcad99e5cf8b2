import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {chromium} from '@playwright/test';
import {findBrowser} from '../scripts/find-browser.js';
import {codeOf} from './speed/bundle.js';
import {median, shuffled} from './speed/statistics.js';

const SIZES_BYTES = [1_000, 500_000, 5_000_000, 50_000_000];
const ROUNDS = 25;
const WORK = ['record304', 'putAgain'] as const;

const source = await codeOf('bench/workers/recording.ts');
const server = createServer((request, response) => {
  if (request.url === '/sw.js') response.setHeader('Content-Type', 'text/javascript').end(source);
  else response.setHeader('Content-Type', 'text/html').end('<!doctype html>');
});
await new Promise<void>((resolve) => server.listen(0, resolve));
const executablePath = findBrowser();
const browser = await chromium.launch({
  ...(executablePath && {executablePath}),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
await page.evaluate(async () => {
  await navigator.serviceWorker.register('/sw.js');
  await navigator.serviceWorker.ready;
});

/** Milliseconds of one piece of work in the worker. */
function measure(work: string, bodyBytes: number): Promise<number> {
  return page.evaluate(
    async (message) => {
      const {active} = await navigator.serviceWorker.ready;
      return new Promise<number>((resolve) => {
        const {port1, port2} = new MessageChannel();
        port1.onmessage = ({data}) => resolve(data);
        active?.postMessage(message, [port2]);
      });
    },
    {work, bodyBytes},
  );
}

for (const bodyBytes of SIZES_BYTES) await measure('storeBody', bodyBytes);
const timesMs = new Map<string, number[]>();
for (let round = 0; round <= ROUNDS; round++) {
  const variants = WORK.flatMap((work) => SIZES_BYTES.map((bodyBytes) => ({work, bodyBytes})));
  for (const {work, bodyBytes} of shuffled(variants)) {
    const ms = await measure(work, bodyBytes);
    // The first round warms up.
    if (round > 0)
      timesMs.set(`${work} ${bodyBytes}`, [...(timesMs.get(`${work} ${bodyBytes}`) ?? []), ms]);
  }
}
const browserVersion = browser.version();
await browser.close();
server.close();

const medianMs = (work: string, bodyBytes: number) =>
  median(timesMs.get(`${work} ${bodyBytes}`) ?? []);
console.log(`Medians of ${ROUNDS} interleaved rounds, in ms, in Chromium ${browserVersion}`);
console.table(
  Object.fromEntries(
    SIZES_BYTES.map((bodyBytes) => [
      `${bodyBytes / 1000} KB`,
      {
        'recording a 304': medianMs('record304', bodyBytes).toFixed(2),
        'putting the entry again': medianMs('putAgain', bodyBytes).toFixed(2),
      },
    ]),
  ),
);
const ratio = medianMs('record304', 50_000_000) / medianMs('record304', 1_000);
console.log(`Recording a 304, 50 MB to 1 KB: ${ratio.toFixed(2)}`);
