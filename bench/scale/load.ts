import {BODY_BYTES, HEAD_BYTES} from './model.js';

/** The requests that reached one server in the time that is measured. */
export class Load {
  readonly perSecond: Uint32Array;
  readonly #fromSeconds: number;
  #notModified = 0;
  #complete = 0;

  constructor(fromSeconds: number, toSeconds: number) {
    this.#fromSeconds = fromSeconds;
    this.perSecond = new Uint32Array(Math.ceil(toSeconds - fromSeconds));
  }

  count(now: number, notModified: boolean): void {
    const second = Math.floor(now - this.#fromSeconds);
    if (second < 0 || second >= this.perSecond.length) return;
    this.perSecond[second] = (this.perSecond[second] as number) + 1;
    if (notModified) this.#notModified++;
    else this.#complete++;
  }

  get requests(): number {
    return this.#notModified + this.#complete;
  }

  get meanPerSecond(): number {
    return this.requests / this.perSecond.length;
  }

  /** The busiest second. */
  get peakPerSecond(): number {
    return this.perSecond.reduce((most, requests) => Math.max(most, requests), 0);
  }

  get notModifiedShare(): number {
    return this.#notModified / this.requests;
  }

  get bytes(): number {
    return this.requests * HEAD_BYTES + this.#complete * BODY_BYTES;
  }
}
