/** RFC 9110 §5.6.7: the obsolete formats that a recipient must still read. */
const RFC850 = /^(sun|mon|tues|wednes|thurs|fri|satur)day, (\d\d)-([a-z]{3})-(\d\d \S+ gmt)$/;
const ASCTIME = /^([a-z]{3}) ([a-z]{3}) ([ \d]\d) (\S+) (\d{4})$/;
/** With 13 leap days. */
const FIFTY_YEARS_MS = 18_263 * 86_400_000;

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
  const text = value.toLowerCase();
  return (
    parseFixdate(text) ??
    parseFixdate(
      text
        .replace(RFC850, (_, dayName: string, day, month, yearAndTime) => {
          const inCentury = (century: number) =>
            `${dayName.slice(0, 3)}, ${day} ${month} ${century}${yearAndTime}`;
          const isFarOff = Date.parse(inCentury(20)) > nowMs + FIFTY_YEARS_MS;
          return inCentury(isFarOff ? 19 : 20);
        })
        .replace(
          ASCTIME,
          (_, dayName, month, day: string, time, year) =>
            `${dayName}, ${day.replace(' ', '0')} ${month} ${year} ${time} gmt`,
        ),
    )
  );
}

/** `Date.parse` reads much else as a date; whatever it made of it would be written differently. */
function parseFixdate(text: string): number | undefined {
  const timeMs = Date.parse(text);
  const isDate = text.length === 29 && new Date(timeMs).toUTCString().toLowerCase() === text;
  return isDate ? timeMs : undefined;
}
