const TIME = '(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)';

/** IMF-fixdate, and the two obsolete formats that a recipient must still read (RFC 9110 §5.6.7). */
const FORMATS = [
  `(?:mon|tue|wed|thu|fri|sat|sun), (?<day>\\d\\d) (?<month>[a-z]{3}) (?<year>\\d{4}) ${TIME} gmt`,
  `(?:mon|tues|wednes|thurs|fri|satur|sun)day, (?<day>\\d\\d)-(?<month>[a-z]{3})-(?<year>\\d\\d) ${TIME} gmt`,
  `(?:mon|tue|wed|thu|fri|sat|sun) (?<month>[a-z]{3}) (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})`,
  // RFC 9111 §4.2: "a cache recipient SHOULD match the field value case-insensitively".
].map((format) => new RegExp(`^${format}$`, 'i'));

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';

/**
 * Reads an HTTP-date (RFC 9110 §5.6.7), strictly: whatever is not one of the three formats, or names
 * a day or time that does not exist, is `undefined`.
 *
 * @param nowMs decides the century of a two-digit year.
 * @returns milliseconds since the epoch.
 */
export function parseHttpDate(value: string | null, nowMs: number): number | undefined {
  for (const format of FORMATS) {
    const parts = value?.match(format)?.groups;
    if (parts) return instant(parts, nowMs);
  }
  return undefined;
}

function instant(parts: Record<string, string>, nowMs: number): number | undefined {
  const month = MONTHS.indexOf((parts['month'] ?? '').toLowerCase()) / 3;
  const [day, hour, minute, second] = ['day', 'hour', 'minute', 'second'].map((part) =>
    Number(parts[part]),
  ) as [number, number, number, number];
  const year = fullYear(parts['year'] ?? '', nowMs);

  const midnightMs = Date.UTC(year, month, day);
  const midnight = new Date(midnightMs);
  const isCalendarDay =
    Number.isInteger(month) &&
    midnight.getUTCFullYear() === year &&
    midnight.getUTCMonth() === month &&
    midnight.getUTCDate() === day;
  // second = 60 is a leap second, which the grammar allows.
  if (!isCalendarDay || hour > 23 || minute > 59 || second > 60) return undefined;
  return midnightMs + ((hour * 60 + minute) * 60 + second) * 1000;
}

/**
 * RFC 9110 §5.6.7: a two-digit year "that appears to be more than 50 years in the future" is "the
 * most recent year in the past that had the same last two digits".
 */
function fullYear(digits: string, nowMs: number): number {
  if (digits.length === 4) return Number(digits);
  const currentYear = new Date(nowMs).getUTCFullYear();
  const year = currentYear - (currentYear % 100) + Number(digits);
  return year > currentYear + 50 ? year - 100 : year;
}

/** Writes an IMF-fixdate. */
export function formatHttpDate(timeMs: number): string {
  return new Date(timeMs).toUTCString();
}
