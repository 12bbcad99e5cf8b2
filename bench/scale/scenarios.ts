import {type Cdn, type Jitter, MILLION, type Model, PUSH_SECONDS} from './model.js';

export const TTLS_SECONDS = [10, 60, 300, 3600, 21_600, 86_400];
/** `s-maxage` where it differs from `max-age`: this share of it. */
const SHARED_TTL_SHARE = 0.1;

const CDN: Cdn = {edges: 20, tellsAge: true};

/** How each TTL is looked at. */
const SETUPS = {
  direct: () => ({}),
  cdn: () => ({cdn: CDN}),
  cdnSwr: () => ({cdn: {...CDN, staleWhileRevalidate: true}}),
  cdnWithoutAge: () => ({cdn: {...CDN, tellsAge: false}}),
  cdnShortShared: (ttlSeconds: number) => ({
    cdn: {...CDN, sharedTtlSeconds: ttlSeconds * SHARED_TTL_SHARE},
  }),
} satisfies Record<string, (ttlSeconds: number) => {cdn?: Cdn}>;

export type Setup = keyof typeof SETUPS;

/** The shortest TTL makes the most requests; where it would tell no more, it is left out for time. */
const LONGER_TTLS = TTLS_SECONDS.slice(1);

/** Which TTLs are simulated. */
export const DAYS: Record<Setup, readonly number[]> = {
  direct: TTLS_SECONDS,
  cdn: TTLS_SECONDS,
  cdnSwr: [60, 3600],
  cdnWithoutAge: LONGER_TTLS,
  cdnShortShared: LONGER_TTLS,
};

export function dayOf(setup: Setup, ttlSeconds: number): Model {
  return {...MILLION, ttlSeconds, ...SETUPS[setup](ttlSeconds)};
}

/** A TTL shorter than the sessions that the push begins: those who came together come again together. */
export const HERD_TTL_SECONDS = 120;
export const HERD_BEFORE_SECONDS = 60;

const JITTER_SHARE = 0.2;
const PURGED_CDN: Cdn = {...CDN, purgedAtSeconds: PUSH_SECONDS};

const HERDS = {
  direct: {},
  directJitter: {jitter: {share: JITTER_SHARE, by: 'origin'}},
  cdn: {cdn: PURGED_CDN},
  cdnOriginJitter: {cdn: PURGED_CDN, jitter: {share: JITTER_SHARE, by: 'origin'}},
  cdnShortShared: {
    cdn: {...PURGED_CDN, sharedTtlSeconds: HERD_TTL_SECONDS * SHARED_TTL_SHARE},
  },
  cdnEdgeJitter: {cdn: PURGED_CDN, jitter: {share: JITTER_SHARE, by: 'edge'}},
} satisfies Record<string, {cdn?: Cdn; jitter?: Jitter}>;

export type Herd = keyof typeof HERDS;

export const HERD_NAMES = Object.keys(HERDS) as Herd[];

/** The quarter of an hour after the push. */
export function herdOf(herd: Herd): Model {
  return {
    ...MILLION,
    ttlSeconds: HERD_TTL_SECONDS,
    fromSeconds: PUSH_SECONDS - HERD_BEFORE_SECONDS,
    toSeconds: PUSH_SECONDS + 900,
    ...HERDS[herd],
  };
}
