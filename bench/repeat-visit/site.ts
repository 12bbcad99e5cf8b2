import {cpSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createOrigin} from '../../example-site/origin/app.js';
import type {RequestRecord} from '../../example-site/origin/request-log.js';
import {codeOf} from '../speed/bundle.js';
import {type Contender, OF_THE_SITE} from './contenders.js';
import type {Scenario} from './scenarios.js';
import {RTT_MS} from './slow-link.js';
import {SlowProxy} from './slow-proxy.js';

/** The example site with the worker of a contender, at the end of a slow line. */
export interface Site {
  readonly name: string;
  readonly proxy: SlowProxy;
  /** What its origin has seen. */
  readonly records: RequestRecord[];
  stop(): void;
}

export async function openSite(
  {name, worker}: Contender,
  builtSite: string,
  {agoMs, changes = {}, isConnected}: Scenario,
): Promise<Site> {
  const siteFolder = mkdtempSync(join(tmpdir(), 'repeat-visit-'));
  cpSync(builtSite, siteFolder, {recursive: true});
  if (worker !== OF_THE_SITE) {
    rmSync(join(siteFolder, 'sw.js'));
    if (worker)
      writeFileSync(
        join(siteFolder, 'sw.js'),
        await codeOf(`bench/repeat-visit/workers/${worker}.ts`),
      );
  }

  // By its Date, what it sends is that old on arrival, for a worker and for the HTTP cache alike. It
  // stands still, lest a page change at some city's midnight.
  const thenMs = Date.now() - agoMs;
  const records: RequestRecord[] = [];
  const app = createOrigin({
    clock: {nowMs: () => thenMs},
    siteFolder,
    onRequest: (record) => records.push(record),
  });
  const server = createServer((request, response) => {
    if (request.url !== '/sw.js') change(response, changes);
    app(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo;
  const proxy = await SlowProxy.start(port, isConnected ? 0 : RTT_MS);
  return {
    name,
    proxy,
    records,
    stop() {
      proxy.stop();
      server.close();
      server.closeAllConnections();
      rmSync(siteFolder, {recursive: true});
    },
  };
}

function change(response: ServerResponse, values: Readonly<Record<string, string>>): void {
  const {setHeader} = response;
  response.setHeader = (name, value) => setHeader.call(response, name, values[`${value}`] ?? value);
}
