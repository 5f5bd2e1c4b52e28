/** What alarms see in everything that is tried out: by it an alarm that nothing fires is explained. */
import type { AlarmDefinition, MetricAlarmDefinition, Transition } from '../../world/alarm-definition.ts';
import { isBreaching } from '../../world/alarm-rules.ts';
import { type Look, MetricAlarm } from '../../world/metric-alarm.ts';
import { keyOf, type MetricId, type Unit } from '../../world/metrics.ts';
import type { World } from '../../world/world.ts';

/** What one metric alarm has seen. */
export interface Sighted {
  readonly alarm: string;
  /** Whether great values are breaching. */
  readonly isUpwards: boolean;
  /** The value that was furthest beyond its threshold, or nearest to it; undefined without any data. */
  readonly furthest: number | undefined;
  /** Of its N newest data points, the most that were breaching at once. */
  readonly breaching: number;
  /** The most data points that existed of those that it judges. */
  readonly points: number;
  /** The most samples that its evaluation periods had, where few of them keep its state. */
  readonly samples: number;
  /** Whether it ever had fewer data points than it judges. */
  readonly hadGaps: boolean;
}

/** A metric of the rehearsed account. */
export interface Published {
  readonly metric: MetricId;
  readonly unit: Unit;
}

export class Sightings {
  readonly #byAlarm = new Map<string, Sighted>();
  readonly #published = new Map<string, Published>();
  readonly #fired = new Set<string>();

  /** Of all metric alarms, also of those that others rest on. */
  get all(): readonly Sighted[] {
    return [...this.#byAlarm.values()];
  }

  /** Whatever was published at any time. */
  get published(): readonly Published[] {
    return [...this.#published.values()];
  }

  /** Those of several, together. */
  static of(several: readonly Sightings[]): Sightings {
    const all = new Sightings();
    for (const { all: sighted, published, fired } of several) {
      for (const each of sighted) all.#byAlarm.set(each.alarm, together(all.#byAlarm.get(each.alarm), each));
      for (const each of published) all.#published.set(keyOf(each.metric), each);
      for (const name of fired) all.#fired.add(name);
    }
    return all;
  }

  /** Names of alarms that went to ALARM. */
  get fired(): ReadonlySet<string> {
    return this.#fired;
  }

  /** From now on what the alarms of a world see is noted. */
  attach(world: World): void {
    for (const alarm of world.alarms)
      if (alarm instanceof MetricAlarm) alarm.observe((look) => this.#note(alarm.definition, look));
  }

  /** Notes what has happened in a world. @param changes of its alarms */
  add(world: World, changes: readonly Transition[]): void {
    for (const { alarm, to } of changes) if (to.state === 'ALARM') this.#fired.add(alarm);
    for (const metric of world.metrics.ids())
      this.#published.set(keyOf(metric), { metric, unit: world.metrics.unitOf(metric) ?? 'None' });
  }

  #note(definition: MetricAlarmDefinition, { points, samples = 0 }: Look): void {
    const { name, evaluationPeriods } = definition;
    const real = points.filter((value) => value !== undefined);
    const newest = real.slice(-evaluationPeriods);
    const isUpwards = definition.comparison.startsWith('Greater');
    const now: Sighted = {
      alarm: name,
      isUpwards,
      furthest: newest.length > 0 ? furthestOf(newest, isUpwards) : undefined,
      breaching: newest.filter((value) => isBreaching(value, definition)).length,
      points: newest.length,
      samples,
      hadGaps: real.length < evaluationPeriods,
    };
    this.#byAlarm.set(name, together(this.#byAlarm.get(name), now));
  }
}

/** What lies further from a threshold, as a part of it, is not brought there by chance. */
const NEAR = 0.5;

/** Whether an alarm saw a value beyond its threshold, or one that other luck could bring there. */
export function isNearThreshold(
  { all }: Pick<Sightings, 'all'>,
  definitions: readonly AlarmDefinition[],
): boolean {
  return all.some(({ alarm, furthest, breaching }) => {
    const definition = definitions.find(({ name }) => name === alarm);
    if (furthest === undefined || definition?.kind !== 'metric') return false;
    const { threshold } = definition;
    const isNear = Math.abs(furthest - threshold) <= NEAR * Math.abs(threshold);
    return breaching > 0 || isNear || jumps(definition);
  });
}

/** Whether its value does not say how near it was: an expression that compares has 0 until it has 1. */
function jumps({ watched }: MetricAlarmDefinition): boolean {
  if ('metric' in watched) return false;
  return watched.queries.some(
    ({ reads }) => 'expression' in reads && /\bIF\b|[<>]|[=!]=/i.test(reads.expression),
  );
}

function together(before: Sighted | undefined, now: Sighted): Sighted {
  if (!before) return now;
  const known = [before.furthest, now.furthest].filter((value) => value !== undefined);
  return {
    ...now,
    furthest: known.length > 0 ? furthestOf(known, now.isUpwards) : undefined,
    breaching: Math.max(before.breaching, now.breaching),
    points: Math.max(before.points, now.points),
    samples: Math.max(before.samples, now.samples),
    hadGaps: before.hadGaps || now.hadGaps,
  };
}

function furthestOf(values: readonly number[], isUpwards: boolean): number {
  return isUpwards ? Math.max(...values) : Math.min(...values);
}
