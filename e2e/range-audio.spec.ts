import {FRESH, STALE} from './support/origin.js';
import {expect, type Pwa, test} from './support/test.js';

const SECONDS = 30;
const SAMPLES_PER_SECOND = 8000;

/** A tone as 8-bit mono PCM, which every engine plays. */
function wav(): Buffer {
  const samples = Buffer.alloc(SECONDS * SAMPLES_PER_SECOND);
  for (let i = 0; i < samples.length; i++) {
    samples[i] = 128 + 60 * Math.sin((2 * Math.PI * 220 * i) / SAMPLES_PER_SECOND);
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  header.writeUInt32LE(SAMPLES_PER_SECOND, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** Plays a sound, and seeks to its last second. */
function play(pwa: Pwa) {
  return pwa.page.evaluate(async () => {
    const audio = new Audio();
    audio.muted = true;
    audio.preload = 'auto';
    const once = (type: string) =>
      new Promise((resolve, reject) => {
        audio.addEventListener(type, resolve, {once: true});
        audio.addEventListener('error', () => reject(new Error(audio.error?.message)), {
          once: true,
        });
      });
    const loaded = once('loadedmetadata');
    audio.src = '/tone.wav';
    await loaded;
    const {duration} = audio;
    await audio.play();
    const sought = once('seeked');
    audio.currentTime = duration - 1;
    await sought;
    const {currentTime} = audio;
    await once('ended');
    return {duration, currentTime, seekable: audio.seekable.end(0)};
  });
}

for (const [kind, headers] of Object.entries({fresh: FRESH, stale: STALE})) {
  test(`a sound that was stored whole, and is ${kind}, plays offline and can be sought in`, async ({
    origin,
    pwa,
  }) => {
    const body = wav();
    origin.on('/tone.wav', (_, response) => {
      response.writeHead(200, {
        ...headers,
        ETag: '"1"',
        'Content-Type': 'audio/wav',
        'Content-Length': body.length,
      });
      response.end(body);
    });
    await pwa.install();
    await pwa.page.evaluate(async () => (await fetch('/tone.wav')).blob());
    await pwa.stored('/tone.wav');
    await origin.goAway();
    await pwa.stopWorker();

    const played = await play(pwa);

    expect(played.duration).toBeCloseTo(SECONDS, 1);
    expect(played.seekable).toBeCloseTo(SECONDS, 1);
    expect(played.currentTime).toBeGreaterThanOrEqual(SECONDS - 1.1);
    // What an element asks for as parts is not stored in parts.
    expect((await pwa.entry('/tone.wav'))?.status).toBe(200);
  });
}

test('a sound that an element has only asked for in parts plays offline from them', async ({
  origin,
  pwa,
}) => {
  const body = wav();
  origin.on('/tone.wav', ({headers: {range = ''}}, response) => {
    const first = Number(/^bytes=(\d+)-/.exec(range)?.[1]);
    response.writeHead(206, {
      ...FRESH,
      ETag: '"1"',
      'Content-Type': 'audio/wav',
      'Content-Length': body.length - first,
      'Content-Range': `bytes ${first}-${body.length - 1}/${body.length}`,
    });
    response.end(body.subarray(first));
  });
  await pwa.install({routes: [{prefix: '/', plugins: {partialResponses: {}}}]});
  await play(pwa);
  await origin.goAway();
  await pwa.stopWorker();
  const played = await play(pwa);
  expect(played.duration).toBeCloseTo(SECONDS, 1);
  expect(played.currentTime).toBeGreaterThanOrEqual(SECONDS - 1.1);
  const {status, text} = await pwa.fetch('/tone.wav', {headers: {Range: 'bytes=0-11'}});
  expect([status, text.slice(0, 4)]).toEqual([206, 'RIFF']);
});
