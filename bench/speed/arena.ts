import {BenchBrowser, type BenchPage} from './bench-browser.js';
import {BenchOrigin} from './bench-origin.js';
import {bundle} from './bundle.js';
import {CONTENDERS, type Contender} from './contenders.js';
import {fill, register, renewOne} from './in-page.js';
import {shuffled} from './statistics.js';

/** A contender with its origin, and so a storage, a process and a window of its own. */
export interface Competitor {
  readonly name: string;
  readonly isStoring: boolean;
  readonly page: BenchPage;
  readonly origin: BenchOrigin;
  /** Its worker, minified and gzipped. */
  readonly sentBytes: number;
}

/** Within which a worker has written what 304s have changed. */
export const WRITE_MS = 1200;

/** Some of the contenders in one browser, on sites that have been used before. */
export class Arena {
  readonly browser: BenchBrowser;
  readonly competitors: readonly Competitor[];

  private constructor(browser: BenchBrowser, competitors: readonly Competitor[]) {
    this.browser = browser;
    this.competitors = competitors;
  }

  /** @param names some twice, where a contender is to run in two states. */
  static async with<T>(names: readonly string[], work: (arena: Arena) => Promise<T>): Promise<T> {
    const browser = await BenchBrowser.start();
    const contenders = contendersOf(names);
    const competitors: Competitor[] = [];
    try {
      // Who comes first may have a better place in the browser.
      for (const [index, {name, worker, isStoring = true}] of shuffled([...contenders.entries()])) {
        const {source, sentBytes} = worker ? await bundle(worker) : {source: '', sentBytes: 0};
        const origin = await BenchOrigin.start(`contender-${index}`, source);
        const page = await browser.page(origin.url);
        competitors[index] = {name, isStoring, page, origin, sentBytes};
        if (worker) await page.run(register);
        if (isStoring) await page.run(renewOne);
      }
      for (const {name, page} of competitors) {
        const state = await page.run(() => document.visibilityState);
        if (state !== 'visible') throw new Error(`The page of ${name} is ${state}`);
      }
      await pause(WRITE_MS);
      return await work(new Arena(browser, competitors));
    } finally {
      await browser.stop();
      for (const competitor of competitors) competitor?.origin.stop();
    }
  }

  /** Has all of them fetch and store URLs. */
  async fill(urls: readonly string[]): Promise<void> {
    for (const {page, origin, isStoring} of this.competitors) {
      await page.run(fill, urls, isStoring);
      origin.answers.clear();
    }
  }

  /**
   * Measures in rounds, each of the competitors once a round, in another order each time: what slows the
   * machine down for a while slows all of them down. The first round warms up.
   *
   * @param settleMs for what goes on once the page has its answer, and is not to slow the next one down.
   * @returns the figures of each competitor, in their order.
   */
  async eachInRounds(
    rounds: number,
    settleMs: number,
    measure: (competitor: Competitor) => Promise<number>,
  ): Promise<number[][]> {
    const figures = new Map(this.competitors.map((competitor) => [competitor, [] as number[]]));
    for (let round = 0; round <= rounds; round++) {
      for (const competitor of shuffled(this.competitors)) {
        const figure = await measure(competitor).catch((cause) => {
          throw new Error(`${competitor.name} failed`, {cause});
        });
        await pause(settleMs);
        if (round > 0) figures.get(competitor)?.push(figure);
      }
    }
    return [...figures.values()];
  }

  /** The same, by name. */
  async inRounds(...how: Parameters<Arena['eachInRounds']>): Promise<Map<string, number[]>> {
    const figures = await this.eachInRounds(...how);
    return new Map(this.competitors.map(({name}, index) => [name, figures[index] ?? []]));
  }
}

/**
 * Throws where the origin has answered one of these URLs otherwise since this was last asked: what serves a
 * stale copy, or asks for a fresh one, does another work.
 */
export function expectAnswers(
  {name, origin}: Competitor,
  urls: readonly string[],
  ...expected: readonly number[]
): void {
  for (const url of urls) {
    const statuses = origin.answers.get(url) ?? [];
    if (`${statuses}` !== `${expected}`) {
      throw new Error(`${name}: its origin has answered ${url} with [${statuses}]`);
    }
  }
  origin.answers.clear();
}

function contendersOf(names: readonly string[]): Contender[] {
  return CONTENDERS.flatMap((contender) =>
    names.filter((name) => name === contender.name).map(() => contender),
  );
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
