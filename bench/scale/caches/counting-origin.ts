import {once} from 'node:events';
import {readFile} from 'node:fs/promises';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setTimeout as wait} from 'node:timers/promises';
import {BODY_BYTES} from '../model.js';

export const RESOURCE = '/api/news';

const PACKAGE = new URL('../../../dist/workbox-revalidate.classic.js', import.meta.url);
const WORKER = `importScripts('/workbox-revalidate.classic.js');
workboxRevalidate.registerRoutes([{match: '/api/*', cacheName: 'api'}]);
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
`;

interface Behaviour {
  readonly cacheControl: string;
  readonly changeEverySeconds: number;
  readonly answerMs: number;
}

/** An origin of one resource that changes, which counts how it answered. */
export class CountingOrigin {
  readonly statuses = new Map<number, number>();
  /** The field lines of each conditional request, as they arrived. */
  readonly conditional: string[][] = [];
  readonly #behaviour: Behaviour;
  readonly #server: Server;
  readonly #startedAtMs = Date.now();

  private constructor(behaviour: Behaviour) {
    this.#behaviour = behaviour;
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.keepAliveTimeout = 60_000;
  }

  static async start(behaviour: Behaviour): Promise<CountingOrigin> {
    const origin = new CountingOrigin(behaviour);
    origin.#server.listen(0, '127.0.0.1');
    await once(origin.#server, 'listening');
    return origin;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  etagAt(nowMs: number): string {
    const seconds = Math.max(0, nowMs - this.#startedAtMs) / 1000;
    return `"v${Math.floor(seconds / this.#behaviour.changeEverySeconds)}"`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/sw.js') {
      response.setHeader('Content-Type', 'text/javascript').end(WORKER);
    } else if (request.url === '/workbox-revalidate.classic.js') {
      response.setHeader('Content-Type', 'text/javascript').end(await readFile(PACKAGE));
    } else if (request.url === RESOURCE) {
      await this.#answerResource(request, response);
    } else {
      response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Page</title>');
    }
  }

  async #answerResource(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = request.headers['if-none-match'];
    if (asked) this.conditional.push(request.rawHeaders);
    await wait(this.#behaviour.answerMs);
    const etag = this.etagAt(Date.now());
    const status = asked === etag ? 304 : 200;
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    response.setHeader('ETag', etag).setHeader('Cache-Control', this.#behaviour.cacheControl);
    if (status === 304) response.writeHead(304).end();
    else response.setHeader('Content-Type', 'application/json').end(Buffer.alloc(BODY_BYTES, 32));
  }
}
