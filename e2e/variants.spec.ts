import {randomBytes} from 'node:crypto';
import {FRESH, type Origin, STALE, versioned} from './support/origin.js';
import {expect, type Pwa, test} from './support/test.js';
import {WITHOUT_HTTP_CACHE} from './support/worker-config.js';

const ROUTES = [
  {prefix: '/', options: WITHOUT_HTTP_CACHE},
  {prefix: '/', method: 'POST'},
] as const;

/** @param first the fields of what is served without condition. */
function serve(origin: Origin, first: Record<string, string> = FRESH): void {
  origin
    .on('/data', (request, response, count) => {
      if (request.method === 'POST') {
        response.writeHead(204).end();
        return;
      }
      const language = String(request.headers['accept-language']);
      const etag = `"${language}"`;
      const isCurrent = request.headers['if-none-match'] === etag;
      const headers = {...(isCurrent ? FRESH : first), Vary: 'Accept-Language'};
      versioned(etag, `in ${language}`, headers)(request, response, count);
    })
    .on('/sentinel', versioned('"s"', 's'));
}

async function inLanguage(pwa: Pwa, language: string): Promise<string> {
  return (await pwa.fetch('/data', {headers: {'Accept-Language': language}})).text;
}

/** The bodies of what is stored for `/data`. */
function storedBodies({page}: Pwa): Promise<string[]> {
  return page.evaluate(async () => {
    const bodies: string[] = [];
    for (const name of (await caches.keys()).filter((name) => !name.endsWith('.sidecars'))) {
      const cache = await caches.open(name);
      for (const key of await cache.keys()) {
        const response = await cache.match(key, {ignoreVary: true});
        if (new URL(key.url).pathname === '/data') bodies.push((await response?.text()) ?? '');
      }
    }
    return bodies.sort();
  });
}

/** Since when `/data` is marked as invalid, in storage. */
async function markedMs(pwa: Pwa): Promise<number> {
  return (await pwa.sidecar('/data'))?.invalidatedMs ?? 0;
}

const LANGUAGES = ['de', 'en', 'fr'];

test('responses to different requests for one URL stay side by side, in every life of the worker', async ({
  origin,
  pwa,
}) => {
  serve(origin);
  await pwa.install({routes: ROUTES});
  for (const language of LANGUAGES) {
    expect(await inLanguage(pwa, language)).toBe(`in ${language}`);
    await expect.poll(() => storedBodies(pwa)).toContain(`in ${language}`);
    if (language === 'de') await pwa.stopWorker();
  }
  await expect.poll(() => storedBodies(pwa)).toEqual(['in de', 'in en', 'in fr']);
  origin.log.length = 0;

  for (let life = 0; life < 2; life++) {
    for (const language of LANGUAGES) {
      expect(await inLanguage(pwa, language)).toBe(`in ${language}`);
    }
    await pwa.stopWorker();
  }
  await pwa.fetch('/sentinel');
  expect(origin.log.map(({path}) => path)).toEqual(['/sentinel']);
});

test('one POST invalidates all of them, in the next life of the worker too', async ({
  origin,
  pwa,
}) => {
  serve(origin);
  await pwa.install({routes: ROUTES});
  for (const language of LANGUAGES) await inLanguage(pwa, language);
  await expect.poll(() => storedBodies(pwa)).toHaveLength(LANGUAGES.length);

  for (const isRestarted of [false, true]) {
    const before = await markedMs(pwa);
    await pwa.fetch('/data', {method: 'POST'});
    await expect.poll(() => markedMs(pwa)).toBeGreaterThan(before);
    if (isRestarted) await pwa.stopWorker();
    origin.log.length = 0;
    for (const language of [...LANGUAGES, ...LANGUAGES]) {
      expect(await inLanguage(pwa, language)).toBe(`in ${language}`);
    }
    expect(origin.log.map(({headers}) => headers['if-none-match'])).toEqual(
      LANGUAGES.map((language) => `"${language}"`),
    );
  }
});

