/** What is going on, on standard error: one line that changes in a terminal, elsewhere a line now and then. */
import type { Progress } from './source/aws-source.ts';

/** Between two lines where they stay, milliseconds. */
const QUIET = 10_000;

export class ShownProgress implements Progress {
  readonly #out: NodeJS.WriteStream;
  readonly #now: () => number;
  readonly #begin: number;
  #answers = 0;
  #shownAt: number;

  constructor(out: NodeJS.WriteStream, now: () => number) {
    this.#out = out;
    this.#now = now;
    this.#begin = now();
    this.#shownAt = this.#begin;
  }

  reads(what: string, pages: number): void {
    if (pages > 0) this.#answers += 1;
    const now = this.#now();
    const seconds = Math.round((now - this.#begin) / 1000);
    const line = `${seconds} s, ${this.#answers} answers: ${what}${pages > 1 ? `, page ${pages}` : ''}`;
    if (this.#out.isTTY) this.#out.write(`\r\x1b[K${line.slice(0, (this.#out.columns ?? 80) - 1)}`);
    else if (now - this.#shownAt >= QUIET) {
      this.#shownAt = now;
      this.#out.write(`${line}\n`);
    }
  }

  /** A line that stays. */
  say(line: string): void {
    if (this.#out.isTTY) this.#out.write('\r\x1b[K');
    this.#out.write(`${line}\n`);
  }
}
