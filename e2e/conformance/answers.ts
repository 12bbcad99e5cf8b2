import type {Answer, Exchange} from './exchange.js';

/** What is fresh for an hour. */
export const FRESH_FOR_AN_HOUR = {'Cache-Control': 'max-age=3600'} as const;
/** What has been stale for a minute on arrival. */
export const STALE_FOR_A_MINUTE = {'Cache-Control': 'max-age=60', Age: '120'} as const;
export const TAGGED = {ETag: '"1"'} as const;

const nowMs = Date.now();

/** An HTTP-date, so many seconds from now. */
export function secondsFromNow(seconds: number): string {
  return new Date(nowMs + seconds * 1000).toUTCString();
}

export const HOUR = 3600;
export const DAY = 86_400;

/** Stored, and the answer to the next request. */
export function reused(origin: Answer): Exchange[] {
  return [{origin, seen: 'fetched'}, {seen: 'hit'}];
}

/** Not stored, or nothing that can be reused or validated. */
export function fetchedAgain(origin: Answer): Exchange[] {
  return [{origin, seen: 'fetched'}, {seen: 'fetched'}];
}

/** Stored, but asked for again with a validator. */
export function validated(origin: Answer): Exchange[] {
  return [
    {origin, seen: 'fetched'},
    {seen: 'validated', body: 'one'},
  ];
}
