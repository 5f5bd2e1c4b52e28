import { MINUTE, minuteOf } from './minutes.ts';
import type { Observations } from './observations.ts';
import { reducerOf } from './statistics.ts';

/** What identifies a CloudWatch metric: the same name with other dimensions is another metric. */
export interface MetricId {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Units as CloudWatch names them. */
export const UNITS = ['Bytes', 'Count', 'Percent', 'Seconds', 'Milliseconds', 'None'] as const;
export type Unit = (typeof UNITS)[number];

interface Series {
  readonly id: MetricId;
  readonly unit: Unit;
  /** Put by somebody, not observed: it is not tried out, so it is never forgotten. */
  readonly kept: boolean;
  /** By minutes since the begin; undefined where nothing was observed. */
  readonly minutes: (Observations | undefined)[];
}

/**
 * The metrics of the rehearsed account, one entry a minute. A minute in which nothing was observed has no
 * entry, as in CloudWatch: it is missing, not zero.
 */
export class Metrics {
  readonly #begin: number;
  readonly #past: ((id: MetricId, at: number) => Observations | undefined) | undefined;
  readonly #series = new Map<string, Series>();

  /**
   * @param begin the first moment at which anything is observed
   * @param past what was observed in a minute before that
   */
  constructor(begin: number, past?: (id: MetricId, at: number) => Observations | undefined) {
    this.#begin = minuteOf(begin);
    this.#past = past;
  }

  /** Puts what was observed in the minute of `moment`; a second put for the same minute replaces the first. */
  put(id: MetricId, moment: number, observed: Observations, unit: Unit = 'None', kept = false): void {
    const index = this.#indexOf(moment);
    if (index < 0) throw new RangeError(`${id.metricName}: ${moment} is before the world's begin`);
    const key = keyOf(id);
    const series = this.#series.get(key) ?? { id, unit, kept, minutes: [] };
    this.#series.set(key, series);
    while (series.minutes.length < index) series.minutes.push(undefined);
    series.minutes[index] = observed;
  }

  /**
   * The statistic over [`from`, `to`), both whole minutes; undefined when nothing was observed there.
   * @param statistic one that `reducerOf` knows
   */
  statistic(id: MetricId, statistic: string, from: number, to: number): number | undefined {
    const reduce = reducerOf(statistic);
    if (!reduce) throw new Error(`the world has no statistic ${statistic}: see its SPEC.md`);
    const minutes = this.#series.get(keyOf(id))?.minutes ?? [];
    const within = minutes.slice(Math.max(this.#indexOf(from), 0), Math.max(this.#indexOf(to), 0));
    const observed = [...this.#before(id, from, to), ...within.filter((each) => each !== undefined)];
    return observed.length > 0 ? reduce(observed) : undefined;
  }

  #before(id: MetricId, from: number, to: number): readonly Observations[] {
    const observed: Observations[] = [];
    if (!this.#past) return observed;
    for (let at = minuteOf(from); at < Math.min(to, this.#begin); at += MINUTE) {
      const then = this.#past(id, at);
      if (then) observed.push(then);
    }
    return observed;
  }

  /** Whether a metric can be read in this unit: only in its own. CloudWatch converts none. */
  isIn(id: MetricId, unit: string): boolean {
    return this.unitOf(id) === unit;
  }

  /** Undefined for a metric that was never observed. */
  unitOf(id: MetricId): Unit | undefined {
    return this.#series.get(keyOf(id))?.unit;
  }

  /** Every metric that was ever observed. */
  ids(): readonly MetricId[] {
    return [...this.#series.values()].map((series) => series.id);
  }

  /** Puts a value as somebody does by PutMetricData: beside what the minute has already. */
  publish(id: MetricId, moment: number, value: number, unit: Unit = 'None'): void {
    const before = this.#series.get(keyOf(id))?.minutes[this.#indexOf(moment)];
    const { sum, count, minimum, maximum } = before ?? {
      sum: 0,
      count: 0,
      minimum: Number.POSITIVE_INFINITY,
      maximum: Number.NEGATIVE_INFINITY,
    };
    const together = {
      sum: sum + value,
      count: count + 1,
      minimum: Math.min(minimum, value),
      maximum: Math.max(maximum, value),
    };
    this.put(id, moment, together, unit, true);
  }

  /** Forgets everything observed in the minute of `moment` and later, but what was published. */
  forgetFrom(moment: number): void {
    const index = Math.max(this.#indexOf(moment), 0);
    for (const { minutes, kept } of this.#series.values())
      if (!kept) minutes.length = Math.min(minutes.length, index);
  }

  #indexOf(moment: number): number {
    return Math.floor((moment - this.#begin) / MINUTE);
  }
}

const keys = new WeakMap<MetricId, string>();

/** The same metric gives the same text, whatever the order of its dimensions. */
export function keyOf(id: MetricId): string {
  const known = keys.get(id);
  if (known !== undefined) return known;
  const { namespace, metricName, dimensions } = id;
  const sorted = Object.entries(dimensions).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const key = JSON.stringify([namespace, metricName, sorted]);
  keys.set(id, key);
  return key;
}
