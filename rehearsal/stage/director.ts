/**
 * Brings three things onto one clock: the emulated AWS, the simulated world, and the people of a scenario. Time may
 * jump only when the emulator has nothing to do; then it asks here how far (`advance`), and whoever is due acts first.
 */
import type { BusEvent } from '../world/alarm-event.ts';
import { DAY } from '../world/minutes.ts';

/** What a scenario's people and the checks can see of the account at a moment. */
export type Look<Situation> = () => Promise<Situation>;

/** The world, as far as time concerns it. */
export interface Simulation {
  /** Lives on to `now`; returns the events that this gave AWS reason to put on the bus. */
  advanceTo(now: number): readonly BusEvent[];
  /** The first moment in (now, `until`] at which it gives one, if nobody changes anything. */
  lookAhead(until: number): number | undefined;
  /** Changes whenever anything changes that AWS would show of it; without it nobody knows. */
  version?(): string;
}

export interface DirectorOptions<Situation> {
  /** The rehearsal's time, epoch milliseconds. */
  readonly now: () => number;
  readonly look: Look<Situation>;
  readonly putEvents: (events: readonly BusEvent[]) => Promise<void>;
  /** What has gone wrong in the account by now: why that which somebody waits for may never come. */
  readonly wrong?: (situation: Situation) => readonly string[];
  /** How many times in a row "nothing will ever happen" is believed to be a pause. */
  readonly patience?: number;
  /**
   * Rehearsed milliseconds that somebody waits for something to be seen, where a timetable goes on for ever and so
   * something always happens. Default: no end.
   */
  readonly longestWait?: number;
}

interface Waiting<Situation> {
  readonly who: string;
  readonly what: string;
  /** A moment, or a condition on what is seen. */
  readonly due: number | undefined;
  /** When the wait began. */
  readonly since: number;
  readonly met: (situation: Situation) => boolean;
  readonly go: () => void;
  readonly giveUp: (error: Error) => void;
}

/** The scenario waits for something that cannot happen any more. */
export class NothingHappens extends Error {
  override readonly name = 'NothingHappens';
}

/** While the emulator has nothing to wait for, the world is looked ahead for this long. */
const HORIZON = 2 * DAY;
const PATIENCE = 20;

export class Director<Situation> {
  readonly #options: DirectorOptions<Situation>;
  #simulation: Simulation | undefined;
  #waiting: Waiting<Situation>[] = [];
  #acting = 0;
  #atRest: (() => void)[] = [];
  #events: BusEvent[] = [];
  #idleAnswers = 0;

  constructor(options: DirectorOptions<Situation>) {
    this.#options = options;
  }

  /** From now on this world advances with the clock. */
  direct(simulation: Simulation): void {
    this.#simulation = simulation;
  }

  /** Of the world, as it is now; undefined where nobody knows. */
  version(): string | undefined {
    return this.#simulation?.version?.();
  }

  /** Brings the world up to now: before anybody sees it. */
  catchUp(): void {
    this.#events.push(...(this.#simulation?.advanceTo(this.#options.now()) ?? []));
  }

