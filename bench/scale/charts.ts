import {type Axis, drawFigure, type Line, type Panel} from './chart.js';
import {type Day, daysOf, type MillionClients} from './million-clients.js';
import type {OutcomeFigures} from './outcome-figures.js';
import {HERD_BEFORE_SECONDS, HERD_TTL_SECONDS, TTLS_SECONDS} from './scenarios.js';
import {duration} from './wording.js';

const TTL_AXIS: Axis = {
  label: 'TTL (max-age)',
  scale: 'log',
  from: 10,
  to: 86_400,
  ticks: TTLS_SECONDS.map((at) => ({at, label: duration(at)})),
};

function byTtl(days: readonly Day[], of: (figures: OutcomeFigures) => number) {
  return days.map(({ttlSeconds, figures}) => [ttlSeconds, of(figures)] as const);
}

/** Requests at the origin: the mean of the day, and its busiest second. */
export function loadChart(results: MillionClients): string {
  const direct = daysOf(results, 'direct');
  const cdn = daysOf(results, 'cdn');
  const panel = (title: string, of: 'meanPerSecond' | 'peakPerSecond'): Panel => ({
    title,
    dots: true,
    x: TTL_AXIS,
    y: {
      label: 'requests per second',
      scale: 'log',
      from: 0.0001,
      to: 20_000,
      ticks: [0.0001, 0.001, 0.01, 0.1, 1, 10, 100, 1000, 10_000].map((at) => ({
        at,
        label: at.toLocaleString('en', {maximumFractionDigits: 4}),
      })),
    },
    lines: [
      {label: 'no CDN', tone: 'orange', points: byTtl(direct, ({atOrigin}) => atOrigin[of])},
      {
        label: 'CDN, not collapsed',
        tone: 'violet',
        points: byTtl(cdn, ({atOriginUncollapsed}) => atOriginUncollapsed[of]),
      },
      {
        label: 'CDN, collapsed',
        tone: 'blue',
        points: byTtl(cdn, ({atOrigin}) => atOrigin[of]),
      },
    ],
  });
  return drawFigure({
    title: 'Requests per second at the origin, a million clients, one resource',
    description:
      'Two log-log charts by TTL, from 10 seconds to a day. The mean of the day: without a CDN from 178 down to 8.5 requests per second; behind 20 edges from 2 down to 0.0002 with collapsed forwarding, up to twice as many without. The busiest second, during a push: without a CDN from 12,000 down to 2,100; behind edges from 277 down to 5 without collapsed forwarding, from 9 down to 1 with it.',
    width: 1080,
    height: 440,
    rightMargin: 176,
    panels: [panel('Mean of the day', 'meanPerSecond'), panel('Busiest second', 'peakPerSecond')],
  });
}

/** Uses that showed a version which was no longer current. */
export function outdatedChart(results: MillionClients): string {
  const line = (
    label: string,
    tone: Line['tone'],
    days: Day[],
    of: keyof OutcomeFigures,
  ): Line => ({
    label,
    tone,
    points: byTtl(days, (figures) => 100 * (figures[of] as number)),
  });
  const direct = daysOf(results, 'direct');
  return drawFigure({
    title: 'Uses that show an outdated version; it changes every 2 hours',
    description:
      'A log-log chart by TTL. Without a CDN from 0.02 percent at 10 seconds to 65 percent at a day. With stale-while-revalidate at the client from 9 percent at 10 seconds to 67. With a CDN six to ten times as many as without up to an hour, and still more where it does not tell Age. With s-maxage a tenth of the TTL, in between.',
    width: 860,
    height: 460,
    rightMargin: 206,
    panels: [
      {
        title: 'All uses of the day',
        dots: true,
        x: TTL_AXIS,
        y: {
          label: 'share of outdated ones',
          scale: 'log',
          from: 0.01,
          to: 100,
          ticks: [0.01, 0.1, 1, 10, 100].map((at) => ({at, label: `${at} %`})),
        },
        lines: [
          line('CDN without Age', 'violet', daysOf(results, 'cdnWithoutAge'), 'outdated'),
          line('CDN', 'blue', daysOf(results, 'cdn'), 'outdated'),
          line('CDN, s-maxage a tenth', 'green', daysOf(results, 'cdnShortShared'), 'outdated'),
          line('no CDN, SWR', 'grey', direct, 'outdatedWithSwr'),
          line('no CDN', 'orange', direct, 'outdated'),
        ],
      },
    ],
  });
}

const MEAN_OF_SECONDS = 4;

/** Those who came together, and come again together. */
export function herdChart({herds}: MillionClients): string {
  const points = ({fromClientsPerSecond = []}: OutcomeFigures) => {
    const slots = Math.floor((HERD_BEFORE_SECONDS + 600) / MEAN_OF_SECONDS);
    return Array.from({length: slots}, (_, slot) => {
      const from = slot * MEAN_OF_SECONDS;
      const sum = fromClientsPerSecond
        .slice(from, from + MEAN_OF_SECONDS)
        .reduce((all, requests) => all + requests, 0);
      const minutes = (from + MEAN_OF_SECONDS / 2 - HERD_BEFORE_SECONDS) / 60;
      return [minutes, sum / MEAN_OF_SECONDS] as const;
    });
  };
  const panel = (title: string, lines: readonly Line[]): Panel => ({
    title,
    x: {
      label: 'minutes after the push',
      scale: 'linear',
      from: -1,
      to: 10,
      ticks: [0, 2, 4, 6, 8, 10].map((at) => ({at, label: String(at)})),
    },
    y: {
      label: 'requests per second',
      scale: 'linear',
      from: 0,
      to: 9000,
      ticks: [0, 1500, 3000, 4500, 6000, 7500, 9000].map((at) => ({
        at,
        label: at.toLocaleString('en'),
      })),
    },
    lines,
  });
  const at = (x: number, y: number) => ({x, y, anchor: 'start' as const});
  return drawFigure({
    title: `A release: the CDN is purged, a push brings 300,000 clients in a minute; TTL ${duration(HERD_TTL_SECONDS)}`,
    description:
      'Requests per second from one minute before a push to ten minutes after it. Left, at an origin without CDN: 6,000 during the push, then a second wave of 2,300 after the TTL, which jitter hardly changes. Right, at the edges of a CDN that was purged at the push: all copies expire at the same moment, two minutes later, and the second wave of 9,000 is higher than the push. Jitter more than halves it, and so does an s-maxage of a tenth of the TTL.',
    width: 1080,
    height: 420,
    rightMargin: 30,
    panels: [
      panel('Without a CDN, at the origin', [
        {label: 'no jitter', tone: 'orange', points: points(herds.direct), labelAt: at(3.4, 2100)},
        {
          label: 'jitter of ±20 %',
          tone: 'blue',
          points: points(herds.directJitter),
          labelAt: at(4.9, 1450),
        },
      ]),
      panel('With a CDN, at its edges', [
        {label: 'no jitter', tone: 'orange', points: points(herds.cdn), labelAt: at(2.35, 7900)},
        {
          label: 'jitter by the origin',
          tone: 'violet',
          points: points(herds.cdnOriginJitter),
          labelAt: at(2.6, 6050),
        },
        {
          label: 'no jitter, s-maxage a tenth',
          tone: 'green',
          points: points(herds.cdnShortShared),
          labelAt: at(2.6, 5400),
        },
        {
          label: 'jitter by the edge',
          tone: 'blue',
          points: points(herds.cdnEdgeJitter),
          labelAt: at(2.6, 6700),
        },
      ]),
    ],
  });
}
