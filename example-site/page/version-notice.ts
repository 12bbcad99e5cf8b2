import {element} from './element.js';

/** Says that a new version waits, and lets the reader choose when it takes over. */
export function offerNewVersion(activate: () => void): void {
  const place = document.getElementById('badges');
  if (!place || document.getElementById('new-version')) return;
  const load = element('button', {type: 'button', class: 'badge-button'}, 'Load it');
  const later = element('button', {type: 'button', class: 'badge-button quiet'}, 'Later');
  const text = element('span', {}, 'A new version is ready');
  const notice = element('div', {id: 'new-version', class: 'badge'}, text, load, later);
  load.addEventListener('click', () => {
    text.textContent = 'Loading the new version …';
    // The page is loaded anew once it has taken over.
    activate();
  });
  later.addEventListener('click', () => notice.remove());
  place.append(notice);
}
