import type { CompareSettings } from '../contract/compare-settings.ts';
import { comparedGrounds, queriesOf } from '../domain/compare/compared-grounds.ts';
import { type Look, levelsOf } from '../domain/compare/looks.ts';
import { longPeriodsIn, type Periods, periodsIn } from '../domain/compare/periods.ts';
import type { Pair } from '../domain/compare/rates.ts';
import { type ComparedThing, whatToCompare, withStatisticFor } from '../domain/compare/what.ts';
import { PUBLISHING_LAG_SECONDS, type Total } from '../domain/counted.ts';
import { type Ground, ground } from '../domain/grounds.ts';
import type { TrafficSource } from '../domain/traffic-sources.ts';
import type { MetricSeries } from '../ports/metric-series.ts';
import type { Traffic } from '../ports/traffic.ts';

export interface Compared {
  readonly look: Look;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly now: number;
  readonly sources: Pair<readonly TrafficSource[]>;
  /** What came to them in the soak. */
  readonly totals: Pair<Total>;
}

/** How the cluster fares against legacy in the same minutes of a soak. What can't be read is a ground, not an error. */
export async function comparisonWith(
  settings: CompareSettings,
  { look, from, now, sources, totals }: Compared,
  ports: { readonly traffic: Traffic; readonly series: MetricSeries },
): Promise<readonly Ground[]> {
  const sides = await ports.traffic.measurable([...sources.cluster, ...sources.legacy]);
  const requests = fewest(totals);
  const { things: found, grounds } = whatToCompare(settings, {
    cluster: sides.slice(0, sources.cluster.length),
    legacy: sides.slice(sources.cluster.length),
  });
  const things = found.map((thing) => withStatisticFor(thing, requests));
  const span = { from, until: Math.max(from, now - PUBLISHING_LAG_SECONDS * 1000) };
  const periodsOf = (thing: ComparedThing): Periods =>
    thing.kind === 'rate' ? periodsIn(span) : longPeriodsIn(span, requests, thing.statistic);
  const queries = things.map((thing) => queriesOf(thing, periodsOf(thing)));
  const readings = await ports.series.read(queries.flat());
  const levels = levelsOf(look, settings.falseAlarms);
  let at = 0;
  const compared = things.flatMap((thing, i) => {
    const own = readings.slice(at, at + (queries[i]?.length ?? 0));
    at += own.length;
    return comparedGrounds(thing, periodsOf(thing), own, levels);
  });
  return [...grounds, ...compared];
}

/** Requests of the side that has fewer. */
function fewest({ cluster, legacy }: Compared['totals']): number {
  return Math.min(...[cluster, legacy].map((side) => (side.known ? side.requests : Infinity)));
}

/** In a step with all the traffic on the cluster. */
export const NOTHING_TO_COMPARE_WITH: readonly Ground[] = [
  ground('pass', 'Legacy has no traffic in this step, so the cluster is not compared with it.'),
];
