import {registerWorker} from 'virtual:workbox-revalidate';
import {offerNewVersion} from './version-notice.js';

/**
 * Registers the worker. The first one gets to see what this page loaded before it was there, so that one
 * visit is enough.
 *
 * @returns whether a worker is at work, once that is known.
 */
export async function keepForOffline(): Promise<boolean> {
  const {serviceWorker} = navigator;
  if (!serviceWorker) return false;
  if (!serviceWorker.controller) {
    serviceWorker.addEventListener('controllerchange', () => void loadAgain(), {once: true});
  }
  return new Promise((resolve) => {
    const fail = (error: unknown) => {
      console.warn(error);
      resolve(false);
    };
    // An update that fails leaves the worker that there is.
    void serviceWorker.ready.then(() => resolve(true));
    // It throws where a browser that is remote-controlled blocks workers.
    registerWorker({onWaiting: offerNewVersion, onError: fail}).catch(fail);
  });
}

/** Asks for what is loaded once more, through the worker: most of it the browser still has. */
async function loadAgain(): Promise<void> {
  if (document.readyState !== 'complete') {
    await new Promise((resolve) => addEventListener('load', resolve, {once: true}));
  }
  const resources = performance.getEntriesByType('resource').map((entry) => entry.name);
  const urls = new Set([location.origin + location.pathname, ...resources]);
  // Read to its end, or it would not be stored whole.
  const load = async (url: string) => (await fetch(url)).blob();
  await Promise.allSettled([...urls].map(load));
}
