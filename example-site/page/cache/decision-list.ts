import {element} from '../element.js';
import type {NotedDecision, Session} from '../session.js';
import {count} from './amounts.js';
import {inFieldWords, inWords, type Kind} from './in-words.js';
import {throttled} from './throttled.js';

const MOST_SHOWN = 50;
/** A page can ask for dozens of things in a second; whoever listens hears of them in one sentence. */
const SAID_AFTER_MS = 5000;
const TIME = new Intl.DateTimeFormat('en-GB', {timeStyle: 'medium'});

/** Lists what the worker decides as it does so, the latest first. */
export function listDecisions(session: Session): void {
  const list = document.getElementById('decisions');
  const none = document.getElementById('decisions-none');
  const said = document.getElementById('decisions-said');
  if (!list || !none || !said) return;
  list.append(...session.decisions.map(item));
  none.hidden = list.childElementCount > 0;

  let unsaid: Kind[] = [];
  const saySoon = throttled(() => {
    said.textContent = summary(unsaid);
    unsaid = [];
  }, SAID_AFTER_MS);
  session.onNoted((noted) => {
    list.prepend(item(noted));
    while (list.childElementCount > MOST_SHOWN) list.lastElementChild?.remove();
    none.hidden = true;
    unsaid.push(inWords(noted.decision).kind);
    saySoon();
  });
}

function item({atMs, decision}: NotedDecision): HTMLLIElement {
  const {kind, words} = inWords(decision);
  const {pathname, search} = new URL(decision.url);
  return element(
    'li',
    {class: kind},
    element('span', {class: 'decision-words'}, element('i', {class: 'swatch'}), words),
    element('time', {datetime: new Date(atMs).toISOString()}, TIME.format(atMs)),
    element('span', {class: 'decision-path'}, `${decision.method} ${pathname}${search}`),
    element('small', {}, inFieldWords(decision)),
  );
}

function summary(kinds: readonly Kind[]): string {
  const of = (kind: Kind) => kinds.filter((one) => one === kind).length;
  const parts = [
    [of('hit'), 'from the cache'],
    [of('validated'), 'unchanged'],
    [of('received'), 'received'],
    [of('failed'), 'without an answer'],
    [of('passed'), 'passed on'],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  return `${count(kinds.length, 'request', 'requests')}: ${told.join(', ')}.`;
}
