import type {Expected} from './visitor.js';

/** Which of its figures, pictures and tables a page fails to show. Runs in the page: no imports. */
export function missingOnPage({notice, isOffline = false}: Expected): string[] {
  const missing: string[] = [];
  const figures = [...document.querySelectorAll('[data-figure]')];
  if (figures.length === 0) missing.push('figures');
  for (const figure of figures) {
    const isThere = /\d|Midnight sun|Polar night/.test(figure.textContent ?? '');
    if (!isThere) missing.push(`figure for ${figure.getAttribute('data-figure')}`);
  }
  for (const {complete, naturalWidth, src} of document.images) {
    if (!complete || naturalWidth === 0) missing.push(`picture ${src}`);
  }
  const month = document.getElementById('month');
  if (month && month.querySelectorAll('tbody tr').length !== 31) missing.push('month ahead');
  const sky = document.getElementById('sky');
  if (sky && !sky.querySelector('svg')) missing.push('sky');
  if (document.styleSheets.length === 0) missing.push('style');
  const noticeShown = document.querySelector('#notice:not([hidden]) p')?.textContent;
  if (notice !== undefined && noticeShown !== notice) missing.push('notice');
  const badge = document.getElementById('offline');
  if (isOffline && badge?.hidden !== false) missing.push('offline badge');
  return missing;
}
