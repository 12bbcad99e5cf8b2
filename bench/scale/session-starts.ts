import type {Random} from './random.js';

/** How often one client opens the site. */
export interface Sessions {
  readonly perDay: number;
  /** 0 is the same rate day and night; 0.8 is 1.8 times the mean at noon, a fifth of it at midnight. */
  readonly dailySwing: number;
  /** What brings many clients at once. */
  readonly push?: {
    readonly atSeconds: number;
    readonly withinSeconds: number;
    /** Sessions that it brings, per client. */
    readonly perClient: number;
  };
}

const STEP_SECONDS = 60;
const DAY_SECONDS = 86_400;

/**
 * The starts of one client's sessions: a Poisson process whose rate follows the day, constant
 * within each minute. It has no memory, so that the next start is drawn from any time on.
 */
export class SessionStarts {
  /** Expected starts from 0 to each minute. */
  readonly #expected: Float64Array;
  /** For a number of expected starts, in steps of `#indexStep`, the minute in which it is reached. */
  readonly #index: Int32Array;
  readonly #indexStep: number;

  constructor({perDay, dailySwing, push}: Sessions, untilSeconds: number) {
    const steps = Math.ceil(untilSeconds / STEP_SECONDS);
    const expected = new Float64Array(steps + 1);
    for (let step = 0; step < steps; step++) {
      const atSeconds = step * STEP_SECONDS;
      const hour = (2 * Math.PI * (atSeconds + STEP_SECONDS / 2)) / DAY_SECONDS;
      let starts = (perDay / DAY_SECONDS) * STEP_SECONDS * (1 - dailySwing * Math.cos(hour));
      if (push && atSeconds >= push.atSeconds && atSeconds < push.atSeconds + push.withinSeconds)
        starts += (push.perClient * STEP_SECONDS) / push.withinSeconds;
      expected[step + 1] = (expected[step] as number) + starts;
    }
    this.#expected = expected;
    this.#indexStep = (expected[steps] as number) / steps;
    this.#index = new Int32Array(steps + 1);
    for (let entry = 0, step = 0; entry <= steps; entry++) {
      while (step < steps - 1 && (expected[step + 1] as number) < entry * this.#indexStep) step++;
      this.#index[entry] = step;
    }
  }

  /** `Infinity` where it lies beyond the time that is simulated. */
  nextAfter(seconds: number, random: Random): number {
    const expected = this.#expected;
    const last = expected.length - 1;
    const position = seconds / STEP_SECONDS;
    let step = Math.floor(position);
    if (step >= last) return Number.POSITIVE_INFINITY;
    const before = expected[step] as number;
    const target =
      before +
      ((expected[step + 1] as number) - before) * (position - step) +
      random.exponential(1);
    if (target >= (expected[last] as number)) return Number.POSITIVE_INFINITY;
    step = Math.max(step, this.#index[Math.floor(target / this.#indexStep)] as number);
    while ((expected[step + 1] as number) < target) step++;
    const from = expected[step] as number;
    return (step + (target - from) / ((expected[step + 1] as number) - from)) * STEP_SECONDS;
  }
}
