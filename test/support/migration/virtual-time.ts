import type { Timing } from '../../../lambdas/migration/adapters/pacer.ts';

/** A clock that stands still but while somebody sleeps. Milliseconds. */
export class VirtualTime implements Timing {
  #now: number;

  constructor(began = 0) {
    this.#now = began;
  }

  now = () => this.#now;

  sleep = (ms: number) => this.pass(ms);

  async pass(ms: number): Promise<void> {
    this.#now += ms;
  }
}
