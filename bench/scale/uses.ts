import type {Model} from './model.js';

/** What users saw: how many uses there were, how many showed a version that was no longer current. */
export class Uses {
  readonly #model: Model;
  all = 0;
  /** Uses that waited for the network. */
  waited = 0;
  outdated = 0;
  /** The same where clients serve what is stale while they revalidate; the requests are the same. */
  waitedWithSwr = 0;
  outdatedWithSwr = 0;

  constructor(model: Model) {
    this.#model = model;
  }

  /** A use that made a request. */
  withRequest(now: number, version: number, oldVersion: number, staleSeconds: number): void {
    const {fromSeconds, toSeconds, staleWhileRevalidateSeconds} = this.#model;
    if (now < fromSeconds || now >= toSeconds) return;
    this.all++;
    this.waited++;
    if (now >= this.#supersededAt(version)) this.outdated++;
    const showsOld = staleSeconds < staleWhileRevalidateSeconds;
    if (!showsOld) this.waitedWithSwr++;
    if (now >= this.#supersededAt(showsOld ? oldVersion : version)) this.outdatedWithSwr++;
  }

  /** A use that a fresh copy answered. */
  one(now: number, version: number): void {
    if (now >= this.#model.fromSeconds && now < this.#model.toSeconds)
      this.#add(1, now >= this.#supersededAt(version) ? 1 : 0);
  }

  /** The uses of a fresh copy, as many as are to be expected, in a session that is open meanwhile. */
  whileOpen(from: number, to: number, version: number): void {
    const begins = Math.max(from, this.#model.fromSeconds);
    const ends = Math.min(to, this.#model.toSeconds);
    if (ends <= begins) return;
    const outdatedFrom = Math.max(begins, this.#supersededAt(version));
    const {useEverySeconds} = this.#model;
    this.#add(
      (ends - begins) / useEverySeconds,
      Math.max(0, ends - outdatedFrom) / useEverySeconds,
    );
  }

  #add(all: number, outdated: number): void {
    this.all += all;
    this.outdated += outdated;
    this.outdatedWithSwr += outdated;
  }

  #supersededAt(version: number): number {
    return (version + 1) * this.#model.changeEverySeconds;
  }
}
