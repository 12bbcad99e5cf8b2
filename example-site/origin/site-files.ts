import {statSync} from 'node:fs';
import {type RequestHandler, type Response, static as serveStatic} from 'express';
import {FRESHNESS} from './freshness.js';
import {noteBodyBytes} from './request-log.js';

function freshnessOf(path: string): string {
  if (path.startsWith('/assets/')) return FRESHNESS.hashed;
  if (path.startsWith('/images/')) return FRESHNESS.poster;
  if (path === '/sw.js') return FRESHNESS.worker;
  return FRESHNESS.icon;
}

/** What the build has made: page code, fonts, icons, posters, the worker. */
export function siteFiles(siteFolder: string): RequestHandler {
  return serveStatic(siteFolder, {
    index: false,
    redirect: false,
    // A range would be a response of its own to revalidate, and nobody asks for one here.
    acceptRanges: false,
    setHeaders: (response: Response, file: string) => {
      response.set('Cache-Control', freshnessOf(response.req.path));
      noteBodyBytes(response, statSync(file).size);
    },
  });
}
