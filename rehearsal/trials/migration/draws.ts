/** What chance makes of a cell: the same failure, with other luck each time. */

import type { AlarmDefinition } from '../../world/alarm-definition.ts';
import type { Health } from '../../world/load-balancer.ts';
import { isNearThreshold } from './sightings.ts';
import type { MatrixStep, Subject } from './subject.ts';
import { Trial, type TrialOptions, type Tried } from './trial.ts';

/** How often what chance may decide is tried. */
export const DRAWS = 20;

export interface Range {
  readonly least: number;
  readonly most: number;
}

export interface Draws {
  /** One alone if nothing came near a threshold. */
  readonly of: number;
  /** In how many of them an alarm fired that rolls back. */
  readonly fired: number;
  /** Those that were the first to fire, the most frequent one first. */
  readonly alarms: readonly string[];
  /** Until the first one fired, in those draws in which one did. */
  readonly seconds: Range | undefined;
  /** Requests that were harmed by then. */
  readonly harmed: Range | undefined;
  /** Whether each says the same, within one period of the alarms: of several any may be the first. */
  readonly areAlike: boolean;
}

/** Of a failure, which requests it harms: all, or those that fail. */
export type Harmed = 'requests' | 'failed';

/** Whether it is chance that decides if an alarm fires. */
export function isBorderline({ fired, of }: Pick<Draws, 'fired' | 'of'>): boolean {
  return fired > 0 && fired < of;
}

/** Of the longest of these alarms, seconds. The second at which an alarm is judged is chance, and within a minute. */
export function periodOf(alarms: readonly string[], definitions: readonly AlarmDefinition[]): number {
  const periods = definitions.flatMap((each) =>
    each.kind === 'metric' && alarms.includes(each.name) ? [each.periodSeconds] : [],
  );
  return Math.max(60, ...periods);
}

export function drawsOf(
  tried: readonly Pick<Tried, 'fired' | Harmed>[],
  harmed: Harmed,
  definitions: readonly AlarmDefinition[],
): Draws {
  const firsts = tried.flatMap(({ fired: [first], ...served }) =>
    first ? [{ ...first, harmed: served[harmed] }] : [],
  );
  const byAlarm = [...Map.groupBy(firsts, ({ alarm }) => alarm)];
  const alarms = byAlarm
    .toSorted(([, one], [, another]) => another.length - one.length)
    .map(([alarm]) => alarm);
  const seconds = rangeOf(firsts.map(({ afterSeconds }) => afterSeconds));
  const apart = seconds ? seconds.most - seconds.least : 0;
  return {
    of: tried.length,
    fired: firsts.length,
    alarms,
    seconds,
    harmed: rangeOf(firsts.map((each) => each.harmed)),
    areAlike:
      firsts.length === 0 || (firsts.length === tried.length && apart <= periodOf(alarms, definitions)),
  };
}

function rangeOf(values: readonly number[]): Range | undefined {
  return values.length === 0 ? undefined : { least: Math.min(...values), most: Math.max(...values) };
}

/** One step's trials, of which each has other luck. Each is made when it is needed. */
export class DrawnTrials {
  readonly #definitions: readonly AlarmDefinition[];
  readonly #make: (draw: number) => Trial;
  readonly #made: Trial[] = [];

  constructor(subject: Subject, step: Pick<MatrixStep, 'percent'>, { seed, at }: TrialOptions) {
    this.#make = (draw) => new Trial(subject, step, { seed: seedOf(seed, draw), at });
    this.#definitions = subject.definitions;
  }

  get first(): Trial {
    return this.#trial(0);
  }

  /** All but the first. */
  get #others(): readonly Trial[] {
    return Array.from({ length: DRAWS - 1 }, (_, i) => this.#trial(i + 1));
  }

  #trial(draw: number): Trial {
    this.#made[draw] ??= this.#make(draw);
    return this.#made[draw];
  }

  /** Tries it once, and again with other luck if that may matter. */
  try(health: Health, seconds: number, harmed: Harmed): TriedOften {
    const tried = this.tryToTheFirst(health, seconds);
    return { once: tried[0], draws: drawsOf(tried, harmed, this.#definitions) };
  }

  /** Each draw but the first ends when the first alarm fires that rolls back. */
  tryToTheFirst(health: Health, seconds: number): readonly [Tried, ...Tried[]] {
    return this.#draw(health, seconds, { toTheFirst: true });
  }

  /** Each draw to its end. */
  tryWhole(health: Health, seconds: number): readonly [Tried, ...Tried[]] {
    return this.#draw(health, seconds, { toTheFirst: false });
  }

  /** Whether an alarm that rolls back fires in each of the first draws. Ends with the first one in which none does. */
  alwaysFires(health: Health, seconds: number, draws: number): boolean {
    for (let draw = 0; draw < draws; draw++)
      if (this.#trial(draw).try(health, seconds, { toTheFirst: true }).fired.length === 0) return false;
    return true;
  }

  /** The first draw to its end, and the others if they may differ. */
  #draw(
    health: Health,
    seconds: number,
    others: { readonly toTheFirst: boolean },
  ): readonly [Tried, ...Tried[]] {
    const once = this.first.try(health, seconds);
    const again = mayDiffer(once, this.#definitions)
      ? this.#others.map((trial) => trial.try(health, seconds, others))
      : [];
    return [once, ...again];
  }
}

export interface TriedOften {
  readonly once: Tried;
  readonly draws: Draws;
}

/** When an alarm fires is chance; whether one does, only if some value came near its threshold. */
function mayDiffer({ fired, sightings }: Tried, definitions: readonly AlarmDefinition[]): boolean {
  return fired.length > 0 || isNearThreshold(sightings, definitions);
}

/** The first draw has the seed itself. */
function seedOf(seed: number, draw: number): number {
  return (seed + Math.imul(draw, 0x9e3779b1)) >>> 0;
}
