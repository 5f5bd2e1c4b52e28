import type { Cell, Fault, Phase } from './faults.ts';
import type { Timed } from './plan.ts';

interface Waiting {
  readonly timed: Timed;
  readonly actor: () => Promise<void>;
  readonly canStart: () => boolean;
}

/** In which phase the run is, what happens then, and which faults were met in it. */
export class PhaseWatch {
  readonly cells = new Set<Cell>();
  readonly #startIn: (timed: Timed, actor: () => Promise<void>) => void;
  readonly #waiting: Waiting[] = [];
  /** Undefined before a run and after it. */
  #phase: Phase | undefined;
  #closes = 0;
  #rollBacks = 0;

  /** @param startIn starts an actor after the turns that are given */
  constructor(startIn: (timed: Timed, actor: () => Promise<void>) => void) {
    this.#startIn = startIn;
  }

  /** Once the run comes to the phase the first time, and it can start. */
  once(timed: Timed, actor: () => Promise<void>, canStart: () => boolean = () => true): void {
    this.#waiting.push({ timed, actor, canStart });
  }

  /** A state of Migrate begins. */
  enter(phase: Exclude<Phase, 'restoring'>): void {
    if (this.#phase !== 'restoring') this.#enter(phase);
  }

  /** The rollback is owed. */
  owe(): void {
    this.#enter('restoring');
  }

  /** The run is over. */
  end(): void {
    this.#phase = undefined;
  }

  met(fault: Fault): void {
    if (this.#phase) this.cells.add(`${fault}|${this.#phase}`);
  }

  beginClose(): void {
    this.#closes++;
    this.#maybeMet();
  }

  endClose(): void {
    this.#closes--;
  }

  beginRollBack(): void {
    this.#rollBacks++;
    this.#maybeMet();
  }

  endRollBack(): void {
    this.#rollBacks--;
  }

  #maybeMet(): void {
    if (this.#closes > 0 && this.#rollBacks > 0) this.met('a rollback meets a close');
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    const due = this.#waiting.filter(({ timed, canStart }) => timed.phase === phase && canStart());
    for (const one of due) {
      this.#waiting.splice(this.#waiting.indexOf(one), 1);
      this.#startIn(one.timed, one.actor);
    }
  }
}
