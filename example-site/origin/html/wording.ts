import type {City} from '../cities.js';
import {localDate, localTime, twoDigits} from '../local-time.js';
import type {TimeAbove} from '../sun.js';
import {type Html, html} from './html.js';

const LONG_DATE = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

export function longDate(date: string): string {
  return LONG_DATE.format(new Date(`${date}T00:00:00Z`));
}

/** `25 November, 17:02` on the clocks of a time zone. */
export function shortMoment(ms: number, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'long', timeZone});
  return `${day.format(ms)}, ${localTime(ms, timeZone)}`;
}

/** A time of a city's day; one that falls on a neighbouring date says so. */
export function clockTime(city: City, date: string, ms: number | undefined): Html {
  if (ms === undefined) return html`<span class="none" aria-label="none">–</span>`;
  const onDate = localDate(ms + 30_000, city.timeZone);
  const time = localTime(ms, city.timeZone);
  if (onDate === date) return html`<time>${time}</time>`;
  const [mark, label] = onDate > date ? ['+1', 'the next day'] : ['−1', 'the day before'];
  return html`<time>${time}<sup aria-label="${label}">${mark}</sup></time>`;
}

export function duration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
}

/** `+2 min 05 s`, with a true minus sign. */
export function change(seconds: number): string {
  if (seconds === 0) return 'No change';
  const size = Math.abs(seconds);
  const sign = seconds < 0 ? '−' : '+';
  return `${sign}${Math.floor(size / 60)} min ${twoDigits(size % 60)} s`;
}

export function percent(fraction: number): string {
  return `${Math.round(fraction * 100)} %`;
}

/** What takes the place of sunrise and sunset where the Sun does neither. */
export function allDay(day: TimeAbove): string | undefined {
  if (day.fromMs !== undefined || day.untilMs !== undefined) return undefined;
  return day.durationSeconds > 0 ? 'Midnight sun' : 'Polar night';
}

export function coordinates({latitude, longitude}: City): string {
  const north = `${Math.abs(latitude).toFixed(2)}° ${latitude < 0 ? 'S' : 'N'}`;
  return `${north}, ${Math.abs(longitude).toFixed(2)}° ${longitude < 0 ? 'W' : 'E'}`;
}
