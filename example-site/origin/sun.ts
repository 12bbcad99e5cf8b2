import {Body, Observer, SearchAltitude, SearchHourAngle, SearchRiseSet} from 'astronomy-engine';
import type {City} from './cities.js';
import {addDays, startOfDateMs} from './local-time.js';
import {memo} from './memo.js';

const HALF_DAY_MS = 43_200_000;

/** How high the middle of the Sun's disc stands where a part of the day begins and ends. */
const ALTITUDE_DEGREES = {
  golden: 6,
  // The upper limb, lifted by refraction: found by SearchRiseSet, listed to tell day from night.
  day: -0.833,
  blue: -4,
  civil: -6,
  nautical: -12,
  astronomical: -18,
};
export type SunLevel = keyof typeof ALTITUDE_DEGREES;

/** The part of a day, around its solar noon, in which the Sun is above a level. */
export interface TimeAbove {
  /** Absent where the Sun does not come up through the level on that day. */
  readonly fromMs?: number;
  readonly untilMs?: number;
  /** 0 where the Sun stays below, 86400 where it stays above. */
  readonly durationSeconds: number;
}

export interface SolarNoon {
  readonly atMs: number;
  readonly altitudeDegrees: number;
  /** Half-way between the Sun's altitudes at noon and at midnight. */
  readonly middleAltitudeDegrees: number;
}

export interface SunDay {
  readonly noon: SolarNoon;
  readonly above: Readonly<Record<SunLevel, TimeAbove>>;
  /** Of the day's length, since the day before. */
  readonly changeSeconds: number;
}

export function observerIn(city: City): Observer {
  return new Observer(city.latitude, city.longitude, 0);
}

export function solarNoon(city: City, date: string): SolarNoon {
  const {time, hor} = SearchHourAngle(
    Body.Sun,
    observerIn(city),
    0,
    new Date(startOfDateMs(date, city.timeZone)),
  );
  return {
    atMs: time.date.getTime(),
    altitudeDegrees: hor.altitude,
    middleAltitudeDegrees:
      (Math.abs(city.latitude + hor.dec) - Math.abs(city.latitude - hor.dec)) / 2,
  };
}

/** Looks twelve hours to either side of noon: in summer the far north's sunset is past midnight. */
export function timeAbove(city: City, noon: SolarNoon, level: SunLevel): TimeAbove {
  const observer = observerIn(city);
  const altitude = ALTITUDE_DEGREES[level];
  const firstMs = noon.atMs - HALF_DAY_MS;
  const lastMs = noon.atMs + HALF_DAY_MS;
  const crossing = (direction: 1 | -1, startMs: number) => {
    const start = new Date(startMs);
    return level === 'day'
      ? SearchRiseSet(Body.Sun, observer, direction, start, 0.5)
      : SearchAltitude(Body.Sun, observer, direction, start, 0.5, altitude);
  };
  const fromMs = crossing(1, firstMs)?.date.getTime();
  const untilMs = crossing(-1, noon.atMs)?.date.getTime();
  // Without a crossing the level is outside the Sun's range, or so near its end that none is found.
  const neverBelow = noon.middleAltitudeDegrees > altitude;
  const durationMs =
    fromMs === undefined && untilMs === undefined && !neverBelow
      ? 0
      : (untilMs ?? lastMs) - (fromMs ?? firstMs);
  return {
    ...(fromMs === undefined ? {} : {fromMs}),
    ...(untilMs === undefined ? {} : {untilMs}),
    durationSeconds: Math.round(durationMs / 1000),
  };
}

function lengthSeconds(city: City, date: string): number {
  return timeAbove(city, solarNoon(city, date), 'day').durationSeconds;
}

export const sunDay = memo(
  5000,
  (city: City, date: string) => `${city.slug} ${date}`,
  (city, date): SunDay => {
    const noon = solarNoon(city, date);
    const above = {
      golden: timeAbove(city, noon, 'golden'),
      day: timeAbove(city, noon, 'day'),
      blue: timeAbove(city, noon, 'blue'),
      civil: timeAbove(city, noon, 'civil'),
      nautical: timeAbove(city, noon, 'nautical'),
      astronomical: timeAbove(city, noon, 'astronomical'),
    };
    const changeSeconds = above.day.durationSeconds - lengthSeconds(city, addDays(date, -1));
    return {noon, above, changeSeconds};
  },
);
