/** What happens in a history, drawn from its number: the same number is the same history. */
import { seededRandom } from '../../../rehearsal/route53/index.ts';
import { AIMS, type Aim, MISHAPS, type Mishap, PHASES, type Phase } from './faults.ts';

/** Probabilities, but for the clocks. */
export interface Odds {
  /** That a call is the last of its process. */
  readonly crash: number;
  /** That an accepted swap's answer is lost. */
  readonly lostAnswer: number;
  /** That a sent batch is sent once more, later. */
  readonly lateRetry: number;
  /** That Route 53 throttles a call for longer than it is waited for. */
  readonly throttle: number;
  /** That a state runs twice, each not knowing of the other. */
  readonly duplicate: number;
  /** That a rollback's execution is aborted, before each of its states. */
  readonly abort: number;
  /** How far a process's clock may be off, milliseconds. */
  readonly skewMs: number;
}

/** How far a migration goes. */
export interface Course {
  /** It is stopped after so many states, by nobody who rolls it back. */
  readonly stopsAfter?: number;
  /** After the drain it is closed. */
  readonly closes: boolean;
}

/** Something that happens once the run has come to a phase, so many turns later. */
export interface Timed {
  readonly phase: Phase;
  readonly turns: number;
}

export interface PlannedMishap extends Timed {
  readonly mishap: Mishap;
  /** How long it lasts, turns, where it does. */
  readonly lasts: number;
}

export interface Plan {
  readonly seed: number;
  /** Each change takes several batches. */
  readonly long: boolean;
  /** There was a run before, which was rolled back. */
  readonly earlier: boolean;
  readonly odds: Odds;
  readonly first: Course;
  /** A second migration from the start, which must wait for the first one to be rolled back. */
  readonly second: boolean;
  /** A migration that begins once none is under way, while rollbacks of the one before may come late. */
  readonly afterwards: Course | undefined;
  /** A run that continues a stopped one. */
  readonly takeOver: Course | undefined;
  readonly rollBacks: readonly Timed[];
  readonly mishaps: readonly PlannedMishap[];
  /** Watch looks at each run. Not where a stopped run is continued: it would be rolled back before. */
  readonly watched: boolean;
  /** A person skips steps, down or to the end. */
  readonly jumps: boolean;
  /** From this share on, percent, only a person rolls back; 0 for none. */
  readonly oneWayFrom: number;
}

/** What only a rollback can be restored without is lost once at most: the journal's part, or the copy. */
const LOSSES = new Set<Mishap>([
  'the table is made anew',
  'the table is as before the run',
  'the table is as before a take-over',
  'the run’s item is lost',
  'the before-image is lost',
  'the zones’ items are lost',
  'the copy is lost',
  'table and copy are lost',
]);
const IN_SEVERAL_BATCHES: Mishap = 'somebody writes between two batches';
/** One of so many histories is in zones in which each change takes several batches, which takes longer. */
const ONE_LONG_IN = 12;
export const TAKE_OVER_LOST: Mishap = 'the table is as before a take-over';
/** What seldom meets its phase even so: of S3, of DynamoDB and of the record only a moment of the phase is any good. */
const RARE: readonly Aim[] = [
  { mishap: TAKE_OVER_LOST, phase: 'restoring' },
  { mishap: 'S3 is away', phase: 'shift' },
  { mishap: 'DynamoDB is away', phase: 'close' },
  { mishap: 'a person changes a record', phase: 'close' },
];
/** The part of histories in which Watch looks on. */
const WATCHED = 0.5;
/** The part in which a person jumps. */
const JUMPING = 0.3;
/** The part with a one-way step, and its shares: the second and the last. */
const ONE_WAY = 0.4;
const ONE_WAY_SHARES = [50, 50, 100];
const MOST_TURNS = 25;
/** A phase may be as short as that. */
const AIMED_TURNS = 8;

/** Without what doesn't depend on it. */
type Drawn = Omit<Plan, 'watched' | 'jumps' | 'oneWayFrom'>;

export function planOf(seed: number): Plan {
  const draw = new Draw(seededRandom(seed));
  const plan = draw.chance(0.6) ? aimedPlan(seed, draw) : anyPlan(seed, draw);
  const watched = plan.takeOver === undefined && draw.chance(WATCHED);
  const jumps = draw.chance(JUMPING);
  return { ...plan, watched, jumps, oneWayFrom: draw.chance(ONE_WAY) ? draw.oneOf(ONE_WAY_SHARES) : 0 };
}