  /**
   * Lets somebody act. Between two waits an actor's work takes real time and no more; the clock does not jump
   * before it waits again or is done.
   */
  async act<T>(who: string, body: (actor: Actor<Situation>) => Promise<T>): Promise<T> {
    this.#acting++;
    try {
      return await body(new Actor(who, (waiting) => this.#wait({ ...waiting, since: this.#options.now() })));
    } finally {
      this.#rest();
    }
  }

  /**
   * The emulator has nothing to do before `until` (null: nothing at all). Whoever is due acts now.
   * @returns the moment to jump to, at most `until`; null when nothing will happen
   */
  async advance(until: number | null): Promise<number | null> {
    await this.#everybodyAtRest();
    this.catchUp();
    // What follows the world with real processes takes real time for it.
    await this.#everybodyAtRest();
    if ((await this.#putEvents()) || (await this.#wake())) {
      this.#idleAnswers = 0;
      return Math.min(this.#options.now(), until ?? Number.POSITIVE_INFINITY);
    }
    const next = this.#nextOf(until);
    if (next === undefined) await this.#nothingMore();
    else this.#idleAnswers = 0;
    return next ?? null;
  }

  /** Ends every wait with `error`. */
  giveUp(error: Error): void {
    for (const waiting of this.#waiting.splice(0)) {
      // As whoever goes on: its act ends, and is then at rest.
      this.#acting++;
      waiting.giveUp(error);
    }
  }

  #nextOf(until: number | null): number | undefined {
    const moments = this.#waiting.flatMap(({ due }) => due ?? []);
    const known = until === null ? moments : [...moments, until];
    const horizon = Math.min(
      ...known,
      this.#options.now() + (known.length > 0 ? Number.POSITIVE_INFINITY : HORIZON),
    );
    const change =
      this.#waiting.length > 0 || until !== null ? this.#simulation?.lookAhead(horizon) : undefined;
    return change ?? (known.length > 0 ? Math.min(...known) : undefined);
  }

  async #putEvents(): Promise<boolean> {
    const events = this.#events.splice(0);
    if (events.length > 0) await this.#options.putEvents(events);
    return events.length > 0;
  }

  /** Lets everybody continue whose moment or condition has come; true when there was somebody. */
  async #wake(): Promise<boolean> {
    if (this.#waiting.length === 0) return false;
    const situation = await this.#options.look();
    const now = this.#options.now();
    const isReady = ({ due, met }: Waiting<Situation>) => (due === undefined ? met(situation) : due <= now);
    const ready = this.#waiting.filter(isReady);
    this.#waiting = this.#waiting.filter((waiting) => !ready.includes(waiting));
    for (const { go } of ready) {
      this.#acting++;
      go();
    }
    this.#endLongWaits(now, situation);
    await this.#everybodyAtRest();
    return ready.length > 0;
  }

  #endLongWaits(now: number, situation: Situation): void {
    const { longestWait = Number.POSITIVE_INFINITY } = this.#options;
    const isLong = ({ due, since }: Waiting<Situation>) => due === undefined && now - since > longestWait;
    const long = this.#waiting.find(isLong);
    if (!long) return;
    const since = new Date(long.since).toISOString();
    this.#nothingHappens(`${long.who} has waited since ${since} for ${long.what}`, situation);
  }

  #wait(waiting: Waiting<Situation>): void {
    this.#waiting.push(waiting);
    this.#rest();
  }

  #rest(): void {
    this.#acting--;
    if (this.#acting === 0) for (const resolve of this.#atRest.splice(0)) resolve();
  }

  #everybodyAtRest(): Promise<void> {
    if (this.#acting === 0) return Promise.resolve();
    return new Promise((resolve) => this.#atRest.push(resolve));
  }

  async #nothingMore(): Promise<void> {
    if (this.#waiting.length === 0) return;
    this.#idleAnswers++;
    if (this.#idleAnswers < (this.#options.patience ?? PATIENCE)) return;
    const waits = this.#waiting.map(({ who, what }) => `${who} waits for ${what}`).join('; ');
    this.#nothingHappens(`Nothing more will happen, but ${waits}`, await this.#options.look());
  }

  #nothingHappens(what: string, situation: Situation): void {
    const wrong = this.#options.wrong?.(situation) ?? [];
    this.giveUp(new NothingHappens([...wrong, what].join('\n')));
  }
}

/** Somebody in a scenario. All waiting is done here, so that the clock knows. */
export class Actor<Situation> {
  readonly who: string;
  readonly #wait: (waiting: Omit<Waiting<Situation>, 'since'>) => void;
  #left: Error | undefined;

  constructor(who: string, wait: (waiting: Omit<Waiting<Situation>, 'since'>) => void) {
    this.who = who;
    this.#wait = wait;
  }

  /** Whoever leaves waits for nothing any more: each further wait fails with `error`. */
  leave(error: Error): void {
    this.#left = error;
  }

  /** Waits for the moment `at` (epoch milliseconds). */
  at(at: number): Promise<void> {
    if (this.#left) return Promise.reject(this.#left);
    return new Promise((go, giveUp) => {
      const what = new Date(at).toISOString();
      this.#wait({ who: this.who, what, due: at, met: () => false, go, giveUp });
    });
  }

  /**
   * Waits until `seen` sees what it looks for, and returns that.
   * @param what completes "waits for …" in messages
   */
  until<T>(what: string, seen: (situation: Situation) => T | undefined): Promise<T> {
    if (this.#left) return Promise.reject(this.#left);
    return new Promise((resolve, giveUp) => {
      let found: T | undefined;
      const met = (situation: Situation) => {
        found = seen(situation);
        return found !== undefined;
      };
      this.#wait({ who: this.who, what, due: undefined, met, go: () => resolve(found as T), giveUp });
    });
  }
}
