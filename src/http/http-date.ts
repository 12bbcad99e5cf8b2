/** RFC 9110 §5.6.7: the obsolete formats that a recipient must still read. */
const RFC850 = /^(sun|mon|tues|wednes|thurs|fri|satur)day, (\d\d)-([a-z]{3})-(\d\d) (\S+ gmt)$/i;
const ASCTIME = /^([a-z]{3}) ([a-z]{3}) ([ \d])(\d) (\S+) (\d{4})$/i;

/**
 * Reads an HTTP-date (RFC 9110 §5.6.7), strictly: only what one of the three formats would write for
 * an instant counts as a date, in any case (RFC 9111 §4.2: "SHOULD match the field value
 * case-insensitively"). There has been no leap second since 2016: one is no date.
 *
 * @param nowMs decides the century of a two-digit year.
 * @returns milliseconds since the epoch, or `undefined`.
 */
export function parseHttpDate(value: string | null, nowMs: number): number | undefined {
  if (!value) return undefined;
  const fixdate = value
    .replace(RFC850, (_, dayName: string, day, month, year: string, time) => {
      const fullYear = inCenturyOf(nowMs, `${day} ${month}`, Number(year), time);
      return `${dayName.slice(0, 3)}, ${day} ${month} ${fullYear} ${time}`;
    })
    .replace(
      ASCTIME,
      (_, dayName, month, tens: string, day, time, year) =>
        `${dayName}, ${tens.trim() || 0}${day} ${month} ${year} ${time} GMT`,
    );
  // `Date.parse` reads much else as a date; whatever it made of it would be written differently.
  const timeMs = Date.parse(fixdate);
  const isDate =
    fixdate.length === 29 && formatHttpDate(timeMs).toLowerCase() === fixdate.toLowerCase();
  return isDate ? timeMs : undefined;
}

/**
 * RFC 9110 §5.6.7: a two-digit year "that appears to be more than 50 years in the future" is "the
 * most recent year in the past that had the same last two digits".
 */
function inCenturyOf(nowMs: number, dayAndMonth: string, lastDigits: number, time: string): number {
  const now = new Date(nowMs);
  const thisYear = now.getUTCFullYear();
  const year = thisYear - (thisYear % 100) + lastDigits;
  const isFarOff = Date.parse(`${dayAndMonth} ${year} ${time}`) > now.setUTCFullYear(thisYear + 50);
  return isFarOff ? year - 100 : year;
}

/** Writes an IMF-fixdate. */
export function formatHttpDate(timeMs: number): string {
  return new Date(timeMs).toUTCString();
}
