import {Arena, pause} from '../arena.js';
import type {BenchPage} from '../bench-browser.js';
import {BARE, HAND_WRITTEN, LIMIT, LIMIT_AGAIN, OURS} from '../contenders.js';
import type {Figures, Result} from '../result.js';
import {shuffled} from '../statistics.js';
import type {Scope} from './work.js';

const NAMES = [LIMIT, LIMIT_AGAIN, BARE, HAND_WRITTEN, OURS];
const LOADS = 10;
/** Loads that are alike. */
const LATER = LOADS - 2;
/** Within which the engine has stored what it compiled. */
const COMPILED_MS = 300;

export function compiledScript({rounds}: Scope): Promise<Result[]> {
  return Arena.with(NAMES, async (arena) => {
    const loads = Array.from({length: LOADS}, () => recordOf(NAMES));
    const fromCache = recordOf(NAMES);
    // Each begins with a script that nobody has seen.
    const sequences = Math.ceil(rounds / LATER);
    for (let sequence = 0; sequence < sequences; sequence++) {
      const url = `/script/2000000/${sequence}`;
      await arena.fill([url]);
      for (const {name} of arena.competitors) fromCache.get(name)?.push(0);
      for (const load of loads) {
        for (const {name, page, origin} of shuffled(arena.competitors)) {
          origin.answers.clear();
          const {ms, isFromCodeCache} = await evaluation(page, `${origin.url}/?${url}`, url);
          const isAsked = origin.answers.has(url);
          if (isAsked === name.startsWith(LIMIT)) throw new Error(`${name} asked: ${isAsked}`);
          load.get(name)?.push(ms);
          const counted = fromCache.get(name) ?? [];
          counted[sequence] = (counted[sequence] ?? 0) + Number(isFromCodeCache);
        }
      }
    }
    const later = recordOf(NAMES);
    for (const load of loads.slice(-LATER)) {
      for (const name of NAMES) later.get(name)?.push(...(load.get(name) ?? []));
    }
    const labelled = loads.map((load, index): [string, Figures] => [`load ${index + 1}`, load]);
    return [
      {
        title: 'A script of 2 MB, a 304 on each load',
        note: `Compilation and evaluation on the main thread, as the browser traces them, of functions that all run at load, in ${LOADS} loads of a page, with ${sequences} scripts one after the other. The limit serves the same untouched, and asks nobody.`,
        unit: 'ms',
        columns: new Map([...labelled.slice(0, 2), [`loads 3 to ${LOADS}`, later]]),
        bars: ['load 2', `loads 3 to ${LOADS}`].map((column) => ({
          column,
          of: OURS,
          to: LIMIT,
          atMost: 1,
        })),
      },
      {
        title: "Loads of that script that ran from the engine's code cache",
        unit: 'loads',
        columns: new Map([[`of ${LOADS}`, fromCache]]),
        bars: [],
      },
    ];
  });
}

async function evaluation(page: BenchPage, pageUrl: string, scriptUrl: string) {
  // A page that is left keeps nothing of the script.
  await page.load('about:blank');
  await page.forgetPictures();
  const events = await page.traced(['devtools.timeline', 'v8'], async () => {
    await page.load(pageUrl);
    await pause(COMPILED_MS);
  });
  const isOfScript = ({args}: (typeof events)[number]) =>
    String(args.data?.['url']).endsWith(scriptUrl);
  const [run] = events.filter((event) => event.name === 'EvaluateScript' && isOfScript(event));
  const [compiled] = events.filter((event) => event.name === 'v8.compile' && isOfScript(event));
  if (!run || !compiled) throw new Error(`${scriptUrl} was not run`);
  return {
    ms: (run.dur ?? 0) / 1000,
    isFromCodeCache: compiled.args.data?.['cacheRejected'] === false,
  };
}

function recordOf(names: readonly string[]): Map<string, number[]> {
  return new Map(names.map((name) => [name, []]));
}
