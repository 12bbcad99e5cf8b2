import {APACHE} from './caches/apache.js';
import {CountingOrigin} from './caches/counting-origin.js';
import {fieldsOfThePackage} from './caches/fields-of-the-package.js';
import {NGINX, PLAIN_NGINX} from './caches/nginx.js';
import {type Replayed, replay} from './caches/replay.js';
import {findCache, runCache} from './caches/run-cache.js';
import type {SharedCache} from './caches/shared-cache.js';
import {SQUID} from './caches/squid.js';
import {VARNISH} from './caches/varnish.js';
import {table, tableRow} from './wording.js';

const REQUESTS = 10_000;
const OVER_SECONDS = 12;
const TTL_SECONDS = 3;
/** Twice in the measured time. */
const CHANGE_EVERY_SECONDS = 6;
const ANSWER_MS = 50;

/** Counts what of 10,000 revalidations reaches an origin behind each shared cache that is installed. */
export async function measureBehindCaches(): Promise<void> {
  if (!findCache(PLAIN_NGINX)) {
    console.error('nginx is not installed. On Debian or Ubuntu: apt-get install -y nginx');
    process.exitCode = 1;
    return;
  }
  const fields = await fieldsOfThePackage();
  console.log('What the package sends through nginx, besides If-None-Match:\n');
  for (const [name, value] of Object.entries(fields)) console.log(`    ${name}: ${value}`);
  console.log(
    `\n${REQUESTS} of these in ${OVER_SECONDS} s, max-age=${TTL_SECONDS}, a change every ${CHANGE_EVERY_SECONDS} s, an origin that answers in ${ANSWER_MS} ms:\n`,
  );
  const caches = [...NGINX, ...VARNISH, ...APACHE, ...SQUID];
  for (const cache of caches.filter((one) => !findCache(one)))
    console.log(`${cache.name}: left out; apt-get install -y ${cache.debianPackage}`);
  const head = [
    'shared cache',
    'reach the origin',
    'as 304',
    'as 200',
    'clients get',
    'oldest age told',
  ];
  console.log(table(head, []));
  for (const cache of caches.filter(findCache)) console.log(tableRow(await measure(cache, fields)));
}

async function measure(cache: SharedCache, fields: Record<string, string>): Promise<string[]> {
  const origin = await CountingOrigin.start({
    cacheControl: `max-age=${TTL_SECONDS}`,
    changeEverySeconds: CHANGE_EVERY_SECONDS,
    answerMs: ANSWER_MS,
  });
  try {
    const replayed = await runCache(cache, origin.port, (port) =>
      replay({
        port,
        fields,
        requests: REQUESTS,
        onWarm: () => origin.statuses.clear(),
        overSeconds: OVER_SECONDS,
        // Its copy has just become stale.
        etagOfAsker: (nowMs) => origin.etagAt(nowMs - TTL_SECONDS * 1000),
      }),
    );
    return rowOf(cache, origin, replayed);
  } finally {
    origin.stop();
  }
}

function rowOf({name}: SharedCache, origin: CountingOrigin, replayed: Replayed): string[] {
  const count = (status: number) => origin.statuses.get(status) ?? 0;
  const clients = [...replayed.statuses]
    .sort(([a], [b]) => b - a)
    .map(([status, answers]) => `${answers.toLocaleString('en')} × ${status || 'no answer'}`);
  return [
    name,
    (count(304) + count(200)).toLocaleString('en'),
    count(304).toLocaleString('en'),
    count(200).toLocaleString('en'),
    clients.join(', '),
    `${replayed.oldestSeconds} s`,
  ];
}
