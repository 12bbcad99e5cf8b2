const NO_WORKERS =
  'This browser keeps nothing here: it has no service workers, or none in this window. ' +
  'The almanac works all the same, as long as there is a network.';
const NOT_INSTALLED =
  'The worker could not be installed, so nothing is kept. The almanac works all the same, ' +
  'as long as there is a network; load this page again to try once more.';
const NO_ANSWER =
  'The worker gives no answer at the moment. Load this page again to ask once more.';
const ON_ITS_WAY = 'The almanac is being stored on this device …';

/**
 * Waits for a worker, and says on the page that it is on its way, or why there is none.
 * @returns whether there is one.
 */
export async function hasWorker(isKept: Promise<boolean>): Promise<boolean> {
  if (!navigator.serviceWorker) return say(NO_WORKERS);
  const registration = await navigator.serviceWorker.getRegistration();
  if (registration?.active) return true;
  say(ON_ITS_WAY);
  if (!(await isKept)) return say(NOT_INSTALLED);
  say('');
  return true;
}

/** Says that there is a worker, and that it is silent. */
export function sayNoAnswer(): void {
  say(NO_ANSWER);
}

function say(text: string): false {
  const place = document.getElementById('cache-state');
  if (place) place.textContent = text;
  return false;
}
