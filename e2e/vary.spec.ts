import {FRESH, versioned} from './support/origin.js';
import {expect, test} from './support/test.js';
import {WITHOUT_HTTP_CACHE} from './support/worker-config.js';

const ALONE = {routes: [{prefix: '/', options: WITHOUT_HTTP_CACHE}]};

test('a response that varies on a field is not given to a request with another value', async ({
  origin,
  pwa,
}) => {
  origin
    .on('/data', (request, response, count) => {
      const language = String(request.headers['accept-language']);
      const headers = {...FRESH, Vary: 'Accept-Language'};
      versioned(`"${language}"`, `in ${language}`, headers)(request, response, count);
    })
    .on('/sentinel', versioned('"s"', 's'));
  await pwa.install(ALONE);
  const inLanguage = async (language: string) =>
    (await pwa.fetch('/data', {headers: {'Accept-Language': language}})).text;

  for (const language of ['de', 'fr']) {
    expect(await inLanguage(language)).toBe(`in ${language}`);
    // A look-up waits for what is being written.
    expect(await inLanguage(language)).toBe(`in ${language}`);
  }
  await pwa.stopWorker();

  origin.log.length = 0;
  for (const language of ['de', 'fr', 'de']) {
    expect(await inLanguage(language)).toBe(`in ${language}`);
    await pwa.stopWorker();
  }
  await pwa.fetch('/sentinel');
  expect(origin.log.map(({path}) => path)).toEqual(['/sentinel']);
});

test('Vary: Cookie is always validated, since a worker cannot see who is signed in', async ({
  origin,
  pwa,
}) => {
  origin.on('/data', (request, response, count) => {
    const user = /user=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? 'nobody';
    versioned(`"${user}"`, `for ${user}`, {...FRESH, Vary: 'Cookie'})(request, response, count);
  });
  await pwa.install(ALONE);
  const signIn = (user: string) =>
    pwa.page.evaluate((user) => {
      // biome-ignore lint/suspicious/noDocumentCookie: the way of a page.
      document.cookie = `user=${user}`;
    }, user);

  await signIn('ada');
  expect((await pwa.fetch('/data')).text).toBe('for ada');
  await pwa.stored('/data');
  expect((await pwa.fetch('/data')).text).toBe('for ada');
  await signIn('bob');
  expect((await pwa.fetch('/data')).text).toBe('for bob');
  await pwa.stored('/data', 'for bob');
  expect((await pwa.fetch('/data')).text).toBe('for bob');
  expect(origin.requests('/data').map(({headers}) => headers['if-none-match'])).toEqual([
    undefined,
    '"ada"',
    '"ada"',
    '"bob"',
  ]);

  await origin.goAway();
  expect((await pwa.fetch('/data')).status).toBe(504);
});

test('Vary on what cannot differ in one worker costs no request', async ({origin, pwa}) => {
  const headers = {...FRESH, Vary: 'Accept-Encoding, Origin, User-Agent'};
  origin.on('/data', versioned('"1"', 'one', headers)).on('/sentinel', versioned('"s"', 's'));
  await pwa.install(ALONE);
  await pwa.fetch('/data');
  await pwa.stored('/data');

  await pwa.fetch('/data');
  await pwa.stopWorker();
  await pwa.fetch('/data');
  await pwa.fetch('/sentinel');

  expect(origin.log.map(({path}) => path)).toEqual(['/data', '/sentinel']);
});

test('Vary: * is never stored', async ({origin, pwa}) => {
  origin
    .on('/data', versioned('"1"', 'one', {...FRESH, Vary: '*'}))
    .on('/sentinel', versioned('"s"', 's', FRESH));
  await pwa.install(ALONE);

  expect((await pwa.fetch('/data')).text).toBe('one');
  await pwa.fetch('/sentinel');
  await pwa.stored('/sentinel');

  expect(await pwa.entry('/data')).toBeUndefined();
  expect(pwa.workerErrors).toEqual([]);
});

test('a response that varies on Sec-Fetch-Dest is told apart by what the page asked for', async ({
  origin,
  pwa,
}) => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>';
  const headers = {...FRESH, Vary: 'Sec-Fetch-Dest', 'Content-Type': 'image/svg+xml'};
  origin.on('/image', versioned('"1"', svg, headers)).on('/sentinel', versioned('"s"', 's'));
  await pwa.install(ALONE);
  const show = () =>
    pwa.page.evaluate(async () => {
      const image = new Image();
      image.src = '/image';
      await image.decode();
    });
  await show();
  await pwa.stored('/image');
  await pwa.page.goto(origin.url);
  origin.log.length = 0;

  await show();
  await pwa.fetch('/sentinel');
  expect(origin.requests('/image')).toEqual([]);
});
