import {send} from './ask.js';

export interface RegisterOptions {
  /**
   * Which pages the worker controls.
   * @default where the worker's script is
   */
  readonly scope?: string;
  /**
   * `'prompt'`: a new version waits until {@link RegisteredWorker.activate} is called. `'auto'`: it
   * takes over at once, and the page is loaded anew, as `onUpdated` has it.
   * @default 'prompt'
   * @throws {TypeError} for anything else.
   */
  readonly mode?: 'prompt' | 'auto';
  /** The first version is installed: what it keeps is there offline. */
  readonly onInstalled?: () => void;
  /** A new version is installed, and waits. */
  readonly onWaiting?: (activate: () => void) => void;
  /**
   * A new version has taken over.
   * @default the page is loaded anew, unless it was so in the last ten seconds
   */
  readonly onUpdated?: () => void;
  /**
   * The worker could not be registered or installed.
   * @default a warning on the console
   */
  readonly onError?: (error: unknown) => void;
}

export interface RegisteredWorker {
  readonly registration: ServiceWorkerRegistration;
  /** Lets a version that waits take over. */
  activate(): void;
  /** Looks for a new version now; browsers do at each navigation, and at least once a day. */
  check(): Promise<void>;
}

/** Two servers with different workers would else have a page loaded again for ever. */
const MIN_BETWEEN_RELOADS_MS = 10_000;
const RELOADED_AT = 'workbox-revalidate-reloaded-at';

/**
 * Registers a worker that answers pages, and tells of its versions.
 * @returns `undefined` where the browser has no service workers, or the worker could not be registered.
 */
export async function registerWorker(
  url: string,
  {
    scope,
    mode = 'prompt',
    onInstalled,
    onWaiting,
    onUpdated = reload,
    onError = (error) => console.warn(error),
  }: RegisterOptions = {},
): Promise<RegisteredWorker | undefined> {
  const {serviceWorker} = navigator;
  if (!serviceWorker) return undefined;
  if (mode !== 'prompt' && mode !== 'auto') {
    throw new TypeError(`mode is ${mode}; expected: prompt or auto`);
  }
  const told = new WeakSet<ServiceWorker>();
  const tell = (worker: ServiceWorker | null) => {
    if (!worker || told.has(worker)) return;
    told.add(worker);
    onUpdated();
  };
  let isUpdate = serviceWorker.controller !== null;
  serviceWorker.addEventListener('controllerchange', () => {
    if (isUpdate) tell(serviceWorker.controller);
    isUpdate = true;
  });
  let registration: ServiceWorkerRegistration | undefined;
  try {
    const options = {...(scope && {scope}), updateViaCache: 'none' as const};
    registration = await serviceWorker.register(url, options);
  } catch (error) {
    onError(error);
  }
  // Tools that block service workers have it resolve with nothing.
  if (!registration) return undefined;

  const activate = () => {
    const {waiting} = registration;
    if (!waiting) return;
    // A page that no worker controls, after a reload past it for instance, hears of it in no other way.
    waiting.addEventListener('statechange', () => {
      if (waiting.state === 'activated') tell(waiting);
    });
    send(waiting, {type: 'skip-waiting'});
  };
  const wait = () => {
    if (mode === 'auto') activate();
    onWaiting?.(activate);
  };
  const followed = new WeakSet<ServiceWorker>();
  const follow = () => {
    const worker = registration.installing;
    if (!worker || followed.has(worker)) return;
    followed.add(worker);
    const settle = () => {
      if (worker.state !== 'installed') onError(new Error('The worker was not installed'));
      else if (registration.active) wait();
      else onInstalled?.();
    };
    worker.addEventListener('statechange', settle, {once: true});
  };
  follow();
  registration.addEventListener('updatefound', follow);
  if (registration.waiting) wait();
  return {
    registration,
    activate,
    async check() {
      await registration.update();
    },
  };
}

function reload(): void {
  const nowMs = Date.now();
  const reloadedAtMs = Number(sessionStorage.getItem(RELOADED_AT));
  if (nowMs - reloadedAtMs < MIN_BETWEEN_RELOADS_MS) return;
  sessionStorage.setItem(RELOADED_AT, `${nowMs}`);
  location.reload();
}
