/** Registers the worker; the first one is told what this page loaded before it was there. */
export async function keepForOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const {serviceWorker} = navigator;
  if (!serviceWorker.controller) {
    serviceWorker.addEventListener('controllerchange', () => void tellWhatIsLoaded(), {once: true});
  }
  await serviceWorker.register('/sw.js');
}

async function tellWhatIsLoaded(): Promise<void> {
  if (document.readyState !== 'complete') {
    await new Promise((resolve) => addEventListener('load', resolve, {once: true}));
  }
  const resources = performance.getEntriesByType('resource').map((entry) => entry.name);
  const loaded = [location.origin + location.pathname, ...resources];
  navigator.serviceWorker.controller?.postMessage({loaded: [...new Set(loaded)]});
}
