import {readFile} from 'node:fs/promises';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';

export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** Where the bundles of the specs' worker are. */
export const workers = new URL('../../.cache/e2e/', import.meta.url);

/** An HTTP origin on a free port that answers as a spec says and remembers what it was asked. */
export class Origin {
  readonly log: LoggedRequest[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  static async start(): Promise<Origin> {
    const origin = new Origin();
    origin.on('/', (_, response) => html(response, '<!doctype html><title>A page</title>'));
    await origin.listen();
    return origin;
  }

  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  /** Says how a path is answered; `count` is 1 for its first request. */
  on(path: string, answer: Answer): this {
    this.#answers.set(path, answer);
    return this;
  }

  requests(path: string): LoggedRequest[] {
    return this.log.filter((request) => request.path === path);
  }

  /** The origin is gone: nothing listens any more, and open connections end. */
  async goAway(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** Listens, on the same port as before. */
  async listen(): Promise<void> {
    this.#server = createServer((request, response) => void this.#handle(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    const server = this.#server;
    await new Promise<void>((resolve) => server.listen(this.#port, resolve));
    this.#port = (server.address() as AddressInfo).port;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const {pathname: path, search} = new URL(request.url ?? '/', this.url);
    if (path.startsWith('/sw.') && !this.#answers.has(path)) {
      const source = await readFile(new URL(`.${path}`, workers));
      response.setHeader('Content-Type', 'text/javascript').end(source);
      return;
    }
    if (path === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    this.log.push({method: request.method ?? '', path: path + search, headers: request.headers});
    const answer = this.#answers.get(path + search) ?? this.#answers.get(path);
    if (answer) answer(request, response, this.requests(path + search).length);
    else response.writeHead(404).end();
  }
}

export function html(response: ServerResponse, body: string): void {
  response.setHeader('Content-Type', 'text/html').end(body);
}

/**
 * Answers as a good origin does: 304 where the request has the current ETag, else the body.
 * `Age` with a smaller `max-age` makes a response stale on arrival.
 */
export function versioned(
  etag: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Answer {
  return (request, response) => {
    for (const [name, value] of Object.entries({ETag: etag, ...headers})) {
      response.setHeader(name, value);
    }
    if (request.headers['if-none-match'] === etag) {
      response.removeHeader('Content-Type');
      response.writeHead(304).end();
    } else {
      response.end(body);
    }
  };
}

/** Answers each request with the next of the answers, and with the last one from then on. */
export function inTurn(...answers: Answer[]): Answer {
  return (request, response, count) => {
    answers[Math.min(count, answers.length) - 1]?.(request, response, count);
  };
}

/** Answers with a status and nothing that a cache could use. */
export function failing(status: number): Answer {
  return (_, response) => {
    response.writeHead(status).end(`error ${status}`);
  };
}

/** Answers byte for byte, which a server of Node would not do wrong, and closes the connection. */
export function raw(head: string[], body = ''): Answer {
  return (_, response) => {
    response.socket?.end([...head, '', body].join('\r\n'));
  };
}

/** Header fields of a response that is stale when it arrives, and when each 304 arrives. */
export const STALE = {'Cache-Control': 'max-age=60', Age: '120'} as const;
/** Header fields of a response that is fresh for an hour. */
export const FRESH = {'Cache-Control': 'max-age=3600'} as const;
