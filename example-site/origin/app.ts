import {STATUS_CODES} from 'node:http';
import express, {type ErrorRequestHandler, type Express, type Response} from 'express';
import {monthAheadJson} from './almanac.js';
import {yearChart} from './chart.js';
import {findCity} from './cities.js';
import type {Clock} from './clock.js';
import {FRESHNESS, untilMidnight} from './freshness.js';
import {aboutPage} from './html/about-page.js';
import {cachePage} from './html/cache-page.js';
import {cityPage} from './html/city-page.js';
import {homePage} from './html/home-page.js';
import type {PageContext} from './html/layout.js';
import {moonPage} from './html/moon-page.js';
import {isDate, secondsToMidnight} from './local-time.js';
import {LONGEST_NOTICE, NoticeBoard} from './notices.js';
import {readPageAssets} from './page-assets.js';
import {logRequests, noteBodyBytes, type RequestRecord} from './request-log.js';
import {siteFiles} from './site-files.js';

export interface OriginOptions {
  readonly clock: Clock;
  /** Where the built site is. */
  readonly siteFolder: string;
  readonly onRequest?: (record: RequestRecord) => void;
}

function send(response: Response, type: string, cacheControl: string, body: string): void {
  noteBodyBytes(response, Buffer.byteLength(body));
  response.type(type).set('Cache-Control', cacheControl).send(body);
}

/** Without Express's own page, which shows the stack. */
const answerError: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status = Number(error.status ?? 500);
  if (status >= 500) console.error(error);
  response.status(status).type('text').send(`${STATUS_CODES[status]}\n`);
};

export function createOrigin({clock, siteFolder, onRequest}: OriginOptions): Express {
  const app = express();
  const board = new NoticeBoard();
  const assets = readPageAssets(siteFolder);
  const context = (): PageContext => ({nowMs: clock.nowMs(), notice: board.notice, assets});
  const sendPage = (response: Response, page: string) =>
    send(response, 'html', FRESHNESS.page, page);

  app.set('etag', 'strong');
  app.disable('x-powered-by');
  if (onRequest) app.use(logRequests(onRequest));
  app.use((_request, response, next) => {
    // Ages are counted from this header, so it must go by the same clock as all else here.
    response.set('Date', new Date(clock.nowMs()).toUTCString());
    next();
  });

  app.get('/', (_request, response) => sendPage(response, homePage(context())));
  app.get('/moon', (_request, response) => sendPage(response, moonPage(context())));
  app.get('/cache', (_request, response) => sendPage(response, cachePage(context())));
  app.get('/about', (_request, response) => sendPage(response, aboutPage(context())));
  app.get('/city/:slug', (request, response, next) => {
    const city = findCity(request.params.slug);
    if (!city) return next();
    sendPage(response, cityPage(city, context()));
  });

  app.get('/api/city/:slug/:date', (request, response, next) => {
    const city = findCity(request.params.slug);
    const {date} = request.params;
    if (!city || !isDate(date)) return next();
    const seconds = secondsToMidnight(clock.nowMs(), city.timeZone);
    send(response, 'json', untilMidnight(seconds), monthAheadJson(city, date));
  });
  app.get('/chart/:slug/:year.svg', (request, response, next) => {
    const city = findCity(request.params.slug);
    const {year} = request.params;
    if (!city || !isDate(`${year}-01-01`)) return next();
    send(response, 'svg', FRESHNESS.chart, yearChart(city, Number(year)));
  });

  app.get('/api/notice', (_request, response) => {
    send(response, 'json', FRESHNESS.notice, JSON.stringify({notice: board.notice ?? null}));
  });
  app.post('/notices', express.text({type: () => true, limit: 4 * LONGEST_NOTICE}));
  app.post('/notices', (request, response) => {
    const text = typeof request.body === 'string' ? request.body.trim() : '';
    if (text === '' || text.length > LONGEST_NOTICE) {
      response.status(400).type('text').send(`A notice has 1 to ${LONGEST_NOTICE} characters.\n`);
      return;
    }
    board.publish(text, clock.nowMs());
    response.sendStatus(201);
  });
  app.delete('/notices', (_request, response) => {
    board.withdraw();
    response.sendStatus(204);
  });

  app.use(siteFiles(siteFolder));
  app.use((_request, response) => {
    response
      .status(404)
      .type('text')
      .set('Cache-Control', 'no-cache')
      .send('Not in the almanac.\n');
  });
  app.use(answerError);
  return app;
}
