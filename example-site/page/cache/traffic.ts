import {element} from '../element.js';
import type {Session} from '../session.js';
import {inBytes} from './amounts.js';
import type {EntryTable} from './entry-table.js';
import {drawTraffic, type TrafficRow} from './traffic-chart.js';

/** Shows what came from the origin in this session against what needed not, drawn and as a table. */
export function showTraffic(session: Session, tables: readonly EntryTable[]): void {
  const rows = tables.map(({cacheName, title}) => ({title, ...session.trafficOf(cacheName)}));
  const sum = (key: 'sentBytes' | 'savedBytes') => rows.reduce((total, row) => total + row[key], 0);
  const all = {title: 'All', sentBytes: sum('sentBytes'), savedBytes: sum('savedBytes')};
  write('sent', inBytes(all.sentBytes));
  write('saved', inBytes(all.savedBytes));
  document.getElementById('traffic')?.replaceChildren(drawTraffic(rows));
  document
    .querySelector('#traffic-table tbody')
    ?.replaceChildren(...[...rows, all].map((row) => tableRow(row)));
}

function tableRow({title, sentBytes, savedBytes}: TrafficRow): HTMLTableRowElement {
  return element(
    'tr',
    {},
    element('th', {scope: 'row'}, title),
    element('td', {}, inBytes(sentBytes)),
    element('td', {}, inBytes(savedBytes)),
  );
}

function write(id: string, text: string): void {
  const place = document.getElementById(id);
  if (place) place.textContent = text;
}
