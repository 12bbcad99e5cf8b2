import {createHash} from 'node:crypto';
import {readdir, readFile} from 'node:fs/promises';
import {extname, join, relative, sep} from 'node:path';
import {Origin, versioned} from '../support/origin.js';

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** What an answer was, and what it cost. */
export interface LoggedAnswer {
  readonly path: string;
  readonly status: number;
  /** Head and body. */
  readonly bytes: number;
}

/** An origin that serves a folder as hosts of static sites do, and remembers what its answers cost. */
export class SiteOrigin extends Origin {
  readonly answers: LoggedAnswer[] = [];

  static async serving(folder: string): Promise<SiteOrigin> {
    const origin = new SiteOrigin();
    for (const entry of await readdir(folder, {recursive: true, withFileTypes: true})) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const path = `/${relative(folder, file).split(sep).join('/')}`;
      const body = await readFile(file);
      const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
      const answer = versioned(etag, body, {
        'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
        'Cache-Control': lifetimeOf(path),
      });
      origin.on(path, answer);
      if (path === '/index.html') origin.on('/', answer);
    }
    await origin.listen();
    return origin;
  }

  override on(...[path, answer]: Parameters<Origin['on']>): this {
    return super.on(path, (request, response, count) => {
      const {socket} = request;
      const before = socket.bytesWritten;
      answer(request, response, count);
      const bytes = socket.bytesWritten - before;
      this.answers.push({path, status: response.statusCode, bytes});
    });
  }

  /** The statuses of all answers for a path. */
  statuses(path: string): number[] {
    return this.answers.filter((answer) => answer.path === path).map(({status}) => status);
  }
}

function lifetimeOf(path: string): string {
  if (path.startsWith('/assets/')) return 'max-age=31536000, immutable';
  if (/\.(html|js)$/.test(path)) return 'max-age=0, must-revalidate';
  return 'max-age=3600';
}
