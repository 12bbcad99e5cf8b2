import type {City} from './cities.js';
import {addDays, localIso} from './local-time.js';
import {memo} from './memo.js';
import {moonDay, moonTimes} from './moon.js';
import {sunDay} from './sun.js';

/** Today and the thirty days to come. */
const DAYS = 31;

/** One day as the JSON of `/api/city/:slug/:date` has it; times are local, with their offset. */
function dayRecord(city: City, date: string) {
  const {noon, above, changeSeconds} = sunDay(city, date);
  const moon = moonDay(city, date);
  const {riseMs, setMs} = moonTimes(city, date);
  const iso = (ms: number | undefined) => (ms === undefined ? null : localIso(ms, city.timeZone));
  const span = (fromMs: number | undefined, untilMs: number | undefined) => ({
    from: iso(fromMs),
    until: iso(untilMs),
  });
  return {
    date,
    sunrise: iso(above.day.fromMs),
    solarNoon: iso(noon.atMs),
    solarNoonAltitudeDegrees: Number(noon.altitudeDegrees.toFixed(2)),
    sunset: iso(above.day.untilMs),
    dayLengthSeconds: above.day.durationSeconds,
    dayLengthChangeSeconds: changeSeconds,
    civilTwilight: span(above.civil.fromMs, above.civil.untilMs),
    nauticalTwilight: span(above.nautical.fromMs, above.nautical.untilMs),
    astronomicalTwilight: span(above.astronomical.fromMs, above.astronomical.untilMs),
    morningBlueHour: span(above.civil.fromMs, above.blue.fromMs),
    morningGoldenHour: span(above.blue.fromMs, above.golden.fromMs),
    eveningGoldenHour: span(above.golden.untilMs, above.blue.untilMs),
    eveningBlueHour: span(above.blue.untilMs, above.civil.untilMs),
    moonrise: iso(riseMs),
    moonset: iso(setMs),
    moonPhase: moon.phase,
    moonPhaseDegrees: Number(moon.phaseDegrees.toFixed(1)),
    moonIlluminatedFraction: Number(moon.illuminatedFraction.toFixed(3)),
    moonDistanceKm: moon.distanceKm,
  };
}

function monthAhead(city: City, date: string) {
  const {slug, name, country, latitude, longitude, timeZone} = city;
  return {
    city: {slug, name, country, latitude, longitude, timeZone},
    days: Array.from({length: DAYS}, (_, index) => dayRecord(city, addDays(date, index))),
    nextMoonPhases: moonDay(city, date).nextPhases.map((phase) => ({
      name: phase.name,
      at: localIso(phase.atMs, city.timeZone),
    })),
  };
}

export const monthAheadJson = memo(
  500,
  (city: City, date: string) => `${city.slug} ${date}`,
  (city, date) => JSON.stringify(monthAhead(city, date)),
);
