import {BenchBrowser, type BenchPage} from './bench-browser.js';
import {BenchOrigin} from './bench-origin.js';
import {type Bundle, bundle} from './bundle.js';
import type {Contender} from './contenders.js';
import {register} from './in-page.js';
import {shuffled} from './statistics.js';

/** A contender with its origin, in a tab of its own. */
export interface Competitor {
  readonly name: string;
  readonly page: BenchPage;
  readonly origin: BenchOrigin;
  readonly sentBytes: number;
}

export type Times = Map<string, number[]>;

/** All contenders in one browser. */
export class Arena {
  readonly browser: BenchBrowser;
  readonly competitors: readonly Competitor[];

  private constructor(browser: BenchBrowser, competitors: readonly Competitor[]) {
    this.browser = browser;
    this.competitors = competitors;
  }

  static async open(contenders: readonly Contender[]): Promise<Arena> {
    const browser = await BenchBrowser.start();
    const competitors: Competitor[] = [];
    const bundles = new Map<string, Bundle>();
    for (const {name, worker} of contenders) {
      const bundled = worker ? (bundles.get(worker) ?? (await bundle(worker))) : undefined;
      if (worker && bundled) bundles.set(worker, bundled);
      const origin = await BenchOrigin.start(bundled?.source ?? '');
      const page = await browser.page(origin.url);
      if (bundled) await page.run(register);
      competitors.push({name, page, origin, sentBytes: bundled?.sentBytes ?? 0});
    }
    return new Arena(browser, competitors);
  }

  only(...names: string[]): Competitor[] {
    return this.competitors.filter(({name}) => names.includes(name));
  }

  async close(): Promise<void> {
    await this.browser.stop();
    for (const {origin} of this.competitors) origin.stop();
  }
}

/**
 * Measures in rounds, each of the competitors once a round, in another order each time: what slows the
 * machine down for a while slows all of them down. The first round warms up.
 */
export async function inRounds(
  competitors: readonly Competitor[],
  rounds: number,
  measure: (competitor: Competitor) => Promise<number>,
): Promise<Times> {
  const times: Times = new Map(competitors.map(({name}) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const competitor of shuffled(competitors)) {
      const ms = await measure(competitor).catch((cause) => {
        throw new Error(`${competitor.name} failed`, {cause});
      });
      if (round > 0) times.get(competitor.name)?.push(ms);
    }
  }
  return times;
}
