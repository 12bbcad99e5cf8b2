import {type RefreshProgress, refresh} from 'workbox-revalidate/page';
import {inBytes} from './amounts.js';

/** Lets the reader revalidate all that is stored, see how far it has come, and stop it. */
export function enableRefreshing(say: (text: string) => void): void {
  const find = (id: string) => document.getElementById(id);
  const start = find('refresh');
  const stop = find('refresh-stop');
  const panel = find('refreshing');
  if (!start || !stop || !panel) return;
  let controller: AbortController | undefined;

  async function run(): Promise<void> {
    if (controller || !start || !stop || !panel) return;
    controller = new AbortController();
    const {signal} = controller;
    start.setAttribute('aria-disabled', 'true');
    panel.hidden = false;
    stop.hidden = false;
    say('Asking the origin about every copy.');
    let progress: RefreshProgress | undefined;
    const onProgress = (now: RefreshProgress) => {
      progress = now;
      show(now);
    };
    try {
      const end = await refresh({match: '/*'}, {signal, onProgress});
      show(end);
      say(outcome(end));
    } catch (error) {
      say(signal.aborted ? stopped(progress) : `The refresh has failed: ${error}`);
    }
    // What is about to vanish should not take the focus with it.
    if (document.activeElement === stop) start.focus();
    stop.hidden = true;
    start.removeAttribute('aria-disabled');
    controller = undefined;
  }

  start.addEventListener('click', () => void run());
  stop.addEventListener('click', () => controller?.abort());
}

function show(progress: RefreshProgress): void {
  const {entries, done, notModified, modified, fresh, failed, receivedBytes, savedBytes} = progress;
  const bar = document.querySelector<HTMLProgressElement>('#refreshing progress');
  if (!bar) return;
  bar.max = Math.max(1, entries);
  bar.value = done;
  const texts = {
    done: `${done} of ${entries}`,
    'not-modified': `${notModified}`,
    modified: `${modified}`,
    unasked: `${fresh}`,
    failed: `${failed}`,
    received: inBytes(receivedBytes),
    spared: inBytes(savedBytes),
  };
  for (const [name, text] of Object.entries(texts)) {
    const place = document.getElementById(`refresh-${name}`);
    if (place) place.textContent = text;
  }
}

function outcome({entries, notModified, modified, fresh, failed}: RefreshProgress): string {
  if (entries === 0) return 'Nothing is stored that could be refreshed.';
  if (failed === entries - fresh)
    return 'The origin gave no answer. What was stored is still there.';
  const parts = [
    `${notModified} unchanged`,
    `${modified} new`,
    fresh > 0 && `${fresh} not asked about`,
    failed > 0 && `${failed} without an answer`,
  ];
  return `Refreshed: ${parts.filter(Boolean).join(', ')}.`;
}

function stopped(progress: RefreshProgress | undefined): string {
  return `Stopped after ${progress?.done ?? 0} of ${progress?.entries ?? 0}.`;
}
