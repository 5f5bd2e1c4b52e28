import type { Turns } from '../../../lambdas/migration/adapters/pacer.ts';

/** Lets every call begin at once, and counts them. */
export class Unpaced implements Turns {
  taken = 0;

  take<T>(call: () => Promise<T>): Promise<T> {
    this.taken += 1;
    return call();
  }
}
