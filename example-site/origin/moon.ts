import {
  Body,
  Illumination,
  KM_PER_AU,
  MoonPhase,
  NextMoonQuarter,
  SearchMoonQuarter,
  SearchRiseSet,
} from 'astronomy-engine';
import type {City} from './cities.js';
import {addDays, startOfDateMs} from './local-time.js';
import {memo} from './memo.js';
import {observerIn} from './sun.js';

const QUARTERS = ['New moon', 'First quarter', 'Full moon', 'Last quarter'] as const;
const BETWEEN = ['Waxing crescent', 'Waxing gibbous', 'Waning gibbous', 'Waning crescent'] as const;

export interface PrincipalPhase {
  readonly name: string;
  readonly atMs: number;
}

export interface MoonDay {
  readonly phase: string;
  /** From the new moon's 0 through the full moon's 180. */
  readonly phaseDegrees: number;
  readonly illuminatedFraction: number;
  readonly distanceKm: number;
  /** The coming four, in their order. */
  readonly nextPhases: readonly PrincipalPhase[];
}

/** Some days have no moonrise or no moonset: the Moon is about 50 minutes later each day. */
export interface MoonTimes {
  readonly riseMs?: number;
  readonly setMs?: number;
}

function principalPhases(fromMs: number, count: number): PrincipalPhase[] {
  let quarter = SearchMoonQuarter(new Date(fromMs));
  const phases: PrincipalPhase[] = [];
  while (phases.length < count) {
    phases.push({name: QUARTERS[quarter.quarter] ?? '', atMs: quarter.time.date.getTime()});
    quarter = NextMoonQuarter(quarter);
  }
  return phases;
}

/** The Moon between two instants; the figures are those of the middle. */
export const moonBetween = memo(
  5000,
  (startMs: number, endMs: number) => `${startMs} ${endMs}`,
  (startMs, endMs): MoonDay => {
    const middle = new Date((startMs + endMs) / 2);
    const phaseDegrees = MoonPhase(middle);
    const illumination = Illumination(Body.Moon, middle);
    const [next, ...later] = principalPhases(startMs, 5);
    const isToday = next !== undefined && next.atMs < endMs;
    return {
      phase: isToday ? next.name : (BETWEEN[Math.floor(phaseDegrees / 90)] ?? ''),
      phaseDegrees,
      illuminatedFraction: illumination.phase_fraction,
      distanceKm: Math.round(illumination.geo_dist * KM_PER_AU),
      nextPhases: isToday || !next ? later : [next, ...later.slice(0, 3)],
    };
  },
);

export function moonDay(city: City, date: string): MoonDay {
  return moonBetween(
    startOfDateMs(date, city.timeZone),
    startOfDateMs(addDays(date, 1), city.timeZone),
  );
}

export function moonTimes(city: City, date: string): MoonTimes {
  const startMs = startOfDateMs(date, city.timeZone);
  const days = (startOfDateMs(addDays(date, 1), city.timeZone) - startMs) / 86_400_000;
  const start = new Date(startMs);
  const rise = SearchRiseSet(Body.Moon, observerIn(city), 1, start, days);
  const set = SearchRiseSet(Body.Moon, observerIn(city), -1, start, days);
  return {
    ...(rise ? {riseMs: rise.date.getTime()} : {}),
    ...(set ? {setMs: set.date.getTime()} : {}),
  };
}
