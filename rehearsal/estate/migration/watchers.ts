import { dotted } from '../../../lambdas/shared/contract/dns-names.ts';
import type { ContentOf } from '../../snapshot/file-kind.ts';
import { ALARMS } from '../../snapshot/kinds/cloudwatch.ts';
import { CLASSIC_LOAD_BALANCERS } from '../../snapshot/kinds/elb.ts';
import { LOAD_BALANCERS } from '../../snapshot/kinds/elbv2.ts';
import { metricPrinted } from '../../snapshot/metrics.ts';
import { childrenIn } from '../../world/composite-rule.ts';
import { keyOf, type MetricId } from '../../world/metrics.ts';
import { balancersBehind, metricsIdIn } from './behind.ts';
import type { Estate } from './estate.ts';
import { withoutDualstack } from './legacy-ends.ts';

type Printed = ContentOf<typeof ALARMS>;
type MetricAlarm = Printed['MetricAlarms'][number];

/** What says that a cluster fails: errors, and time. */
const TELLING: Readonly<Record<string, RegExp>> = {
  'AWS/ELB': /^(HTTPCode_.*5XX|Latency|BackendConnectionErrors)$/,
  'AWS/ApplicationELB': /^(HTTPCode_(Target|ELB)_5XX_Count|TargetResponseTime|TargetConnectionErrorCount)$/,
  'AWS/NetworkELB': /^(TCP_Target_Reset_Count|TCP_ELB_Reset_Count)$/,
};

/**
 * Names of the configured alarms that watch the errors or the latency of the cluster, themselves or by their children.
 * @param own metrics that tell of the cluster, beside those of its load balancer
 */
export function watchersOf(estate: Estate, own: readonly MetricId[]): readonly string[] {
  const { home, settings, snapshot } = estate;
  const told = { ids: clusterIds(estate), own: new Set(own.map(keyOf)) };
  const { MetricAlarms = [], CompositeAlarms = [] } = snapshot.find(ALARMS, home) ?? {};
  const telling = MetricAlarms.filter((alarm) => isTelling(alarm, told)).map(({ AlarmName }) => AlarmName);
  const names = new Set(telling);
  for (let found = -1; found < names.size; ) {
    found = names.size;
    for (const { AlarmName = '', AlarmRule = '' } of CompositeAlarms)
      if (childrenIn(AlarmRule).some((name) => names.has(name))) names.add(AlarmName);
  }
  return settings.alarms.map(({ name }) => name).filter((name) => names.has(name));
}

interface Told {
  /** Of the cluster's load balancer, if there is one, and of those behind it. */
  readonly ids: readonly string[];
  /** Keys of metrics. */
  readonly own: ReadonlySet<string>;
}

function isTelling({ Namespace, MetricName, Dimensions, Metrics = [] }: MetricAlarm, told: Told): boolean {
  const read = [
    { Namespace, MetricName, Dimensions },
    ...Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []),
  ];
  return read
    .map(metricPrinted)
    .some(
      (metric) =>
        told.own.has(keyOf(metric)) ||
        ((TELLING[metric.namespace]?.test(metric.metricName) ?? false) &&
          told.ids.some((id) => Object.values(metric.dimensions).includes(id))),
    );
}

function clusterIds(estate: Estate): readonly string[] {
  const id = clusterId(estate);
  if (id === undefined) return [];
  return [id, ...(balancersBehind(estate.snapshot, estate.home).get(id) ?? [])];
}

/** As the dimension of its metrics has it; undefined for addresses, and if the snapshot lacks it. */
export function clusterId({ home, settings, snapshot }: Estate): string | undefined {
  const { target } = settings;
  if (target.kind !== 'load-balancer') return undefined;
  const wanted = withoutDualstack(target.dnsName);
  const isTarget = (dnsName = '') => dotted(dnsName) === wanted;
  const classic = snapshot.find(CLASSIC_LOAD_BALANCERS, home)?.LoadBalancerDescriptions ?? [];
  const newer = snapshot.find(LOAD_BALANCERS, home)?.LoadBalancers ?? [];
  return (
    newer
      .filter(({ DNSName }) => isTarget(DNSName))
      .map(({ LoadBalancerArn }) => metricsIdIn(LoadBalancerArn))[0] ??
    classic.find(({ DNSName }) => isTarget(DNSName))?.LoadBalancerName
  );
}
