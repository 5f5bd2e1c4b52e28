/** What alarms watch. */
import type { StandardUnit } from '@aws-sdk/client-cloudwatch';
import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import type { ALARMS } from '../../rehearsal/snapshot/kinds/cloudwatch.ts';
import { type Asked, PERIOD } from './balancer-metrics.ts';

type Described = ContentOf<typeof ALARMS>;
type MetricAlarm = Described['MetricAlarms'][number];

/** With the statistics of the alarms. What an expression finds by itself isn't among them. */
export function metricsWatched({ MetricAlarms }: Described): readonly Asked[] {
  return MetricAlarms.flatMap((alarm) =>
    alarm.Metrics && alarm.Metrics.length > 0 ? ofQueries(alarm.Metrics) : ofAlarm(alarm),
  );
}

function ofAlarm({
  Namespace,
  MetricName,
  Dimensions,
  Statistic,
  ExtendedStatistic,
  Unit,
}: MetricAlarm): readonly Asked[] {
  const Stat = ExtendedStatistic ?? Statistic;
  if (Namespace === undefined || MetricName === undefined || Stat === undefined) return [];
  return [query({ Namespace, MetricName, Dimensions }, Stat, Unit)];
}

function ofQueries(queries: NonNullable<MetricAlarm['Metrics']>): readonly Asked[] {
  return queries.flatMap(({ MetricStat, AccountId }) => {
    if (!MetricStat?.Metric || MetricStat.Stat === undefined) return [];
    const asked = query(MetricStat.Metric, MetricStat.Stat, MetricStat.Unit);
    return [{ ...asked, ...(AccountId !== undefined && { AccountId }) }];
  });
}

interface Metric {
  readonly Namespace?: string | undefined;
  readonly MetricName?: string | undefined;
  readonly Dimensions?: MetricAlarm['Dimensions'];
}

function query(
  { Namespace, MetricName, Dimensions = [] }: Metric,
  Stat: string,
  Unit: string | undefined,
): Asked {
  const dimensions = Dimensions.map(({ Name, Value }) => ({ Name, Value }));
  const unit = Unit === undefined ? {} : { Unit: Unit as StandardUnit };
  return {
    MetricStat: {
      Metric: { Namespace, MetricName, Dimensions: dimensions },
      Period: PERIOD,
      Stat,
      ...unit,
    },
  };
}
