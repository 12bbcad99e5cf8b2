import type {OutcomeFigures} from './outcome-figures.js';
import {DAYS, dayOf, HERD_NAMES, type Herd, herdOf, type Setup} from './scenarios.js';
import {simulateAll} from './simulate-all.js';

export interface Day {
  readonly setup: Setup;
  readonly ttlSeconds: number;
  readonly figures: OutcomeFigures;
}

export interface MillionClients {
  readonly days: readonly Day[];
  readonly herds: Readonly<Record<Herd, OutcomeFigures>>;
}

/** All that docs/scale.md reports of the simulation. */
export async function simulateMillionClients(): Promise<MillionClients> {
  const days = (Object.keys(DAYS) as Setup[]).flatMap((setup) =>
    DAYS[setup].map((ttlSeconds) => ({setup, ttlSeconds})),
  );
  const outcomes = await simulateAll([
    ...days.map(({setup, ttlSeconds}) => dayOf(setup, ttlSeconds)),
    ...HERD_NAMES.map(herdOf),
  ]);
  const figuresAt = (index: number) => outcomes[index] as OutcomeFigures;
  return {
    days: days.map((day, index) => ({...day, figures: figuresAt(index)})),
    herds: Object.fromEntries(
      HERD_NAMES.map((herd, index) => [herd, figuresAt(days.length + index)]),
    ) as Record<Herd, OutcomeFigures>,
  };
}

export function daysOf({days}: MillionClients, setup: Setup): Day[] {
  return days.filter((day) => day.setup === setup);
}
