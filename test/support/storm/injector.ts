import type { ComputeEngine } from '../../../rehearsal/compute/index.ts';
import type { Aim, Injection, Phase } from './faults.ts';
import { type Hand, inject, injectThat, terminateByUser } from './injections.ts';
import type { Machines } from './machines.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface InjectorOptions {
  readonly time: VirtualTime;
  readonly engine: ComputeEngine;
  readonly machines: Machines;
  readonly random: () => number;
  readonly note: (happening: string) => void;
  readonly aims: readonly Aim[];
}

/** Seconds after a replacement came into its phase in which what is aimed at it happens: mostly soon. */
const AIMED_WITHIN = 10;

/** Makes things happen, at a time or when something else does. */
export class Injector {
  readonly #options: InjectorOptions;
  readonly #aims: Aim[];
  #statesUntilStop = 0;
  #strikes = 0;

  constructor(options: InjectorOptions) {
    this.#options = options;
    this.#aims = [...options.aims];
  }

  /** Something that is drawn, at `at` (epoch milliseconds). */
  startAt(at: number): void {
    const { time, random } = this.#options;
    time.start(async () => {
      await time.until(at);
      const stopSoon = () => {
        this.#statesUntilStop = 1 + Math.floor(random() * 40);
      };
      inject(this.#hand(stopSoon));
    });
  }

  /** That, at once. */
  inject(injection: Injection): void {
    injectThat(
      injection,
      this.#hand(() => {}),
    );
  }

  /** An execution is about to enter a state, in `phase`. */
  onState(phase: Phase | undefined, arn: string): void {
    this.#aim(phase, arn);
    if (this.#statesUntilStop === 0) return;
    this.#statesUntilStop--;
    if (this.#statesUntilStop === 0) this.#stop(arn);
  }

  /** The software begins to take a master down. */
  onTaking(): void {
    if (this.#strikes === 0) return;
    this.#strikes--;
    const { time, engine, random, note } = this.#options;
    time.start(async () => {
      await time.sleep(random() * 150);
      terminateByUser({ engine, random, note });
    });
  }

  /** What is aimed at this phase happens once. */
  #aim(phase: Phase | undefined, arn: string): void {
    const index = this.#aims.findIndex((one) => one.phase === phase);
    const [aim] = index < 0 ? [] : this.#aims.splice(index, 1);
    if (!aim) return;
    const { time, random } = this.#options;
    time.start(async () => {
      await time.sleep(random() ** 3 * AIMED_WITHIN);
      injectThat(
        aim.injection,
        this.#hand(() => this.#stop(arn)),
      );
    });
  }

  #stop(arn: string): void {
    const { machines, note } = this.#options;
    note('execution stopped');
    machines.stop(arn);
  }

  #hand(stopSoon: () => void): Hand {
    const { engine, machines, note, random, time } = this.#options;
    const strikeSoon = () => {
      this.#strikes++;
    };
    return { engine, machines, note, stopSoon, strikeSoon, random, now: time.now };
  }
}
