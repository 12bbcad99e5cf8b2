import {
  entries,
  onDecision,
  purge,
  type RefreshProgress,
  refresh,
  registerWorker,
} from 'workbox-revalidate/page';

await registerWorker('/sw.js', {mode: 'auto'});

const [entry] = await entries('api');
const seconds: number | undefined = entry?.ttlSeconds;
const show = ({done, entries}: RefreshProgress) => console.log(`${done} of ${entries}`, seconds);
await refresh({match: '/api/*'}, {concurrency: 2, onProgress: show});

const stop = onDecision(({url, hit}) => console.log(url, hit));
stop();
await purge();

// @ts-expect-error: there is no such mode
await registerWorker('/sw.js', {mode: 'later'});
// @ts-expect-error: nothing to select by
await purge({path: '/api'});
