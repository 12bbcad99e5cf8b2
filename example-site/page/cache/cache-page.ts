import {entries} from 'workbox-revalidate/page';
import type {Session} from '../session.js';
import {inBytes} from './amounts.js';
import {listDecisions} from './decision-list.js';
import {EntryTable} from './entry-table.js';
import type {Order} from './order.js';
import {enablePurging} from './purging.js';
import {enableRefreshing} from './refresh-all.js';
import {throttled} from './throttled.js';
import {showTraffic} from './traffic.js';
import {hasWorker, sayNoAnswer} from './without-worker.js';

/** A burst of decisions is followed by one look at what is stored now. */
const LOOK_AFTER_MS = 400;

/** Shows what the worker keeps, on the page that is made for it. */
export async function showCache(session: Session, isKept: Promise<boolean>): Promise<void> {
  const place = document.getElementById('cache');
  if (!place || !(await hasWorker(isKept))) return;

  const sections = place.querySelectorAll<HTMLElement>('[data-cache]');
  const tables = [...sections].map((section) => new EntryTable(section));
  const look = async () => {
    const listed = await Promise.all(tables.map(({cacheName}) => entries(cacheName)));
    session.measure(listed.flat());
    tables.forEach((table, index) => {
      table.show(listed[index] ?? []);
    });
    showSums(tables);
    showTraffic(session, tables);
  };
  // What was seen last stays, until the next look.
  const lookSoon = throttled(() => void look().catch(console.warn), LOOK_AFTER_MS);

  listDecisions(session);
  session.onNoted(lookSoon);
  enableRefreshing(say);
  enablePurging(tables, say, look);
  const order = document.getElementById('order');
  order?.addEventListener('change', () => {
    for (const table of tables) table.sortBy((order as HTMLSelectElement).value as Order);
  });
  document.addEventListener('visibilitychange', lookSoon);
  setInterval(() => {
    if (document.hidden) return;
    for (const table of tables) table.tick();
    showSums(tables);
  }, 1000);
  try {
    await look();
    place.hidden = false;
  } catch (error) {
    console.warn(error);
    sayNoAnswer();
  }
}

function showSums(tables: readonly EntryTable[]): void {
  const kept = tables.flatMap((table) => table.entries);
  const fresh = tables.reduce((sum, table) => sum + table.freshCount, 0);
  const bytes = kept.reduce((sum, entry) => sum + (entry.bytes ?? 0), 0);
  const texts = {
    'kept-copies': `${kept.length}`,
    'kept-fresh': `${fresh}`,
    'kept-size': inBytes(bytes),
  };
  for (const [id, text] of Object.entries(texts)) {
    const figure = document.getElementById(id);
    if (figure && figure.textContent !== text) figure.textContent = text;
  }
  document.getElementById('purge-all')?.setAttribute('aria-disabled', String(kept.length === 0));
}

/** What was done at the reader's wish, said once. */
function say(text: string): void {
  const place = document.getElementById('said');
  if (place) place.textContent = text;
}
