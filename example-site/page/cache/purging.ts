import {purge} from 'workbox-revalidate/page';
import {count} from './amounts.js';
import type {EntryTable} from './entry-table.js';

/** Lets the reader delete what is stored, of one cache or all, once it is confirmed. */
export function enablePurging(
  tables: readonly EntryTable[],
  say: (text: string) => void,
  onPurged: () => Promise<void>,
): void {
  const dialog = document.getElementById('purge-dialog');
  const all = document.getElementById('purge-all');
  if (!(dialog instanceof HTMLDialogElement)) return;

  async function ask(chosen: readonly EntryTable[], where: string): Promise<void> {
    const number = chosen.reduce((sum, {entries}) => sum + entries.length, 0);
    if (number === 0 || !(await isConfirmed(dialog as HTMLDialogElement, number, where))) return;
    const isAll = chosen.length === tables.length;
    try {
      if (isAll) await purge();
      else for (const {cacheName} of chosen) await purge({cacheName});
      say(`${count(number, 'copy', 'copies')} deleted from ${where}.`);
    } catch (error) {
      say(`Nothing could be deleted: ${error}`);
    }
    await onPurged();
  }

  for (const table of tables) {
    table.purge.addEventListener('click', () => void ask([table], table.title));
  }
  all?.addEventListener('click', () => void ask(tables, 'all caches'));
}

function isConfirmed(dialog: HTMLDialogElement, number: number, where: string): Promise<boolean> {
  const title = dialog.querySelector('h2');
  if (title) title.textContent = `Delete ${count(number, 'copy', 'copies')} from ${where}?`;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    const close = () => resolve(dialog.returnValue === 'delete');
    dialog.addEventListener('close', close, {once: true});
  });
}
