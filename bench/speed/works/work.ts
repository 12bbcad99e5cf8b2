import type {BenchPage} from '../bench-browser.js';
import {imagesMs} from '../in-page.js';
import type {Result} from '../result.js';

/** How much is to be measured. */
export interface Scope {
  readonly rounds: number;
  readonly sizes: readonly Size[];
}

/** A size of bodies. */
export interface Size {
  readonly bytes: number;
  readonly label: string;
  /** How long what a worker does with such a body may go on once the page has it. */
  readonly settleMs: number;
}

export type Work = (scope: Scope) => Promise<Result[]>;

export function sizeOf(bytes: number): Size {
  return {
    bytes,
    label: bytes < 1_000_000 ? `${bytes / 1000} KB` : `${bytes / 1_000_000} MB`,
    settleMs: 20 + bytes / 50_000,
  };
}

/** A page's clock ticks in steps of 0.1 ms: what is fresh and small is there after few of them. */
export function roundsOfFresh(rounds: number, bytes: number): number {
  return bytes <= 50_000 ? 4 * rounds : rounds;
}

/** Milliseconds until a picture is there, which the page has not kept from before. */
export async function imageOf(page: BenchPage, url: string): Promise<number> {
  await page.forgetPictures();
  return page.run(imagesMs, [url]);
}
