/** Whether what alarms read has data. */

import { onceEach } from '../../../shared/domain/once-each.ts';
import { instant } from '../../../shared/domain/time.ts';
import type { AlarmMetric, AlarmQuery, MetricAlarm } from '../../domain/alarm.ts';
import { isAskable } from '../../domain/alarm-query.ts';
import type { AlarmTree } from '../../domain/alarm-tree.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import type { Alarms } from '../../ports/alarms.ts';

/** Metrics come a few minutes late, so more than the evaluated periods is looked at. */
const LATE_PERIODS = 3;
const SHORTEST_LOOK_BACK = 900;

/** How far back an alarm's data is looked for, seconds. */
export function lookBackSeconds({ periodSeconds, evaluationPeriods }: MetricAlarm): number {
  return Math.max(SHORTEST_LOOK_BACK, periodSeconds * (evaluationPeriods + LATE_PERIODS));
}

export type Source = AlarmMetric | AlarmQuery;

/**
 * What was found of a metric or query within the look-back:
 * - `data`: of its own.
 * - `requests`: no data, but the load balancer on which it counts errors had requests.
 * - `other unit`: data, and none in the one unit that the alarm reads.
 */
export type Found = 'data' | 'requests' | 'other unit' | 'nothing';

export interface SourceSeen {
  readonly source: Source;
  readonly found: Reading<Found>;
}

/** By the name of the metric alarm. */
export type DataSeen = ReadonlyMap<string, readonly SourceSeen[]>;

/**
 * Looks at the data of every metric alarm in these trees. Many alarms read the same metric: CloudWatch is asked for it once.
 * @param now epoch milliseconds
 */
export async function dataBeneath(
  trees: readonly AlarmTree[],
  alarms: Alarms,
  now: number,
): Promise<DataSeen> {
  const metricAlarms = new Map<string, MetricAlarm>();
  for (const tree of trees)
    for (const { alarm } of [tree, ...tree.beneath])
      if (alarm.known && alarm.value && alarm.value.kind !== 'composite')
        metricAlarms.set(alarm.value.name, alarm.value);
  const hasSince = onceEach((from: string, source: Source) => alarms.hasData(source, from, instant(now)));
  const seen = [...metricAlarms].map(async ([name, alarm]) => {
    const from = instant(now - lookBackSeconds(alarm) * 1000);
    return [name, await dataOf(alarm, (source) => hasSince(from, source))] as const;
  });
  return new Map(await Promise.all(seen));
}

type HasData = (source: Source) => Promise<boolean>;

function dataOf(alarm: MetricAlarm, has: HasData): Promise<readonly SourceSeen[]> {
  const sources = [...alarm.metrics, ...alarm.queries.filter(isAskable)];
  return Promise.all(
    sources.map(async (source) => ({ source, found: await readingOf(() => find(source, has)) })),
  );
}

async function find(source: Source, has: HasData): Promise<Found> {
  if (await has(source)) return 'data';
  if ('expression' in source) return 'nothing';
  const beside = requestMetricBeside(source);
  if (beside && (await has(beside))) return 'requests';
  if (source.unit === '') return 'nothing';
  // Without its unit CloudWatch gives the data in all units.
  for (const each of beside ? [source, beside] : [source])
    if (await has({ ...each, unit: '' })) return 'other unit';
  return 'nothing';
}

/** Metrics of Elastic Load Balancing that are reported only when there is something to count. Source: their user guides. */
const ONLY_WHEN_COUNTED =
  /^(HTTPCode_|BackendConnectionErrors|RejectedConnectionCount|TargetConnectionErrorCount)/;
const REQUEST_METRIC: Readonly<Record<string, string>> = {
  'AWS/ApplicationELB': 'RequestCount',
  'AWS/ELB': 'RequestCount',
};

/** The metric that proves that a silent error count watches a load balancer that is really there. */
export function requestMetricBeside({
  namespace,
  metricName,
  ...rest
}: AlarmMetric): AlarmMetric | undefined {
  const requests = REQUEST_METRIC[namespace];
  if (!requests || !ONLY_WHEN_COUNTED.test(metricName)) return undefined;
  return { ...rest, namespace, metricName: requests, statistic: 'Sum' };
}
