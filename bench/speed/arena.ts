import {BenchBrowser, type BenchPage} from './bench-browser.js';
import {BenchOrigin} from './bench-origin.js';
import {bundle} from './bundle.js';
import {CONTENDERS, type Contender} from './contenders.js';
import {fill, register} from './in-page.js';
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

/** Some of the contenders in one browser. */
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
    const competitors: Competitor[] = [];
    try {
      for (const {name, worker, isStoring = true} of contendersOf(names)) {
        const {source, sentBytes} = worker ? await bundle(worker) : {source: '', sentBytes: 0};
        const origin = await BenchOrigin.start(`contender-${competitors.length}`, source);
        const page = await browser.page(origin.url);
        competitors.push({name, isStoring, page, origin, sentBytes});
        if (worker) await page.run(register);
      }
      for (const {name, page} of competitors) {
        const state = await page.run(() => document.visibilityState);
        if (state !== 'visible') throw new Error(`The page of ${name} is ${state}`);
      }
      return await work(new Arena(browser, competitors));
    } finally {
      await browser.stop();
      for (const {origin} of competitors) origin.stop();
    }
  }

  /** Has all of them fetch and store URLs. */
  async fill(urls: readonly string[]): Promise<void> {
    for (const {page, isStoring} of this.competitors) await page.run(fill, urls, isStoring);
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

function contendersOf(names: readonly string[]): Contender[] {
  return CONTENDERS.flatMap((contender) =>
    names.filter((name) => name === contender.name).map(() => contender),
  );
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
