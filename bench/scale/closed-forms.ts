import {DAY_SECONDS, MILLION, type Model} from './model.js';
import {type Outcome, simulate} from './simulate.js';

/** Visits of one use each, at the same rate day and night: of these there are closed forms. */
const VISITS: Model = {
  ...MILLION,
  clients: 100_000,
  sessions: {perDay: 24, dailySwing: 0},
  sessionSeconds: 0,
};
const {clients, changeEverySeconds, originSeconds} = VISITS;
/** Visits per second of one client. */
const rate = VISITS.sessions.perDay / DAY_SECONDS;
const EDGES = 20;
const CDN = {edges: EDGES, tellsAge: true};
const JITTER = {share: 0.2, by: 'origin'} as const;

interface Check {
  readonly what: string;
  readonly expected: number;
  readonly simulated: number;
  /** Of how many events the figure is made: it tells how far chance may take it. */
  readonly events: number;
}

function withoutCdn(ttlSeconds: number, {fromClients, uses}: Outcome): Check[] {
  return [
    {
      what: `requests/s = clients / (TTL + 1/rate), TTL ${ttlSeconds} s`,
      expected: clients / (ttlSeconds + 1 / rate),
      simulated: fromClients.meanPerSecond,
      events: fromClients.requests,
    },
    {
      // In a lifetime there are rate * TTL more uses; those after s seconds are outdated with
      // the probability s / changeEverySeconds.
      what: `outdated = rate TTL² / 2C / (1 + rate TTL), TTL ${ttlSeconds} s`,
      expected: (rate * ttlSeconds ** 2) / (2 * changeEverySeconds) / (1 + rate * ttlSeconds),
      simulated: uses.outdated / uses.all,
      // Those of one lifetime come together.
      events: uses.outdated / (1 + rate * ttlSeconds),
    },
  ];
}

function behindCdn(ttlSeconds: number, outcome: Outcome): Check[] {
  const {fromClients, atOrigin, atOriginUncollapsed} = outcome;
  const edgeRate = (clients / EDGES) * rate;
  // Age makes every copy expire with the edge's, so that the next visit, whoever's, ends the cycle.
  const cycleSeconds = ttlSeconds + 1 / edgeRate;
  return [
    {
      what: `origin, collapsed = edges / (TTL + 1/edge's rate), TTL ${ttlSeconds} s`,
      expected: EDGES / cycleSeconds,
      simulated: atOrigin.meanPerSecond,
      events: atOrigin.requests,
    },
    {
      what: `origin, uncollapsed: in its answer's time, rate × time more, TTL ${ttlSeconds} s`,
      expected: (EDGES * (1 + edgeRate * originSeconds)) / cycleSeconds,
      simulated: atOriginUncollapsed.meanPerSecond,
      events: atOriginUncollapsed.requests,
    },
    {
      what: `edges: each client at most once a cycle, TTL ${ttlSeconds} s`,
      expected: (clients * (1 - Math.exp(-rate * cycleSeconds))) / cycleSeconds,
      simulated: fromClients.meanPerSecond,
      events: fromClients.requests,
    },
  ];
}

/** Whether the simulation agrees with what can be computed. */
export function checkClosedForms(): boolean {
  const checks = [60, 600, 3600].flatMap((ttlSeconds) => [
    ...withoutCdn(ttlSeconds, simulate({...VISITS, ttlSeconds}, 1)),
    ...behindCdn(ttlSeconds, simulate({...VISITS, ttlSeconds, cdn: CDN}, 2)),
  ]);
  const jittered = simulate({...VISITS, ttlSeconds: 600, jitter: JITTER}, 3);
  checks.push({
    what: 'jitter leaves the mean as it is, TTL 600 s',
    expected: clients / (600 + 1 / rate),
    simulated: jittered.fromClients.meanPerSecond,
    events: jittered.fromClients.requests,
  });
  const sessions: Model = {...VISITS, sessionSeconds: 180, sessions: {perDay: 2, dailySwing: 0}};
  const {uses} = simulate({...sessions, ttlSeconds: 600}, 4);
  const sessionsPerDay = DAY_SECONDS / (DAY_SECONDS / 2 + 180);
  checks.push({
    what: 'uses per client and day = sessions × (1 + length / every)',
    expected: sessionsPerDay * (1 + 180 / VISITS.useEverySeconds),
    simulated: uses.all / clients,
    // A session's uses come together.
    events: clients * sessionsPerDay,
  });

  const rows = checks.map((check) => {
    const deviation = check.simulated / check.expected - 1;
    // Four times the standard deviation, and what the ticks of the simulation's clock round.
    const allowed = 4 / Math.sqrt(check.events) + 0.002;
    return {...check, deviation, allowed, agrees: Math.abs(deviation) <= allowed};
  });
  console.table(
    rows.map(({what, expected, simulated, deviation, allowed, agrees}) => ({
      'closed form': what,
      expected: expected.toPrecision(4),
      simulated: simulated.toPrecision(4),
      deviation: `${(100 * deviation).toFixed(2)} %`,
      allowed: `${(100 * allowed).toFixed(2)} %`,
      agrees,
    })),
  );
  return rows.every(({agrees}) => agrees);
}
