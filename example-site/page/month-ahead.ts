/** What this table shows of the API's answer. */
interface MonthAhead {
  readonly days: readonly Day[];
}

interface Day {
  readonly date: string;
  readonly sunrise: string | null;
  readonly sunset: string | null;
  readonly dayLengthSeconds: number;
  readonly moonrise: string | null;
  readonly moonset: string | null;
  readonly moonPhase: string;
  readonly moonIlluminatedFraction: number;
}

const DAY_NAME = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const PRINCIPAL = new Set(['New moon', 'First quarter', 'Full moon', 'Last quarter']);

const COLUMNS: readonly {name: string; kind: string; of: (day: Day) => string}[] = [
  {name: 'Sunrise', kind: 'sun', of: (day) => time(day.sunrise)},
  {name: 'Sunset', kind: 'sun', of: (day) => time(day.sunset)},
  {name: 'Length', kind: 'length', of: (day) => length(day.dayLengthSeconds)},
  {name: 'Moonrise', kind: 'moon-time', of: (day) => time(day.moonrise)},
  {name: 'Moonset', kind: 'moon-time', of: (day) => time(day.moonset)},
  {name: 'Lit', kind: 'lit', of: (day) => `${Math.round(day.moonIlluminatedFraction * 100)} %`},
];

/** Fills the table of a city page from the API. */
export async function showMonthAhead(): Promise<void> {
  const city = document.getElementById('city');
  const place = document.getElementById('month');
  if (!city || !place) return;
  try {
    const response = await fetch(`/api/city/${city.dataset['slug']}/${city.dataset['date']}`);
    if (!response.ok) throw new Error(`The origin answered ${response.status}`);
    place.replaceChildren(table((await response.json()) as MonthAhead));
  } catch {
    place.textContent = 'Not stored on this device yet: open this page once with a network.';
  }
}

function table({days}: MonthAhead): HTMLTableElement {
  const element = document.createElement('table');
  const head = element.createTHead().insertRow();
  head.append(cell('th', 'Day', 'date'));
  for (const {name, kind} of COLUMNS) head.append(cell('th', name, kind));
  const body = element.createTBody();
  for (const day of days) {
    const row = body.insertRow();
    const name = cell('th', DAY_NAME.format(new Date(`${day.date}T00:00:00Z`)), 'date');
    if (PRINCIPAL.has(day.moonPhase)) {
      const phase = document.createElement('small');
      phase.textContent = day.moonPhase;
      name.append(phase);
    }
    row.append(name, ...COLUMNS.map(({kind, of}) => cell('td', of(day), kind)));
  }
  return element;
}

function cell(tag: 'th' | 'td', text: string, kind: string): HTMLTableCellElement {
  const element = document.createElement(tag);
  element.className = kind;
  element.textContent = text;
  return element;
}

/** `07:41` of `2026-03-29T07:41+02:00`. */
function time(local: string | null): string {
  return local?.slice(11, 16) ?? '–';
}

function length(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
