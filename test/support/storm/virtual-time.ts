/**
 * One clock for many actors: each sleeps until its moment, and they are woken one after the other in the order of their
 * moments. No real time passes. The same actors with the same choices make the same history.
 */
import type { ExecutionTime } from '../../synth/support/execution.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Something that happens beside the actors: the simulated AWS. */
export interface Surroundings {
  /** The next moment at which something happens there. */
  readonly next: () => number | undefined;
  /** Lives on to that moment. */
  readonly live: (now: number) => void;
}

// Looked up once: a jest sandbox's global lookups are slow.
const soon = globalThis.setImmediate;

export class VirtualTime implements ExecutionTime {
  readonly #sleepers: Sleeper[] = [];
  #now: number;
  #failure: unknown;

  constructor(begin: number) {
    this.#now = begin;
  }

  readonly now = (): number => this.#now;

  readonly until = (time: number): Promise<void> =>
    new Promise((wake) => {
      const at = time > this.#now ? time : this.#now;
      const sleepers = this.#sleepers;
      let index = sleepers.length;
      while (index > 0 && (sleepers[index - 1] as Sleeper).at > at) index--;
      sleepers.splice(index, 0, { at, wake });
    });

  sleep(seconds: number): Promise<void> {
    return this.until(this.#now + seconds * 1000);
  }

  /** Starts an actor. What it fails with fails `run`. */
  start(actor: () => Promise<unknown>): void {
    actor().catch((error: unknown) => {
      this.#failure ??= error;
    });
  }

  /** Lets everybody live on until `end`, or until `isOver` says so; it is asked once in a virtual minute. */
  async run(end: number, surroundings: Surroundings, isOver: () => Promise<boolean>): Promise<void> {
    let nextLook = this.#now;
    for (;;) {
      // All promises that can continue do so before this resolves.
      await new Promise<void>((resolve) => void soon(resolve));
      if (this.#failure) throw this.#failure;
      if (this.#now >= nextLook) {
        if (await isOver()) return;
        nextLook = this.#now + 60_000;
      }
      const own = this.#sleepers[0]?.at;
      const next = earliest(own, surroundings.next());
      if (next === undefined || next > end) return;
      this.#now = next;
      surroundings.live(next);
      if (own !== undefined && own <= next) this.#sleepers.shift()?.wake();
    }
  }
}

function earliest(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}
