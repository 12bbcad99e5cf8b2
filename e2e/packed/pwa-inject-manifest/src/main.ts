import {registerSW} from 'virtual:pwa-register';
import {entries} from 'workbox-revalidate/page';

registerSW({immediate: true});
await navigator.serviceWorker.ready;

const response = await fetch('/api/wind.json');
const {wind} = await response.json();
document.getElementById('wind')?.append(wind);

for (const {url, isFresh} of [...(await entries('images')), ...(await entries('api'))]) {
  const item = document.createElement('li');
  item.textContent = `${new URL(url).pathname} is ${isFresh ? 'fresh' : 'stale'}`;
  document.getElementById('stored')?.append(item);
}
