import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import type { ALARMS } from '../../rehearsal/snapshot/kinds/cloudwatch.ts';
import { METRIC_QUERIES } from '../../rehearsal/snapshot/kinds/cloudwatch.ts';
import { GET_METRICS } from '../calls/alarms.ts';
import { one, type Source } from '../source/source.ts';
import { metricsWatched } from '../wanted/alarm-metrics.ts';
import { type Asked, asked, metricsOf } from '../wanted/balancer-metrics.ts';
import type { RegionWanted } from '../wanted/wanted.ts';
import type { BalancerRead, ClassicRead } from './balancers.ts';
import { pieces } from './in-pieces.ts';
import type { TargetGroupRead } from './machines.ts';
import type { Part } from './part.ts';

export const METRICS: Part = {
  calls: [GET_METRICS],
  isIn: ({ regions }) => regions.some(({ migrations }) => migrations.length > 0),
};

export interface Recorded {
  /** Between which names are moved. */
  readonly balancers: readonly (BalancerRead | ClassicRead)[];
  readonly targetGroups: readonly TargetGroupRead[];
  readonly alarms: ContentOf<typeof ALARMS> | undefined;
}

/** What is recorded, epoch milliseconds. */
export interface Window {
  readonly from: number;
  readonly until: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** CloudWatch keeps periods of a minute for 15 days: there is a day for a run that is interrupted. */
const RECORDED = 14 * DAY;
/** Metrics come late. */
const LATE = 5 * MINUTE;

export function windowUntil(now: number): Window {
  const until = Math.floor((now - LATE) / MINUTE) * MINUTE;
  return { from: until - RECORDED, until };
}

/** Two weeks of them are two megabytes. */
const MOST_METRICS = 20;

/** Two weeks of what the load balancers count and the alarms watch. */
export async function takeMetrics(
  { account, region, migrations }: RegionWanted,
  source: Source,
  recorded: Recorded,
  window: Window,
): Promise<void> {
  for (const [name, queries] of filesOf(migrations, recorded)) {
    const place = { account, region, names: [name] };
    const MetricDataQueries = withIds(queries);
    const input = await source.input(METRIC_QUERIES, place, {
      StartTime: new Date(window.from).toISOString(),
      EndTime: new Date(window.until).toISOString(),
      MetricDataQueries,
    });
    await one(source, GET_METRICS, place, {
      StartTime: new Date(input.StartTime),
      EndTime: new Date(input.EndTime),
      MetricDataQueries,
    });
  }
}

/** By name of the file. Each metric is in one. */
function filesOf(
  migrations: RegionWanted['migrations'],
  { balancers, targetGroups, alarms }: Recorded,
): readonly (readonly [string, readonly Asked[]])[] {
  const known = new Set<string>();
  const files: (readonly [string, readonly Asked[]])[] = [];
  const add = (name: string, queries: readonly Asked[]): void => {
    const others = queries.filter((query) => {
      const key = JSON.stringify(query);
      return !known.has(key) && known.add(key);
    });
    const parts = pieces(others, MOST_METRICS);
    parts.forEach((part, i) => {
      files.push([parts.length > 1 ? `${name}-${i + 1}` : name, part]);
    });
  };
  for (const balancer of balancers)
    add(`${balancer.family}-${balancer.name}`, metricsOf(balancer, targetGroups));
  const traffic = migrations.flatMap((each) => [...each.traffic.legacy, ...each.traffic.cluster]);
  add(
    'traffic',
    traffic.map(({ namespace, metricName, dimensions }) => asked(namespace, metricName, dimensions, 'Sum')),
  );
  add('alarms', alarms ? metricsWatched(alarms) : []);
  return files;
}

/** Ids say which metric it is, as far as their letters let them. */
function withIds(queries: readonly Asked[]) {
  const known = new Map<string, number>();
  return queries.map((query) => {
    const { Metric, Stat = '' } = query.MetricStat ?? {};
    const name = `${Metric?.MetricName}_${Stat}`.replaceAll(/\W/g, '_');
    const id = /^[a-z]/i.test(name) ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : `m_${name}`;
    const count = (known.get(id) ?? 0) + 1;
    known.set(id, count);
    return { ...query, Id: count === 1 ? id : `${id}__${count}` };
  });
}
