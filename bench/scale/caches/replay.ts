import {Agent, get, type IncomingMessage} from 'node:http';
import {setTimeout as wait} from 'node:timers/promises';
import {Random} from '../random.js';
import {RESOURCE} from './counting-origin.js';

export interface Replayed {
  readonly statuses: ReadonlyMap<number, number>;
  /** The highest age that an answer told, by `Age` or by its `Date`. */
  readonly oldestSeconds: number;
}

interface Replay {
  readonly port: number;
  readonly requests: number;
  readonly overSeconds: number;
  /** Called once the cache has its first copy: a cold start is another matter. */
  readonly onWarm: () => void;
  readonly fields: Readonly<Record<string, string>>;
  /** The validator that a client has which asks now. */
  readonly etagOfAsker: (nowMs: number) => string;
}

/** Sends conditional requests at the times of a Poisson process, whether earlier ones are answered or not. */
export async function replay(plan: Replay): Promise<Replayed> {
  const {port, requests, overSeconds, fields, etagOfAsker, onWarm} = plan;
  const agent = new Agent({keepAlive: true, maxSockets: 512});
  const random = new Random(requests);
  const statuses = new Map<number, number>();
  let oldestSeconds = 0;
  const ask = (headers: Record<string, string>) =>
    new Promise<IncomingMessage | undefined>((resolve) => {
      const request = get({host: '127.0.0.1', port, path: RESOURCE, agent, headers}, (response) =>
        response.resume().on('end', () => resolve(response)),
      );
      // A server may close a connection just when it is used again: then browsers ask once more, too.
      request.on('error', () => resolve(request.reusedSocket ? ask(headers) : undefined));
    });
  const revalidate = async () => {
    const response = await ask({...fields, 'If-None-Match': etagOfAsker(Date.now())});
    const status = response?.statusCode ?? 0;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (!response) return;
    const {age, date = ''} = response.headers;
    // Date has whole seconds, cut off.
    const dateAgeSeconds = Math.floor((Date.now() - Date.parse(date)) / 1000);
    oldestSeconds = Math.max(oldestSeconds, dateAgeSeconds || 0, Number(age ?? 0));
  };

  await ask({});
  onWarm();
  const startedAtMs = performance.now();
  const pending: Promise<void>[] = [];
  let atMs = 0;
  for (let sent = 0; sent < requests; sent++) {
    atMs += random.exponential((overSeconds * 1000) / requests);
    const aheadMs = startedAtMs + atMs - performance.now();
    if (aheadMs > 1) await wait(aheadMs);
    pending.push(revalidate());
  }
  await Promise.all(pending);
  agent.destroy();
  return {statuses, oldestSeconds};
}