/** Everything at random, and most of it early in the run. */
function anyPlan(seed: number, draw: Draw): Drawn {
  const plan = plainPlan(seed, draw, draw.chance(1 / 3));
  const timed = () => draw.timed(PHASES, MOST_TURNS);
  const rollBacks = draw.times(3, timed);
  const mishaps = draw.times(4, () => ({ ...timed(), ...draw.mishap() }));
  return { ...plan, rollBacks, mishaps: possible(mishaps, plan.long) };
}

/** One mishap in one phase, and nothing before that keeps the run from it. */
function aimedPlan(seed: number, draw: Draw): Drawn {
  const aim = draw.oneOf(draw.chance(0.2) ? RARE : AIMS);
  const plan = plainPlan(seed, draw, aim.mishap === TAKE_OVER_LOST || draw.chance(1 / 6));
  const from = PHASES.slice(PHASES.indexOf(aim.phase));
  const aimed = { ...draw.mishap(), ...aim, turns: draw.below(AIMED_TURNS) };
  const others = draw.times(2, () => ({ ...draw.timed(from, MOST_TURNS), ...draw.mishap() }));
  const through = { closes: aim.phase === 'close' || draw.chance(0.5) };
  const rollBacks =
    aim.phase === 'restoring'
      ? [draw.timed(PHASES.slice(0, -1), AIMED_TURNS)]
      : draw.times(2, () => draw.timed(from, MOST_TURNS));
  return {
    ...plan,
    ...(plan.takeOver
      ? { first: { stopsAfter: draw.from(3, 6), closes: false }, takeOver: through }
      : { first: through }),
    rollBacks,
    mishaps: possible([aimed, ...others], plan.long),
  };
}

/** Without what happens in it. */
function plainPlan(seed: number, draw: Draw, takesOver: boolean): Omit<Drawn, 'rollBacks' | 'mishaps'> {
  const course = (): Course => ({ closes: draw.chance(0.5) });
  return {
    seed,
    long: draw.chance(1 / ONE_LONG_IN),
    earlier: draw.chance(0.25),
    odds: draw.odds(),
    first: takesOver ? { stopsAfter: draw.from(1, 6), closes: false } : course(),
    second: !takesOver && draw.chance(0.5),
    afterwards: draw.chance(0.25) ? course() : undefined,
    takeOver: takesOver ? course() : undefined,
  };
}

/** What a rollback can't be restored without is lost once at most; nothing else happens twice. */
function possible(drawn: readonly PlannedMishap[], long: boolean): readonly PlannedMishap[] {
  const [first] = drawn;
  const mishaps = long && first ? [{ ...first, mishap: IN_SEVERAL_BATCHES }, ...drawn] : drawn;
  const [loss] = mishaps.filter(({ mishap }) => LOSSES.has(mishap));
  const once = mishaps.filter(
    ({ mishap }, index) => mishaps.findIndex((other) => other.mishap === mishap) === index,
  );
  return once.filter((one) => !LOSSES.has(one.mishap) || one === loss);
}

class Draw {
  readonly #random: () => number;

  /** @param random in [0, 1) */
  constructor(random: () => number) {
    this.#random = random;
  }

  below(count: number): number {
    return Math.floor(this.#random() * count);
  }

  from(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  chance(probability: number): boolean {
    return this.#random() < probability;
  }

  oneOf<T>(of: readonly T[]): T {
    return of[this.below(of.length)] as T;
  }

  /** Fewer than `count`. */
  times<T>(count: number, draw: () => T): readonly T[] {
    return Array.from({ length: this.below(count) }, draw);
  }

  timed(phases: readonly Phase[], turns: number): Timed {
    return { phase: this.oneOf(phases), turns: this.below(turns) };
  }

  mishap(): Pick<PlannedMishap, 'mishap' | 'lasts'> {
    return { mishap: this.oneOf(Object.keys(MISHAPS) as Mishap[]), lasts: this.below(60) };
  }

  odds(): Odds {
    return {
      crash: this.oneOf([0, 0.02, 0.1]),
      lostAnswer: this.oneOf([0, 0.1, 0.5]),
      lateRetry: this.oneOf([0, 0.2, 1]),
      throttle: this.oneOf([0, 0, 0.1]),
      duplicate: this.oneOf([0, 0, 0.3]),
      abort: this.oneOf([0, 0, 0.1]),
      skewMs: this.oneOf([0, 5_000, 60_000]),
    };
  }
}
