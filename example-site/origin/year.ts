import type {City} from './cities.js';
import {addDays, offsetMs} from './local-time.js';
import {moonDay} from './moon.js';
import {type SolarNoon, type SunLevel, solarNoon, timeAbove} from './sun.js';

const HOUR_MS = 3_600_000;
/** A little over half a day, so that no seam shows where one day's light meets the next one's. */
const ALL_DAY_HOURS = 12.05;

export const BANDS = ['astronomical', 'nautical', 'civil', 'day'] as const satisfies SunLevel[];
export type Band = (typeof BANDS)[number];

/** One day of a year chart; hours of the local clock, which may lie outside 0 to 24. */
export interface YearDay {
  readonly date: string;
  readonly offsetMs: number;
  readonly noonHour: number;
  readonly bands: Readonly<Record<Band, {readonly fromHour: number; readonly untilHour: number}>>;
  readonly phaseDegrees: number;
  readonly illuminatedFraction: number;
  readonly phase: string;
}

export function datesOf(year: number): string[] {
  const first = `${year}-01-01`;
  const days = (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / (24 * HOUR_MS);
  return Array.from({length: days}, (_, index) => addDays(first, index));
}

function yearDay(city: City, date: string): YearDay {
  const noon = solarNoon(city, date);
  const offset = offsetMs(noon.atMs, city.timeZone);
  const noonHour = (noon.atMs + offset - Date.parse(`${date}T00:00:00Z`)) / HOUR_MS;
  const {phaseDegrees, illuminatedFraction, phase} = moonDay(city, date);
  return {
    date,
    offsetMs: offset,
    noonHour,
    bands: {
      astronomical: hoursAbove(city, noon, noonHour, 'astronomical'),
      nautical: hoursAbove(city, noon, noonHour, 'nautical'),
      civil: hoursAbove(city, noon, noonHour, 'civil'),
      day: hoursAbove(city, noon, noonHour, 'day'),
    },
    phaseDegrees,
    illuminatedFraction,
    phase,
  };
}

function hoursAbove(city: City, noon: SolarNoon, noonHour: number, band: Band) {
  const {fromMs, untilMs, durationSeconds} = timeAbove(city, noon, band);
  const missingHours = durationSeconds === 0 ? 0 : ALL_DAY_HOURS;
  const hoursTo = (ms: number | undefined) =>
    ms === undefined ? missingHours : Math.abs(ms - noon.atMs) / HOUR_MS;
  return {fromHour: noonHour - hoursTo(fromMs), untilHour: noonHour + hoursTo(untilMs)};
}

export function yearOf(city: City, year: number): YearDay[] {
  return datesOf(year).map((date) => yearDay(city, date));
}
