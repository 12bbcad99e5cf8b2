import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {chmod, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {connect, createServer} from 'node:net';
import {tmpdir, userInfo} from 'node:os';
import {delimiter, join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import type {SharedCache} from './shared-cache.js';

const START_SECONDS = 20;

/** Debian keeps servers where only root looks. */
const FOLDERS = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

/** The path of the cache's program; `undefined` where it is not installed. */
export function findCache({program}: SharedCache): string | undefined {
  return FOLDERS.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

/** Runs a shared cache before an origin for as long as `use` takes, and leaves nothing behind. */
export async function runCache<T>(
  cache: SharedCache,
  originPort: number,
  use: (port: number) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'behind-cache-'));
  const port = await freePort();
  const {args, files} = cache.configure({port, originPort, folder, user: userInfo().username});
  // Some programs leave root for a user of their own, who then writes here.
  await chmod(folder, 0o777);
  for (const name of ['cache', 'locks']) {
    await mkdir(join(folder, name));
    await chmod(join(folder, name), 0o777);
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const program = findCache(cache);
  if (!program) throw new Error(`${cache.program} is not installed.`);
  const child = spawn(program, args, {stdio: ['ignore', 'ignore', 'pipe']});
  const errors: string[] = [];
  child.stderr.on('data', (data) => errors.push(String(data)));
  const ended = once(child, 'exit');
  try {
    if (!(await listens(port, child)))
      throw new Error(`${cache.name} does not start:\n${errors.join('')}`);
    return await use(port);
  } finally {
    if (child.exitCode === null) child.kill();
    await ended;
    await rm(folder, {recursive: true, force: true});
  }
}

async function listens(port: number, child: ChildProcess): Promise<boolean> {
  for (let tries = 0; tries < START_SECONDS * 10 && child.exitCode === null; tries++) {
    const socket = connect(port, '127.0.0.1');
    const connected = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (connected) return true;
    await wait(100);
  }
  return false;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('There is no free port.');
  return address.port;
}
