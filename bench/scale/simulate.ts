import {EdgeCache} from './edge-cache.js';
import {Load} from './load.js';
import {DAY_SECONDS, type Model} from './model.js';
import {Random} from './random.js';
import {SessionStarts} from './session-starts.js';
import {Uses} from './uses.js';

/** What happens in the same tick happens at once. */
const TICK_SECONDS = 0.02;

export interface Outcome {
  /** What clients ask for: of the edges, or of the origin where there are none. */
  readonly fromClients: Load;
  /** With a CDN, what its edges ask for. */
  readonly atOrigin: Load;
  /** The same without collapsed forwarding. */
  readonly atOriginUncollapsed: Load;
  readonly uses: Uses;
}

/**
 * Event by event. Each client has one event ahead of it: its next request. Uses that find a fresh copy
 * make no request and are no events; between two requests they are counted by their expectation.
 * That is exact since uses have no memory, and makes a million clients cheap.
 */
export function simulate(model: Model, seed: number): Outcome {
  const {clients, ttlSeconds, jitter, fromSeconds, toSeconds, cdn} = model;
  const random = new Random(seed);
  const startsAt = Math.max(0, fromSeconds - ttlSeconds - 3600);
  const starts = new SessionStarts(model.sessions, toSeconds);
  const uses = new Uses(model);
  const fromClients = new Load(fromSeconds, toSeconds);
  const atOrigin = cdn ? new Load(fromSeconds, toSeconds) : fromClients;
  const atOriginUncollapsed = cdn ? new Load(fromSeconds, toSeconds) : fromClients;
  const versionAt = (seconds: number) => Math.floor(seconds / model.changeEverySeconds);
  const factorOf = (drawnBy: 'origin' | 'edge') =>
    jitter?.by === drawnBy ? 1 + jitter.share * (2 * random.uniform() - 1) : 1;

  const edges = Array.from({length: cdn?.edges ?? 0}, () => {
    const lifetimeSeconds = cdn?.sharedTtlSeconds ?? ttlSeconds;
    const staleWhileRevalidateSeconds = cdn?.staleWhileRevalidate
      ? model.staleWhileRevalidateSeconds
      : 0;
    const storedAt = startsAt - random.uniform() * lifetimeSeconds;
    const {originSeconds} = model;
    return new EdgeCache(
      {lifetimeSeconds, staleWhileRevalidateSeconds, originSeconds},
      storedAt,
      versionAt(storedAt),
    );
  });

  // The clients with a request in one tick are a chain: the first in `chains`, the others by `next`.
  const chains = new Int32Array(Math.ceil((toSeconds - startsAt) / TICK_SECONDS)).fill(-1);
  // One line of memory per client: next, version of its copy, tick when that expires.
  const state = new Int32Array(clients * 4);

  const purgeTick = Math.ceil(((cdn?.purgedAtSeconds ?? 0) - startsAt) / TICK_SECONDS);

  /** Notes a client's next request. */
  const note = (client: number, at: number, version: number, expiresAt: number) => {
    const tick = Math.ceil((at - startsAt) / TICK_SECONDS);
    if (tick >= chains.length) return;
    const entry = client * 4;
    state[entry] = chains[tick] as number;
    state[entry + 1] = version;
    state[entry + 2] = Math.ceil((expiresAt - startsAt) / TICK_SECONDS);
    chains[tick] = client;
  };

  /** The first use once the copy is stale, of a client whose session is open now. */
  const firstStaleUse = (now: number, version: number, expiresAt: number): number => {
    let opened = now;
    for (;;) {
      const closed = opened + random.exponential(model.sessionSeconds);
      uses.whileOpen(opened, Math.min(closed, expiresAt), version);
      if (closed > expiresAt) {
        const use = Math.max(opened, expiresAt) + random.exponential(model.useEverySeconds);
        if (use < closed) return use;
      }
      opened = starts.nextAfter(closed, random);
      if (opened >= expiresAt || opened >= toSeconds) return opened;
      uses.one(opened, version);
    }
  };

  // As it is after a long time: a client is somewhere in its copy's lifetime, or waits for a visit.
  const waitSeconds = DAY_SECONDS / model.sessions.perDay;
  for (let client = 0; client < clients; client++) {
    const expiresAt = startsAt + ttlSeconds - random.uniform() * (ttlSeconds + waitSeconds);
    const version = versionAt(expiresAt - ttlSeconds);
    const opened = starts.nextAfter(startsAt, random);
    if (opened < expiresAt && opened < toSeconds) {
      uses.one(opened, version);
      note(client, firstStaleUse(opened, version, expiresAt), version, expiresAt);
    } else note(client, opened, version, expiresAt);
  }

  for (let tick = 0; tick < chains.length; tick++) {
    const now = startsAt + tick * TICK_SECONDS;
    const current = versionAt(now);
    if (tick === purgeTick) for (const edge of edges) edge.purge();
    for (let client = chains[tick] as number; client >= 0; ) {
      const next = state[client * 4] as number;
      const oldVersion = state[client * 4 + 1] as number;
      const staleSeconds = (tick - (state[client * 4 + 2] as number)) * TICK_SECONDS;
      const edge = edges[client % edges.length];
      let version = current;
      let expiresAt: number;
      if (edge) {
        const origin = edge.request(now, current, factorOf('origin'));
        if (origin === 'asked') atOrigin.count(now, edge.notModified);
        if (origin !== 'none') atOriginUncollapsed.count(now, edge.notModified);
        version = edge.servedVersion;
        expiresAt = now + ttlSeconds * edge.servedLifetimeFactor * factorOf('edge');
        if (cdn?.tellsAge) expiresAt -= now - edge.servedStoredAt;
      } else expiresAt = now + ttlSeconds * factorOf('origin');
      fromClients.count(now, version === oldVersion);
      uses.withRequest(now, version, oldVersion, staleSeconds);
      note(client, firstStaleUse(now, version, expiresAt), version, expiresAt);
      client = next;
    }
  }
  return {fromClients, atOrigin, atOriginUncollapsed, uses};
}
