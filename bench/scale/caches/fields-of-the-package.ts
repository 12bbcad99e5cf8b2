import {setTimeout as wait} from 'node:timers/promises';
import {chromium} from '@playwright/test';
import {findBrowser} from '../../../scripts/find-browser.js';
import {CountingOrigin, RESOURCE} from './counting-origin.js';
import {PLAIN_NGINX} from './nginx.js';
import {runCache} from './run-cache.js';

/** Of the connection, not of the request. */
const HOP_FIELDS = ['host', 'connection', 'if-none-match'];

/** What the package's worker sends through nginx when a copy is stale, but for its `If-None-Match`. */
export async function fieldsOfThePackage(): Promise<Record<string, string>> {
  const origin = await CountingOrigin.start({
    cacheControl: 'max-age=1',
    changeEverySeconds: 3600,
    answerMs: 0,
  });
  try {
    await runCache(PLAIN_NGINX, origin.port, driveWorker);
  } finally {
    origin.stop();
  }
  const [rawFields, ...others] = origin.conditional;
  if (!rawFields || others.length > 0)
    throw new Error(`The worker sent ${origin.conditional.length} conditional requests, not 1.`);
  const fields: Record<string, string> = {};
  for (let i = 0; i < rawFields.length; i += 2) {
    const [name = '', value = ''] = rawFields.slice(i, i + 2);
    if (!HOP_FIELDS.includes(name.toLowerCase())) fields[name] = value;
  }
  return fields;
}

async function driveWorker(port: number): Promise<void> {
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath && {executablePath}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${port}/`);
    await page.evaluate(async () => {
      const controlled = new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('controllerchange', resolve);
      });
      await navigator.serviceWorker.register('/sw.js');
      await controlled;
    });
    const read = () =>
      page.evaluate(async (url) => (await (await fetch(url)).text()).length, RESOURCE);
    await read();
    // The copy has to be in the cache, and a second older than its max-age.
    await wait(2500);
    await read();
  } finally {
    await browser.close();
  }
}
