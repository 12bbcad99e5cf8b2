import {daysOf, type MillionClients} from './million-clients.js';
import {
  HERD_BEFORE_SECONDS,
  HERD_NAMES,
  HERD_TTL_SECONDS,
  type Herd,
  type Setup,
  TTLS_SECONDS,
} from './scenarios.js';
import {bytes, duration, number, percent, table} from './wording.js';

const NONE = '';

const SETUP_NAMES: Record<Setup, string> = {
  direct: 'no CDN',
  cdn: 'CDN',
  cdnSwr: 'CDN, SWR at the CDN',
  cdnWithoutAge: 'CDN without Age',
  cdnShortShared: 'CDN, s-maxage a tenth',
};

const HERD_WORDS: Record<Herd, string> = {
  direct: 'no CDN',
  directJitter: 'no CDN, jitter',
  cdn: 'CDN, at its edges',
  cdnOriginJitter: 'CDN, jitter by the origin',
  cdnShortShared: 'CDN, s-maxage a tenth',
  cdnEdgeJitter: 'CDN, jitter by the edge',
};

/** What the origin has to do, by TTL. */
export function loadTable(results: MillionClients): string {
  const cdn = daysOf(results, 'cdn');
  return table(
    [
      'TTL',
      'no CDN: mean, busiest second',
      '304s',
      'bytes a day',
      'CDN, not collapsed: mean, busiest second',
      'CDN, collapsed: mean, busiest second',
      '304s',
      'bytes a day',
    ],
    daysOf(results, 'direct').map(({ttlSeconds, figures}, index) => {
      const {atOrigin, atOriginUncollapsed} = cdn[index]?.figures ?? figures;
      const load = (of: typeof atOrigin) =>
        `${number(of.meanPerSecond)}, ${number(of.peakPerSecond)}`;
      return [
        duration(ttlSeconds),
        load(figures.atOrigin),
        percent(figures.atOrigin.notModifiedShare),
        bytes(figures.atOrigin.bytes),
        load(atOriginUncollapsed),
        load(atOrigin),
        percent(atOrigin.notModifiedShare),
        bytes(atOrigin.bytes),
      ];
    }),
  );
}

/** What users see, by TTL. */
export function usesTable(results: MillionClients): string {
  const outdated = (setup: Setup, ttlSeconds: number) => {
    const day = daysOf(results, setup).find((one) => one.ttlSeconds === ttlSeconds);
    return day ? percent(day.figures.outdated) : NONE;
  };
  return table(
    [
      'TTL',
      SETUP_NAMES.direct,
      'no CDN, SWR',
      SETUP_NAMES.cdn,
      SETUP_NAMES.cdnSwr,
      SETUP_NAMES.cdnWithoutAge,
      SETUP_NAMES.cdnShortShared,
      'wait, no CDN',
      'wait, no CDN, SWR',
    ],
    TTLS_SECONDS.map((ttlSeconds) => {
      const figures = daysOf(results, 'direct').find(
        (one) => one.ttlSeconds === ttlSeconds,
      )?.figures;
      return [
        duration(ttlSeconds),
        outdated('direct', ttlSeconds),
        percent(figures?.outdatedWithSwr ?? 0),
        outdated('cdn', ttlSeconds),
        outdated('cdnSwr', ttlSeconds),
        outdated('cdnWithoutAge', ttlSeconds),
        outdated('cdnShortShared', ttlSeconds),
        percent(figures?.waited ?? 0),
        percent(figures?.waitedWithSwr ?? 0),
      ];
    }),
  );
}

/** What the CDN has to do, and what its own stale-while-revalidate changes at the origin. */
export function edgesTable(results: MillionClients): string {
  return table(
    ['TTL', 'setup', 'at the edges: mean, busiest second', 'at the origin: mean, busiest second'],
    TTLS_SECONDS.flatMap((ttlSeconds) =>
      results.days
        .filter((day) => day.ttlSeconds === ttlSeconds && day.setup !== 'direct')
        .map(({setup, figures: {fromClients, atOrigin}}) => [
          duration(ttlSeconds),
          SETUP_NAMES[setup],
          `${number(fromClients.meanPerSecond)}, ${number(fromClients.peakPerSecond)}`,
          `${number(atOrigin.meanPerSecond)}, ${number(atOrigin.peakPerSecond)}`,
        ]),
    ),
  );
}

/** What jitter does to those who came together. */
export function herdTable({herds}: MillionClients): string {
  // The first return: after the push's own minute, in the lifetime that follows the first.
  const from = HERD_BEFORE_SECONDS + HERD_TTL_SECONDS * 0.8;
  const to = HERD_BEFORE_SECONDS + HERD_TTL_SECONDS * 2;
  return table(
    [
      'setup',
      'busiest second of the push',
      'busiest second of the return',
      'requests in 15 min',
      'busiest second of the origin, collapsed',
      'not collapsed',
    ],
    HERD_NAMES.map((name) => {
      const {fromClientsPerSecond = [], atOrigin, atOriginUncollapsed} = herds[name];
      return [
        HERD_WORDS[name],
        number(Math.max(...fromClientsPerSecond.slice(0, from))),
        number(Math.max(...fromClientsPerSecond.slice(from, to))),
        number(fromClientsPerSecond.slice(HERD_BEFORE_SECONDS).reduce((a, b) => a + b, 0)),
        number(atOrigin.peakPerSecond),
        number(atOriginUncollapsed.peakPerSecond),
      ];
    }),
  );
}
