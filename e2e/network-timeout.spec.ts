import type {ServerResponse} from 'node:http';
import {FRESH, inTurn, STALE, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';

const stale = versioned('"1"', 'stored', STALE);

test('networkTimeoutSeconds serves a stale copy, and the late answer still replaces it', async ({
  origin,
  pwa,
}) => {
  let late: ServerResponse | undefined;
  origin
    .on(
      '/data',
      inTurn(stale, (_, response) => {
        late = response;
      }),
    )
    .on('/sentinel', versioned('"x"', 'x'));
  await pwa.install({routes: [{prefix: '/', options: {networkTimeoutSeconds: 0.2}}]});
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const inTime = await pwa.fetch('/data');
  expect(inTime.text).toBe('stored');

  await expect.poll(() => late).toBeDefined();
  late?.writeHead(200, {ETag: '"2"', ...FRESH}).end('late');
  await pwa.stored('/data', 'late');
  const renewed = await pwa.fetch('/data');
  await pwa.fetch('/sentinel');

  expect([renewed.text, renewed.headers['etag']]).toEqual(['late', '"2"']);
  expect(origin.log.map(({path}) => path)).toEqual(['/data', '/data', '/sentinel']);
});

test('networkTimeoutSeconds serves a stale copy, and a late 304 still renews it', async ({
  origin,
  pwa,
}) => {
  let late: ServerResponse | undefined;
  origin
    .on(
      '/data',
      inTurn(stale, (_, response) => {
        late = response;
      }),
    )
    .on('/sentinel', versioned('"x"', 'x'));
  await pwa.install({routes: [{prefix: '/', options: {networkTimeoutSeconds: 0.2}}]});
  await pwa.fetch('/data');
  await pwa.stored('/data');

  const inTime = await pwa.fetch('/data');
  await expect.poll(() => late).toBeDefined();
  late?.writeHead(304, {ETag: '"1"', ...FRESH}).end();
  await pwa.recorded('/data');
  const renewed = await pwa.fetch('/data');
  await pwa.fetch('/sentinel');

  expect([inTime.text, renewed.text]).toEqual(['stored', 'stored']);
  expect(origin.log.map(({path}) => path)).toEqual(['/data', '/data', '/sentinel']);
});

test('networkTimeoutSeconds does not cut a request short that no copy may stand in for', async ({
  origin,
  pwa,
}) => {
  const mustRevalidate = {'Cache-Control': 'max-age=60, must-revalidate', Age: '120'};
  const strict = versioned('"1"', 'stored', mustRevalidate);
  const slowly: typeof stale = (_, response) => {
    setTimeout(() => response.writeHead(200, FRESH).end('slow'), 500);
  };
  origin.on('/missing', slowly).on('/strict', inTurn(strict, slowly));
  await pwa.install({routes: [{prefix: '/', options: {networkTimeoutSeconds: 0.1}}]});
  await pwa.fetch('/strict');
  await pwa.stored('/strict');

  const answers = await pwa.fetchAll(['/missing', '/strict']);

  expect(answers.map(({text}) => text)).toEqual(['slow', 'slow']);
});
