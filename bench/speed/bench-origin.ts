import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {bitmap, script} from './bodies.js';

/** No contender is to open a connection while another one need not. */
const KEEP_ALIVE_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * An origin of a contender. `/image/50000` is fresh for a day, and so are `/aged/50000`, which tells an Age as what
 * comes from a shared cache does, and `/unsized/50000`, which tells no Content-Length. `/stale/50000` is never fresh,
 * nor is `/changing/50000`, whose 304s bring another Expires. `/renewed/50000`, which is days old on arrival, is fresh
 * from its first 304 on, and so is `/extended/50000`, whose 304 brings another Cache-Control. `/script/50000` is never
 * fresh, and runs in the page `/?/script/50000`.
 */
export class BenchOrigin {
  /** With which statuses it has answered, by URL, since that was last cleared. */
  readonly answers = new Map<string, number[]>();
  readonly #server: Server;
  readonly #host: string;
  readonly #worker: string;

  private constructor(host: string, worker: string) {
    this.#host = host;
    this.#worker = worker;
    this.#server = createServer({keepAliveTimeout: KEEP_ALIVE_MS}, (request, response) =>
      this.#answer(request, response),
    );
  }

  /**
   * @param host tells its site from others, since sites do not share processes: a worker is then in that
   * of its own page, whoever else is measured.
   */
  static async start(host: string, worker: string): Promise<BenchOrigin> {
    const origin = new BenchOrigin(host, worker);
    await new Promise<void>((resolve) => origin.#server.listen(0, resolve));
    return origin;
  }

  get url(): string {
    return `http://${this.#host}.localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer({url = '/', headers}: IncomingMessage, response: ServerResponse): void {
    response.on('finish', () => {
      this.answers.set(url, [...(this.answers.get(url) ?? []), response.statusCode]);
    });
    if (url === '/sw.js') {
      response.setHeader('Content-Type', 'text/javascript').end(this.#worker);
      return;
    }
    const [, kind = '', size] = /^\/([a-z]+)\/(\d+)/.exec(url) ?? [];
    if (!size) {
      const [, source] = url.split('?');
      response.setHeader('Content-Type', 'text/html');
      response.end(
        `<!doctype html><title>Bench</title>${source ? `<script src="${source}"></script>` : ''}`,
      );
      return;
    }
    const isNotModified = headers['if-none-match'] === '"1"';
    const isExtended = kind === 'extended' && isNotModified;
    const isFresh = ['image', 'aged', 'unsized', 'renewed'].includes(kind) || isExtended;
    response.setHeader('Cache-Control', isFresh ? 'max-age=86400' : 'max-age=0');
    if (kind === 'renewed' && !isNotModified) {
      response.setHeader('Date', new Date(Date.now() - 3 * DAY_MS).toUTCString());
    }
    if (kind === 'aged') response.setHeader('Age', '5');
    if (kind === 'changing') response.setHeader('Expires', new Date(Date.now()).toUTCString());
    response.setHeader('ETag', '"1"');
    response.setHeader('Content-Type', kind === 'script' ? 'text/javascript' : 'image/bmp');
    if (isNotModified) response.writeHead(304).end();
    else if (kind === 'script') response.end(script(Number(size)));
    else if (kind === 'unsized') response.write(bitmap(Number(size)), () => response.end());
    else response.end(bitmap(Number(size)));
  }
}
