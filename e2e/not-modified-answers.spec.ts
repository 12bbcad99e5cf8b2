import {FRESH, failing, html, inTurn, STALE, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';
import {WITHOUT_HTTP_CACHE} from './support/worker-config.js';

type Answer = Parameters<typeof inTurn>[number];

/** A 304 with these fields, whatever was asked. */
const notModified =
  (headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(304, headers).end();
  };

const stale = versioned('"1"', 'one', STALE);

test('a 304 that nobody asked for is asked again without condition', async ({origin, pwa}) => {
  origin.on('/data', inTurn(notModified({ETag: '"1"'}), versioned('"1"', 'one', FRESH)));
  await pwa.install();

  const {status, text} = await pwa.fetch('/data');

  expect([status, text]).toEqual([200, 'one']);
  expect(origin.requests('/data').map(({headers}) => headers['if-none-match'])).toEqual([
    undefined,
    undefined,
  ]);
  await pwa.stored('/data', 'one');
});

test('an origin that answers nothing but 304 is a network error, and nothing is stored', async ({
  origin,
  pwa,
}) => {
  origin.on('/data', notModified({ETag: '"1"', ...FRESH}));
  await pwa.install();

  await expect(pwa.fetch('/data')).rejects.toThrow('Failed to fetch');
  expect(origin.requests('/data')).toHaveLength(2);
  expect(await pwa.entry('/data')).toBeUndefined();
});

test('a 304 with another ETag does not speak of the stored response, which is asked for again', async ({
  origin,
  pwa,
}) => {
  const other = notModified({ETag: '"2"', ...FRESH});
  origin.on('/data', inTurn(stale, other, versioned('"2"', 'two', FRESH)));
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const changed = await pwa.fetch('/data');
  await pwa.stored('/data', 'two');

  expect([changed.text, changed.headers['etag']]).toEqual(['two', '"2"']);
  expect((await pwa.fetch('/data')).text).toBe('two');
  expect(origin.requests('/data').map(({headers}) => headers['if-none-match'])).toEqual([
    undefined,
    '"1"',
    undefined,
  ]);
});

test("a 304 of a redirect's target does not speak of the stored response", async ({
  origin,
  pwa,
}) => {
  origin
    .on(
      '/data',
      inTurn(stale, (_, response) => response.writeHead(302, {Location: '/target'}).end()),
    )
    .on('/target', (request, response, count) =>
      (request.headers['if-none-match'] ? notModified() : versioned('"t"', 'target', STALE))(
        request,
        response,
        count,
      ),
    );
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const redirected = await pwa.fetch('/data');

  expect([redirected.status, redirected.text]).toEqual([200, 'target']);
  expect(origin.requests('/target').map(({headers}) => headers['if-none-match'])).toEqual([
    undefined,
  ]);
});

test('a page that now redirects takes its visitor there', async ({origin, pwa}) => {
  const page = versioned('"1"', '<title>Old</title>', {...STALE, 'Content-Type': 'text/html'});
  origin
    .on(
      '/old',
      inTurn(page, (_, response) => response.writeHead(302, {Location: '/new'}).end()),
    )
    .on('/new', (_, response) => html(response, '<title>New</title>'));
  await pwa.install();
  await pwa.page.goto(`${origin.url}/old`);
  await pwa.stored('/old');
  await pwa.page.goto(`${origin.url}/old`);

  await expect(pwa.page).toHaveTitle('New');
  expect(pwa.page.url()).toBe(`${origin.url}/new`);
});

test('a 304 without Cache-Control starts the old lifetime anew', async ({origin, pwa}) => {
  origin
    .on('/data', inTurn(stale, notModified({ETag: '"1"'})))
    .on('/sentinel', versioned('"s"', 's'));
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const renewed = await pwa.fetch('/data');
  const fresh = await pwa.fetch('/data');
  await pwa.fetch('/sentinel');

  expect(renewed.headers['cache-control']).toBe('max-age=60');
  expect(Number(renewed.headers['age'])).toBeLessThan(60);
  expect(fresh.text).toBe('one');
  expect(origin.log.map(({path}) => path)).toEqual(['/data', '/data', '/sentinel']);
});

test('a 304 with a new lifetime replaces the old one, be it longer or shorter', async ({
  origin,
  pwa,
}) => {
  const past = {Date: 'Sat, 01 Jun 2024 12:00:00 GMT', ETag: '"1"'};
  origin.on(
    '/data',
    inTurn(
      versioned('"1"', 'one', {...past, 'Cache-Control': 'max-age=60'}),
      notModified({ETag: '"1"', 'Cache-Control': 'max-age=3600'}),
      notModified({ETag: '"1"', 'Cache-Control': 'no-cache'}),
      stale,
    ),
  );
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  await pwa.fetch('/data');
  await pwa.fetch('/data');
  expect(origin.requests('/data')).toHaveLength(2);

  await pwa.fetch('/data', {cache: 'no-cache'});
  await pwa.fetch('/data');
  expect(origin.requests('/data')).toHaveLength(4);
});

test('a 304 that comes late does not undo the 304 to a later request', async ({origin, pwa}) => {
  let answerLate: (() => void) | undefined;
  origin
    .on('/data', (request, response, count) => {
      if (request.method === 'POST') {
        response.writeHead(204).end();
      } else if (count === 1) {
        stale(request, response, count);
      } else if (answerLate) {
        notModified({ETag: '"1"', ...FRESH})(request, response, count);
      } else {
        const late = notModified({ETag: '"1"', 'Cache-Control': 'max-age=0'});
        answerLate = () => late(request, response, count);
      }
    })
    .on('/sentinel', versioned('"s"', 's'));
  const methods = [{prefix: '/'}, {prefix: '/', method: 'POST'}] as const;
  await pwa.install({routes: methods.map((route) => ({...route, options: WITHOUT_HTTP_CACHE}))});
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const late = pwa.fetch('/data');
  await expect.poll(() => answerLate).toBeDefined();
  // From now on nobody joins what is under way.
  await pwa.fetch('/data', {method: 'POST'});
  await pwa.fetch('/data');
  answerLate?.();
  expect((await late).text).toBe('one');

  expect((await pwa.fetch('/data')).text).toBe('one');
  await pwa.fetch('/sentinel');
  expect(origin.log.map(({method, headers}) => [method, headers['if-none-match']])).toEqual([
    ['GET', undefined],
    ['GET', '"1"'],
    ['POST', undefined],
    ['GET', '"1"'],
    ['GET', undefined],
  ]);
});

test('a 304 without Date counts from the moment that it arrives', async ({origin, pwa}) => {
  const undated: Answer = (_, response) => {
    response.sendDate = false;
    response.writeHead(304, {ETag: '"1"'}).end();
  };
  const dated = {Date: 'Sat, 01 Jun 2024 12:00:00 GMT', 'Cache-Control': 'max-age=60'};
  origin.on('/data', inTurn(versioned('"1"', 'one', dated), undated, failing(500)));
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  await pwa.fetch('/data');
  const fresh = await pwa.fetch('/data');

  expect(fresh.text).toBe('one');
  expect(Date.now() - Date.parse(fresh.headers['date'] ?? '')).toBeLessThan(60_000);
  expect(origin.requests('/data')).toHaveLength(2);
});

test('Last-Modified validates where there is no ETag', async ({origin, pwa}) => {
  const lastModified = 'Sat, 01 Jun 2024 12:00:00 GMT';
  origin.on('/data', (request, response) => {
    const isCurrent = request.headers['if-modified-since'] === lastModified;
    response.writeHead(isCurrent ? 304 : 200, {...STALE, 'Last-Modified': lastModified});
    response.end(isCurrent ? '' : 'one');
  });
  await pwa.install();
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const {status, text} = await pwa.fetch('/data');

  expect([status, text]).toEqual([200, 'one']);
  expect(origin.requests('/data').map(({headers}) => headers['if-modified-since'])).toEqual([
    undefined,
    lastModified,
  ]);
});
