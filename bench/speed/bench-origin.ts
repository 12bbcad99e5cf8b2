import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';

/**
 * An origin of a contender. `/image/50000` is fresh for a day, `/stale/50000` never, `/renewed/50000`
 * from its first 304 on.
 */
export class BenchOrigin {
  readonly requests = new Map<string, number>();
  readonly #server: Server;
  readonly #worker: string;

  private constructor(worker: string) {
    this.#worker = worker;
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  static async start(worker: string): Promise<BenchOrigin> {
    const origin = new BenchOrigin(worker);
    await new Promise<void>((resolve) => origin.#server.listen(0, resolve));
    return origin;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer({url = '/', headers}: IncomingMessage, response: ServerResponse): void {
    this.requests.set(url, (this.requests.get(url) ?? 0) + 1);
    const [, kind, size] = /^\/(image|stale|renewed)\/(\d+)/.exec(url) ?? [];
    if (url === '/sw.js') {
      response.setHeader('Content-Type', 'text/javascript').end(this.#worker);
      return;
    }
    if (!kind) {
      response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Bench</title>');
      return;
    }
    const isNotModified = headers['if-none-match'] === '"1"';
    const isStale = kind === 'stale' || (kind === 'renewed' && !isNotModified);
    const lifetime = isStale ? 'max-age=0' : 'max-age=86400';
    response.setHeader('Cache-Control', lifetime);
    response.setHeader('X-Lifetime', lifetime);
    response.setHeader('ETag', '"1"');
    response.setHeader('Content-Type', 'image/bmp');
    if (isNotModified) response.writeHead(304).end();
    else response.end(bitmap(Number(size)));
  }
}

const bitmaps = new Map<number, Buffer>();

/** An uncompressed picture of that many bytes, all different, since a store may compress. */
function bitmap(bytes: number): Buffer {
  const made = bitmaps.get(bytes);
  if (made) return made;
  const rows = Math.max(1, Math.floor((bytes - 54) / 300));
  const picture = Buffer.alloc(bytes);
  for (let i = 54; i < bytes; i += 4)
    picture.writeUInt32LE((i * 2654435761) >>> 0, Math.min(i, bytes - 4));
  picture.write('BM');
  picture.writeUInt32LE(bytes, 2);
  picture.writeUInt32LE(54, 10);
  picture.writeUInt32LE(40, 14);
  picture.writeInt32LE(100, 18);
  picture.writeInt32LE(rows, 22);
  picture.writeUInt16LE(1, 26);
  picture.writeUInt16LE(24, 28);
  bitmaps.set(bytes, picture);
  return picture;
}
