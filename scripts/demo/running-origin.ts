import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createOrigin} from '../../example-site/origin/app.js';
import type {Clock} from '../../example-site/origin/clock.js';
import type {RequestRecord} from '../../example-site/origin/request-log.js';
import {DemoError} from './demo-error.js';

const HOST = '127.0.0.1';

export interface RunningOrigin {
  readonly address: string;
  /** Requests that are not answered yet. */
  pending(): number;
  stop(): Promise<void>;
}

interface Options {
  readonly clock: Clock;
  readonly siteFolder: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly onRequest: (record: RequestRecord) => void;
}

export async function runOrigin({port, ...options}: Options): Promise<RunningOrigin> {
  const pending = new Set<ServerResponse>();
  const app = createOrigin(options);
  const server = createServer((request, response) => {
    pending.add(response);
    response.once('close', () => pending.delete(response));
    app(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES'
          ? new DemoError(`Port ${port} cannot be used (${error.code}). Choose another, or none.`)
          : error,
      );
    });
    server.listen(port, HOST, resolve);
  });
  const {port: chosen} = server.address() as AddressInfo;
  return {
    address: `http://${HOST}:${chosen}`,
    pending: () => pending.size,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          // A connection that is cut may take its unanswered request with it unnoticed.
          pending.clear();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
