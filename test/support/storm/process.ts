/**
 * A function's process, and the way between it and what it calls: every call takes a while, in which others act; it may be
 * refused for now, its answer may be lost, and it may be the last that the process makes. All by a seeded random.
 */
import { ERRORS } from '../../../lambdas/shared/contract/errors.ts';
import { NamedError } from '../../../lambdas/shared/domain/named-error.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Probabilities for each call. */
export interface Faults {
  /** That it is the last of its process, before or after it is made. */
  readonly crash: number;
  /** That it is refused with "try again later". */
  readonly throttle: number;
  /** That it is made, and its answer is lost. */
  readonly lostAnswer: number;
  /** That it takes up to `SLOWEST_CALL`, there and back. */
  readonly slow: number;
}

export const NO_FAULTS: Faults = { crash: 0, throttle: 0, lostAnswer: 0, slow: 0 };

export interface ProcessOptions {
  readonly time: VirtualTime;
  readonly random: () => number;
  readonly faults: Faults;
  readonly note: (happening: string) => void;
}

/** What is seen from outside of a process that ended without an answer. */
export class Crash extends Error {}

/** Seconds that a call takes at most, and a slow one. */
const LONGEST_CALL = 0.8;
const SLOWEST_CALL = 29;

const never = new Promise<never>(() => {});

type Method = (...args: unknown[]) => Promise<unknown>;

interface Flight {
  readonly there: number;
  readonly back: number;
}

export class Process {
  readonly #options: ProcessOptions;
  readonly #died: Promise<never>;
  #die: (error: Crash) => void = () => {};
  #dead = false;
  #refused = false;

  constructor(options: ProcessOptions) {
    this.#options = options;
    this.#died = new Promise<never>((_, reject) => {
      this.#die = reject;
    });
    this.#died.catch(() => {});
  }

  /** Whether a call failed in a way that a later try may not: whoever goes on in spite of it can't know what became of it. */
  get wasRefused(): boolean {
    return this.#refused;
  }

  /** @throws Crash when the process ends first: nothing of it goes on then, not even what catches errors */
  run<T>(work: () => Promise<T>): Promise<T> {
    return Promise.race([work(), this.#died]);
  }

  /**
   * The port as the process has it.
   * @param patience how long the process waits for an answer, seconds; what it has called comes to pass all the same
   */
  through<Port extends object>(port: Port, patience = Number.POSITIVE_INFINITY): Port {
    return new Proxy(port, {
      get: (target, property) => {
        const method = Reflect.get(target, property) as Method;
        const what = String(property);
        return (...args: unknown[]) =>
          this.#call(what, this.#flight(), patience, () => method.apply(target, args));
      },
    });
  }

  /** Seconds until a call arrives, and until its answer does. */
  #flight(): Flight {
    const { random, faults, note } = this.#options;
    if (faults.slow === 0 || random() >= faults.slow) return { there: random() * LONGEST_CALL, back: 0 };
    note('slow call');
    const there = random() * SLOWEST_CALL;
    return { there, back: random() * (SLOWEST_CALL - there) };
  }

  async #call(
    what: string,
    { there, back }: Flight,
    patience: number,
    make: () => Promise<unknown>,
  ): Promise<unknown> {
    const { time } = this.#options;
    const made = this.#make(what, there, make);
    if (there + back <= patience) {
      const result = await made;
      if (back > 0) await time.sleep(back);
      return this.#dead ? await never : result;
    }
    // Whatever it comes to, nobody waits for it any more.
    made.catch(() => {});
    await time.sleep(patience);
    return this.#dead ? await never : this.#refuse('given up', what);
  }

  async #make(what: string, there: number, make: () => Promise<unknown>): Promise<unknown> {
    const { time, random, faults } = this.#options;
    const { crash, throttle, lostAnswer } = faults;
    await time.sleep(there);
    if (this.#dead) return await never;
    const luck = random();
    if (luck < crash / 2) return await this.#crash(`before ${what}`);
    if (luck > 1 - throttle) this.#refuse('throttled', what);
    const result = await make();
    if (luck < crash) return await this.#crash(`after ${what}`);
    if (luck > 1 - throttle - lostAnswer) this.#refuse('answer lost', what);
    return result;
  }

  #crash(where: string): Promise<never> {
    this.#options.note('function crashed');
    this.#dead = true;
    this.#die(new Crash(where));
    return never;
  }

  #refuse(happening: string, what: string): never {
    this.#refused = true;
    this.#options.note(happening);
    throw new NamedError(ERRORS.transient, `${what}: ${happening}`);
  }
}
