const NUMBER = new Intl.NumberFormat('en-GB', {maximumSignificantDigits: 3});
const UNITS = ['kB', 'MB', 'GB'];

/** `1.4 MB`, in decimal units. */
export function inBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const power = Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length);
  return `${NUMBER.format(bytes / 1000 ** power)} ${UNITS[power - 1]}`;
}

/** `2 min 05 s`: its two largest units, since a day more or less is not counted in seconds. */
export function inTime(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ${two((seconds % 3600) / 60)} min`;
  return count(Math.floor(seconds / 86_400), 'day', 'days');
}

export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
