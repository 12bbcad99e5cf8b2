import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {BenchBrowser} from './speed/bench-browser.js';
import {median} from './speed/statistics.js';

const ROUNDS = 25;
const DATE = 'Wed, 25 Nov 2026 17:53:29 GMT';
const NOTHING = 'nothing';

/** What the first use of something costs in a worker that has just started. */
const USES: Readonly<Record<string, string>> = {
  [NOTHING]: '',
  'a pattern: digits': String.raw`/^\d+$/.test('86400')`,
  'a pattern: a directive': String.raw`/^([^\s=]+)(?:=("((?:[^"\\]|\\.)*)"|[^\s"]+))?$/.exec('max-age=86400')`,
  'a pattern: a date': String.raw`/^([a-z]{3}), (\d\d) ([a-z]{3}) (\d{4}) (\d\d:\d\d:\d\d) gmt$/.exec(date.toLowerCase())`,
  'the same, ignoring the case': String.raw`/^([a-z]{3}), (\d\d) ([a-z]{3}) (\d{4}) (\d\d:\d\d:\d\d) gmt$/i.exec(date)`,
  'splitting a text': `date.split(' ')`,
  'parsing a date': 'Date.parse(date)',
  'parsing and formatting a date': 'new Date(Date.parse(date)).toUTCString()',
  'going through Headers': '[...headers.keys()].some((name) => name === "if-match")',
  'looking into Headers four times': '["a", "b", "c", "d"].some((name) => headers.has(name))',
  'copying Headers': 'new Headers(headers)',
  'JSON.parse that throws': 'try { JSON.parse(undefined) } catch {}',
  'JSON.parse that does not': 'JSON.parse("null")',
};

const server = createServer(({url}, response) => {
  const use = USES[decodeURIComponent(url?.slice(1) ?? '')];
  // Else the clock ticks in steps of 0.1 ms.
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
  response.setHeader('Content-Type', use === undefined ? 'text/html' : 'text/javascript');
  response.end(use === undefined ? '<!doctype html>' : workerThat(use));
});

function workerThat(use: string): string {
  // So that what is common to all patterns, and to all Headers, does not count.
  return `const date = '${DATE}';
const headers = new Headers({accept: '*/*', 'x-a': 'a'});
/a[b]c/.test(date);
[...headers.keys()];
const work = () => { ${use} };
performance.now();
const startMs = performance.now();
work();
const firstMs = performance.now();
work();
postMessage([firstMs - startMs, performance.now() - firstMs]);`;
}

/** Runs in the page. */
function timesOf(url: string): Promise<[number, number]> {
  return new Promise((resolve) => {
    const worker = new Worker(url);
    worker.onmessage = ({data}) => {
      worker.terminate();
      resolve(data);
    };
  });
}

await new Promise<void>((resolve) => server.listen(0, resolve));
const browser = await BenchBrowser.start();
const times = new Map(Object.keys(USES).map((name) => [name, [] as [number, number][]]));
try {
  const page = await browser.page(`http://localhost:${(server.address() as AddressInfo).port}/`);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, runs] of times) {
      runs.push(await page.run(timesOf, `/${encodeURIComponent(name)}`));
    }
  }
} finally {
  await browser.stop();
  server.close();
}
const inUs = (name: string, run: 0 | 1) =>
  median((times.get(name) ?? []).map((ms) => ms[run])) * 1000;
console.log('| µs more than nothing | first time | second time |\n|---|---|---|');
for (const name of Object.keys(USES).filter((name) => name !== NOTHING)) {
  const [first, second] = [inUs(name, 0) - inUs(NOTHING, 0), inUs(name, 1) - inUs(NOTHING, 1)];
  console.log(`| ${name} | ${first.toFixed(0)} | ${second.toFixed(0)} |`);
}
