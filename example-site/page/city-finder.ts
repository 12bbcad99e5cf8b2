/** Narrows the list of cities to what is being typed; Enter opens the first of them. */
export function enableFinding(): void {
  const form = document.getElementById('find');
  const input = document.getElementById('find-text');
  if (!(form instanceof HTMLFormElement) || !(input instanceof HTMLInputElement)) return;

  input.addEventListener('input', () => narrowTo(plain(input.value.trim())));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const first = document.querySelector<HTMLAnchorElement>('.cities li:not([hidden]) a');
    if (input.value.trim() !== '') first?.click();
  });
  // A browser that goes back to this page puts the text back, but not the list.
  narrowTo(plain(input.value.trim()));
}

/** Without accents and case, so that "reykjavik" finds Reykjavík. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
}

function narrowTo(wanted: string): void {
  let found = 0;
  for (const section of document.querySelectorAll<HTMLElement>('.continent')) {
    const cities = [...section.querySelectorAll('li')];
    for (const city of cities) city.hidden = !plain(city.dataset['find'] ?? '').includes(wanted);
    const shown = cities.filter((city) => !city.hidden).length;
    section.hidden = shown === 0;
    found += shown;
  }
  const none = document.getElementById('find-none');
  if (none) none.hidden = found > 0;
}
