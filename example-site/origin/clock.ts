/** Every reading of time on the origin goes through one of these, so that a tour can move it. */
export interface Clock {
  nowMs(): number;
}

export interface MovableClock extends Clock {
  advance(ms: number): void;
}

export function createClock(): MovableClock {
  let aheadMs = 0;
  return {
    nowMs: () => Date.now() + aheadMs,
    advance: (ms) => {
      aheadMs += ms;
    },
  };
}
