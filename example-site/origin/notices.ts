export interface Notice {
  readonly text: string;
  readonly publishedAtMs: number;
}

export const LONGEST_NOTICE = 280;

/** The one notice that an editor has up on every page, or none. */
export class NoticeBoard {
  #notice: Notice | undefined;

  get notice(): Notice | undefined {
    return this.#notice;
  }

  publish(text: string, publishedAtMs: number): void {
    this.#notice = {text, publishedAtMs};
  }

  withdraw(): void {
    this.#notice = undefined;
  }
}
