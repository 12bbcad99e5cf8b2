import type {City} from '../cities.js';
import {startOfDateMs} from '../local-time.js';
import {type SunLevel, sunDay} from '../sun.js';
import {Html} from './html.js';

const LEVELS: readonly SunLevel[] = ['astronomical', 'nautical', 'civil', 'day'];
const DAY_MS = 86_400_000;
/** Five minutes to a unit. */
const WIDTH = 288;

/** The 24 hours of a city's date from midnight to midnight: night, twilights and day. */
export function dayBar(city: City, date: string): Html {
  const midnightMs = startOfDateMs(date, city.timeZone);
  const {noon, above} = sunDay(city, date);
  const rectangles = LEVELS.flatMap((level) => {
    const {fromMs, untilMs, durationSeconds} = above[level];
    if (durationSeconds === 0) return [];
    const from = ((fromMs ?? noon.atMs - DAY_MS / 2) - midnightMs) / DAY_MS;
    const until = ((untilMs ?? noon.atMs + DAY_MS / 2) - midnightMs) / DAY_MS;
    // Light from before this midnight or after the next is shown at the bar's other end.
    return [-1, 0, 1].flatMap((days) => {
      const start = Math.max(0, from + days);
      const end = Math.min(1, until + days);
      if (end <= start) return [];
      const x = Math.round(start * WIDTH);
      return [
        `<rect class="${level}" x="${x}" width="${Math.round(end * WIDTH) - x}" height="8"/>`,
      ];
    });
  });
  return new Html(
    `<svg class="day-bar" viewBox="0 0 ${WIDTH} 8" preserveAspectRatio="none" aria-hidden="true">` +
      `<rect class="night" width="${WIDTH}" height="8"/>${rectangles.join('')}</svg>`,
  );
}