test('each is renewed by its own 304, which lasts', async ({origin, pwa}) => {
  serve(origin, STALE);
  await pwa.install({routes: ROUTES});
  for (const language of LANGUAGES) await inLanguage(pwa, language);
  await expect.poll(() => storedBodies(pwa)).toHaveLength(LANGUAGES.length);
  origin.log.length = 0;

  expect(await inLanguage(pwa, 'de')).toBe('in de');
  const lifetime = async () => (await pwa.sidecar('/data'))?.stamp?.updates?.['cache-control'];
  await expect.poll(lifetime).toBe(FRESH['Cache-Control']);
  await pwa.stopWorker();
  for (const language of [...LANGUAGES, ...LANGUAGES]) {
    expect(await inLanguage(pwa, language)).toBe(`in ${language}`);
  }
  expect(origin.log.map(({headers}) => headers['if-none-match'])).toEqual(['"de"', '"en"', '"fr"']);
});

test('offline, each is served to whom it was for, and to nobody else', async ({origin, pwa}) => {
  serve(origin);
  await pwa.install({routes: ROUTES});
  for (const language of LANGUAGES) await inLanguage(pwa, language);
  await expect.poll(() => storedBodies(pwa)).toHaveLength(LANGUAGES.length);
  await origin.goAway();
  await pwa.stopWorker();

  for (const language of LANGUAGES) expect(await inLanguage(pwa, language)).toBe(`in ${language}`);
  await expect(inLanguage(pwa, 'es')).rejects.toThrow();
});

test('of several variants a 304 renews the one with the very tag', async ({origin, pwa}) => {
  const etags: Record<string, string> = {a: '"home-pt"', b: '"home-pt-br"'};
  origin.on('/data', (request, response) => {
    const language = String(request.headers['accept-language']);
    const etag = etags[language];
    response.setHeader('Vary', 'Accept-Language');
    response.setHeader('Cache-Control', 'max-age=3600');
    response.setHeader('ETag', etag ?? '"home-pt-br"');
    if (etag) response.end(`in ${language}`);
    else response.writeHead(304).end();
  });
  await pwa.install({routes: ROUTES});
  for (const language of ['a', 'b']) {
    await inLanguage(pwa, language);
    await expect.poll(() => storedBodies(pwa)).toContain(`in ${language}`);
  }
  expect(await inLanguage(pwa, 'c')).toBe('in b');
  expect(origin.log.at(-1)?.headers['if-none-match']).toBe('"home-pt", "home-pt-br"');
});

test('what varies in another way and finds no room leaves those that are stored', async ({
  origin,
  pwa,
}) => {
  const big = randomBytes(3_000_000).toString('latin1');
  origin.on('/data', (request, response, count) => {
    const language = String(request.headers['accept-language']);
    const vary = language === 'fr' ? 'Accept-Language, X-Kind' : 'Accept-Language';
    const body = language === 'fr' ? big : `in ${language}`;
    versioned(`"${language}"`, body, {...FRESH, Vary: vary})(request, response, count);
  });
  await pwa.install({routes: ROUTES});
  for (const language of ['de', 'en']) {
    await inLanguage(pwa, language);
    await expect.poll(() => storedBodies(pwa)).toContain(`in ${language}`);
  }
  await pwa.cdp.send('Storage.overrideQuotaForOrigin', {origin: origin.url, quotaSize: 1_000_000});

  expect((await inLanguage(pwa, 'fr')) === big).toBe(true);
  // Asks after the write has failed.
  expect((await inLanguage(pwa, 'fr')) === big).toBe(true);

  expect(await storedBodies(pwa)).toEqual(['in de', 'in en']);
  await pwa.stopWorker();
  await origin.goAway();
  expect(await inLanguage(pwa, 'de')).toBe('in de');
  expect(await inLanguage(pwa, 'en')).toBe('in en');
});
