const DAY_MS = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** `2026-03-29 14:05:09` on the clocks of a time zone. */
function wallClock(ms: number, timeZone: string): string {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    // Swedish writes its dates as ISO 8601 does.
    formatter = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter.format(ms);
}

/** How far the clocks of a time zone are ahead of UTC at an instant. */
export function offsetMs(ms: number, timeZone: string): number {
  const wholeSecondMs = Math.floor(ms / 1000) * 1000;
  return Date.parse(`${wallClock(ms, timeZone).replace(' ', 'T')}Z`) - wholeSecondMs;
}

/** The date (`YYYY-MM-DD`) that a place's calendar shows. */
export function localDate(ms: number, timeZone: string): string {
  return wallClock(ms, timeZone).slice(0, 10);
}

/** `HH:MM` on a place's clock, to the nearest minute. */
export function localTime(ms: number, timeZone: string): string {
  return wallClock(ms + 30_000, timeZone).slice(11, 16);
}

/** `2026-03-29T07:05+02:00`, to the nearest minute. */
export function localIso(ms: number, timeZone: string): string {
  const offsetMinutes = offsetMs(ms, timeZone) / 60_000;
  const sign = offsetMinutes < 0 ? '-' : '+';
  const hours = Math.floor(Math.abs(offsetMinutes) / 60);
  const minutes = Math.abs(offsetMinutes) % 60;
  const wall = wallClock(ms + 30_000, timeZone)
    .slice(0, 16)
    .replace(' ', 'T');
  return `${wall}${sign}${twoDigits(hours)}:${twoDigits(minutes)}`;
}

/** The instant at which a date begins in a time zone. */
export function startOfDateMs(date: string, timeZone: string): number {
  const utcMs = Date.parse(`${date}T00:00:00Z`);
  // The offset at the guess may be of the other side of a clock change: ask again there.
  const guessMs = utcMs - offsetMs(utcMs, timeZone);
  return utcMs - offsetMs(guessMs, timeZone);
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function secondsToMidnight(nowMs: number, timeZone: string): number {
  const tomorrow = addDays(localDate(nowMs, timeZone), 1);
  return Math.ceil((startOfDateMs(tomorrow, timeZone) - nowMs) / 1000);
}

/** True of a calendar date of 1900 to 2100, for which the astronomy is good to the minute. */
export function isDate(text: string): boolean {
  if (!/^(19|20)\d\d-\d\d-\d\d$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

export function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
