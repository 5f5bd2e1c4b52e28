/** What somebody else counts of the requests of load balancers, as metrics of their own. ../worlds/SPEC.md, "Metrics of your own". */
import { keyOf, type MetricId, type Unit } from './metrics.ts';
import { counter, gauge, type Observations, timings } from './observations.ts';

/** In which forms a quantity may be published. */
export const FORMS = {
  /** `each`: a value of 1 for each. `total`: one value a minute, how many there were. */
  requests: ['each', 'total'],
  /** `percent`: one value a minute, of the requests. */
  errors: ['each', 'total', 'percent'],
  /** A value for each answer. */
  latency: ['seconds', 'milliseconds'],
} as const;

export type Counted = keyof typeof FORMS;
export type Form = (typeof FORMS)[Counted][number];

export interface CountedMetric {
  readonly metric: MetricId;
  readonly counts: Counted;
  readonly as: Form;
  readonly unit: Unit;
  /** Whether a minute in which there was none has a 0; otherwise it has nothing. */
  readonly hasZeros: boolean;
}

/** Of one load balancer. */
export interface Counter extends CountedMetric {
  /** Of its requests (0–1). */
  readonly part: number;
}

export interface Counting {
  /** In CloudWatch. */
  readonly countedBy?: readonly Counter[];
  /** In a Prometheus. */
  readonly scrapedBy?: readonly Counter[];
}

/** What one minute's requests came to, as far as others count it. */
export interface Counts {
  readonly requests: number;
  /** That got no good answer, in whatever way. */
  readonly failed: number;
  /** Of these, those for which there was no room. */
  readonly turnedAway: number;
  /** How many targets answered, and how long these took in the mean, seconds. */
  readonly answered: readonly { readonly count: number; readonly meanSeconds: number }[];
  /** How far what was drawn lies from its mean: −1 to 1. */
  readonly luck: number;
}

/** Each metric once: several load balancers may be counted by one. */
export function countedElsewhere(
  minute: readonly (readonly [Counting, Counts])[],
  where: keyof Counting,
): readonly (readonly [MetricId, Observations, Unit])[] {
  const counted = minute.flatMap(([counting, served]) =>
    (counting[where] ?? []).map((by) => ({ by, served, key: keyOf(by.metric) })),
  );
  return [...Map.groupBy(counted, ({ key }) => key).values()].flatMap((all) => {
    const [{ by } = { by: undefined }] = all;
    const observed = by && observationsBy(by, all);
    return by && observed ? [[by.metric, observed, by.unit] as const] : [];
  });
}

type Part = { readonly by: Counter; readonly served: Counts };

function observationsBy(
  { counts, as, hasZeros }: CountedMetric,
  all: readonly Part[],
): Observations | undefined {
  if (counts === 'latency') return timesOf(all, as === 'milliseconds' ? 1000 : 1);
  const requests = sum(all, requestsOf);
  if (as === 'percent') return requests > 0 ? gauge((100 * sum(all, errorsOf)) / requests) : undefined;
  return countOf(counts === 'errors' ? sum(all, errorsOf) : requests, { as, hasZeros });
}

/** @param total of a minute */
export function countOf(
  total: number,
  { as, hasZeros }: Pick<CountedMetric, 'as' | 'hasZeros'>,
): Observations | undefined {
  if (total > 0) return as === 'each' ? counter(total) : gauge(total);
  return hasZeros ? gauge(0) : undefined;
}

/** What finds no room is counted by nobody behind the load balancer. */
const requestsOf = ({ requests, turnedAway }: Counts) => requests - turnedAway;
const errorsOf = ({ failed, turnedAway }: Counts) => failed - turnedAway;

function timesOf(all: readonly Part[], factor: number): Observations | undefined {
  const groups = all.flatMap(({ by, served }) =>
    served.answered.map(({ count, meanSeconds }) => ({
      count: count * by.part,
      meanSeconds: meanSeconds * factor,
    })),
  );
  return groups.length > 0 ? timings(groups, all[0]?.served.luck ?? 0) : undefined;
}

function sum(all: readonly Part[], of: (served: Counts) => number): number {
  return all.reduce((total, { by, served }) => total + by.part * of(served), 0);
}
