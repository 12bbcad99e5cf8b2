import type {Entry} from 'workbox-revalidate/page';
import {element} from '../element.js';
import {count, inBytes, inTime} from './amounts.js';
import {freshnessOf} from './freshness.js';
import {type Order, sorted} from './order.js';

/** Enough to see what a cache is like; a year's figures would make a long page. */
const SHOWN_AT_FIRST = 20;

/** The entries of a cache, in the section that the origin has made for it. */
export class EntryTable {
  readonly cacheName: string;
  readonly title: string;
  readonly purge: HTMLButtonElement;
  readonly #body: HTMLTableSectionElement;
  readonly #section: HTMLElement;
  readonly #all: HTMLButtonElement;
  #entries: readonly Entry[] = [];
  #listedAtMs = 0;
  #order: Order = 'path';
  #rows: Row[] = [];

  constructor(section: HTMLElement) {
    const find = <Found extends Element>(what: string) =>
      section.querySelector<Found>(what) as Found;
    this.#section = section;
    this.cacheName = section.dataset['cache'] ?? '';
    this.title = find('h3').textContent ?? '';
    this.purge = find('.purge');
    this.#body = find('tbody');
    this.#all = find('.show-all');
    this.#all.addEventListener('click', () => {
      const isAll = this.#all.getAttribute('aria-expanded') === 'true';
      this.#all.setAttribute('aria-expanded', String(!isAll));
      this.#draw();
    });
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get freshCount(): number {
    const sinceSeconds = this.#sinceSeconds();
    return this.#entries.filter((entry) => freshnessOf(entry, sinceSeconds).state === 'fresh')
      .length;
  }

  show(entries: readonly Entry[]): void {
    this.#entries = entries;
    this.#listedAtMs = performance.now();
    this.#draw();
  }

  sortBy(order: Order): void {
    this.#order = order;
    this.#draw();
  }

  /** Counts on from what the worker told. */
  tick(): void {
    const sinceSeconds = this.#sinceSeconds();
    for (const row of this.#rows) row.tick(sinceSeconds);
  }

  #sinceSeconds(): number {
    return (performance.now() - this.#listedAtMs) / 1000;
  }

  #draw(): void {
    const {length} = this.#entries;
    const isAll = this.#all.getAttribute('aria-expanded') === 'true';
    const shown = sorted(this.#entries, this.#order).slice(0, isAll ? length : SHOWN_AT_FIRST);
    this.#rows = shown.map((entry) => new Row(entry));
    this.tick();
    this.#body.replaceChildren(...this.#rows.map(({element}) => element));

    this.#section.classList.toggle('is-empty', length === 0);
    const bytes = this.#entries.reduce((sum, entry) => sum + (entry.bytes ?? 0), 0);
    const amount = this.#section.querySelector('.amount');
    if (amount)
      amount.textContent = length ? `${count(length, 'copy', 'copies')}, ${inBytes(bytes)}` : '';
    this.#all.hidden = length <= SHOWN_AT_FIRST;
    this.#all.textContent = isAll ? `Show ${SHOWN_AT_FIRST}` : `Show all ${length}`;
    this.purge.setAttribute('aria-disabled', String(length === 0));
  }
}

class Row {
  readonly element: HTMLTableRowElement;
  readonly #entry: Entry;
  readonly #freshness = element('td', {role: 'cell', class: 'freshness'});
  readonly #word = element('b', {});
  readonly #rest = document.createTextNode('');
  readonly #left = element('i', {});
  readonly #age = element('td', {role: 'cell', class: 'age'});

  constructor(entry: Entry) {
    const {url, etag, lastModified, bytes, selecting} = entry;
    this.#entry = entry;
    const bar = element('i', {class: 'left', 'aria-hidden': 'true'}, this.#left);
    const words = element('span', {}, this.#word, ' ', this.#rest);
    this.#freshness.append(element('div', {class: 'standing'}, bar, words));
    const variant = Object.entries(selecting).map(([name, value]) => `${name}: ${value ?? 'none'}`);
    const validator = etag ? `ETag ${etag}` : lastModified;
    this.element = element(
      'tr',
      {role: 'row'},
      element(
        'th',
        {role: 'rowheader', scope: 'row', class: 'path'},
        pathOf(url),
        ...variant.map((text) => element('small', {}, text)),
      ),
      this.#freshness,
      this.#age,
      element(
        'td',
        {role: 'cell', class: 'validator', title: validator ?? ''},
        validator ?? 'No validator',
      ),
      element('td', {role: 'cell', class: 'size'}, bytes === undefined ? 'Hidden' : inBytes(bytes)),
    );
  }

  tick(sinceSeconds: number): void {
    const {state, word, rest, share} = freshnessOf(this.#entry, sinceSeconds);
    this.#freshness.dataset['state'] = state;
    write(this.#word, word);
    write(this.#rest, rest);
    this.#left.style.transform = `scaleX(${share.toFixed(4)})`;
    write(this.#age, inTime(this.#entry.ageSeconds + sinceSeconds));
  }
}

/** Without touching the page where nothing changes. */
function write(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

function pathOf(url: string): string {
  const {origin, pathname, search} = new URL(url);
  return origin === location.origin ? pathname + search : url;
}
