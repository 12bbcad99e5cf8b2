import {type AddressInfo, connect, createServer, type Server, type Socket} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {SlowLink} from './slow-link.js';

const HOST = '127.0.0.1';

/**
 * The line between a browser and an origin: TCP connections that know nothing of HTTP. So it holds for
 * a worker's own requests too, which what DevTools does to a page's network does not reach. There is no
 * slow start, TLS or loss.
 */
export class SlowProxy {
  readonly #server: Server;
  readonly #down = new SlowLink();
  readonly #up = new SlowLink();
  readonly #sockets = new Set<Socket>();

  private constructor(originPort: number, connectMs: number) {
    this.#server = createServer({pauseOnConnect: true, allowHalfOpen: true}, (browser) => {
      const origin = connect({host: HOST, port: originPort, allowHalfOpen: true, noDelay: true});
      browser.setNoDelay(true);
      for (const [socket, other] of [
        [browser, origin],
        [origin, browser],
      ] as const) {
        this.#sockets.add(socket);
        // What one end resets is over for the other one.
        socket.on('error', () => other.destroy());
        socket.once('close', () => this.#sockets.delete(socket));
      }
      this.#down.carry(origin, browser);
      // The loopback's handshake took no time.
      setTimeout(() => {
        this.#up.carry(browser, origin);
        browser.resume();
      }, connectMs);
    });
  }

  /** @param connectMs how long a connection takes until the browser may speak. */
  static async start(originPort: number, connectMs: number): Promise<SlowProxy> {
    const proxy = new SlowProxy(originPort, connectMs);
    await new Promise<void>((resolve) => proxy.#server.listen(0, HOST, resolve));
    return proxy;
  }

  get url(): string {
    return `http://${HOST}:${(this.#server.address() as AddressInfo).port}`;
  }

  /** All that has passed, headers included. */
  get bytes(): {readonly down: number; readonly up: number} {
    return {down: this.#down.bytes, up: this.#up.bytes};
  }

  /** Until nothing has passed for a while. */
  async quiet(quietMs: number): Promise<void> {
    const startMs = performance.now();
    while (Math.min(performance.now() - startMs, this.#down.quietMs, this.#up.quietMs) < quietMs) {
      await sleep(20);
    }
  }

  /** Who comes back finds no connection open. */
  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  stop(): void {
    this.#server.close();
    this.hangUp();
  }
}
