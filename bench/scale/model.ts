import type {Sessions} from './session-starts.js';

/** What is the same for every client, and what the origin and the CDN do. */
export interface Model {
  readonly clients: number;
  readonly sessions: Sessions;
  /** Mean length of a session; 0 makes each session one use. */
  readonly sessionSeconds: number;
  /** Mean time between uses of the resource in an open session. */
  readonly useEverySeconds: number;
  /** The origin has a new version as often. */
  readonly changeEverySeconds: number;
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** `max-age` of the resource. */
  readonly ttlSeconds: number;
  /** `stale-while-revalidate` of the resource. */
  readonly staleWhileRevalidateSeconds: number;
  readonly jitter?: Jitter;
  readonly originSeconds: number;
  readonly cdn?: Cdn;
}

export interface Jitter {
  /** 0.2: a `max-age` between 0.8 and 1.2 times the TTL. */
  readonly share: number;
  /** Who draws it: the origin for each of its responses, or the edge for each that it hands out. */
  readonly by: 'origin' | 'edge';
}

export interface Cdn {
  readonly edges: number;
  /** `s-maxage`, where it is not the TTL. */
  readonly sharedTtlSeconds?: number;
  /** Whether edges serve what is stale while they ask. */
  readonly staleWhileRevalidate?: boolean;
  /** Whether responses carry `Age` (or the origin's `Date`), so that clients count on from there. */
  readonly tellsAge: boolean;
  /** When all edges are told that what they have is stale, as after a release. */
  readonly purgedAtSeconds?: number;
}

export const DAY_SECONDS = 86_400;
/** Noon of the day that is measured. */
export const PUSH_SECONDS = 1.5 * DAY_SECONDS;

/** Of all clients, those that open the site in the minute after it. */
const PUSH_SHARE = 0.3;

/** A million people who open a site twice a day for three minutes, and a push at noon. */
export const MILLION: Model = {
  clients: 1_000_000,
  sessions: {
    perDay: 2,
    dailySwing: 0.8,
    push: {atSeconds: PUSH_SECONDS, withinSeconds: 60, perClient: -Math.log(1 - PUSH_SHARE)},
  },
  sessionSeconds: 180,
  useEverySeconds: 20,
  changeEverySeconds: 7200,
  fromSeconds: DAY_SECONDS,
  toSeconds: 2 * DAY_SECONDS,
  ttlSeconds: 60,
  staleWhileRevalidateSeconds: DAY_SECONDS,
  originSeconds: 0.1,
};

export const BODY_BYTES = 50_000;
/** The header fields of a response; a 304 has nothing else. */
export const HEAD_BYTES = 250;
