/** The Cache-Control of each kind of response. */
export const FRESHNESS = {
  // A page carries the notice and today's figures: ask every time, it costs one 304.
  page: 'no-cache',
  // The editor's words should reach an open page within a minute.
  notice: 'max-age=60',
  // A year's chart changes when its drawing does, which is seldom.
  chart: 'max-age=43200',
  // The poster too, but it is the one file whose mistake would be seen by all.
  poster: 'max-age=3600',
  // Icons and manifest keep their names when they change.
  icon: 'max-age=86400',
  // A new content has a new name.
  hashed: 'max-age=31536000, immutable',
  // A new worker must be found at the next visit.
  worker: 'no-cache',
} as const;

/** A city's days hold until its midnight; then "today" is another day. */
export function untilMidnight(seconds: number): string {
  return `max-age=${seconds}`;
}
