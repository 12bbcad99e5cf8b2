/** A seeded source of random numbers: the same seed gives the same day. */
export class Random {
  #a: number;
  #b = 0x9e3779b9;
  #c = 0x243f6a88;
  #counter = 1;

  constructor(seed: number) {
    this.#a = seed | 0;
    // The first numbers still show the seed.
    for (let i = 0; i < 20; i++) this.uniform();
  }

  /** Between 0 and 1, never either: its logarithm is taken. This is sfc32 of PractRand. */
  uniform(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return ((sum >>> 0) + 0.5) / 0x1_0000_0000;
  }

  exponential(mean: number): number {
    return -mean * Math.log(this.uniform());
  }
}
