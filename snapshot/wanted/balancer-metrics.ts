/** What CloudWatch counts of load balancers. Sources: their user guides, "CloudWatch metrics". */
import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { BalancerRead, ClassicRead } from '../parts/balancers.ts';
import type { TargetGroupRead } from '../parts/machines.ts';

/** By name, the statistics that say something of it. */
type Counted = Readonly<Record<string, readonly string[]>>;

const COUNTED: Readonly<Record<(BalancerRead | ClassicRead)['family'], Counted>> = {
  application: {
    RequestCount: ['Sum'],
    HTTPCode_ELB_5XX_Count: ['Sum'],
    HTTPCode_Target_5XX_Count: ['Sum'],
    TargetResponseTime: ['Average', 'p99'],
    TargetConnectionErrorCount: ['Sum'],
    NewConnectionCount: ['Sum'],
    ProcessedBytes: ['Sum'],
  },
  network: {
    NewFlowCount: ['Sum'],
    ActiveFlowCount: ['Average'],
    ProcessedBytes: ['Sum'],
    TCP_ELB_Reset_Count: ['Sum'],
    TCP_Target_Reset_Count: ['Sum'],
  },
  classic: {
    RequestCount: ['Sum'],
    HTTPCode_ELB_5XX: ['Sum'],
    HTTPCode_Backend_5XX: ['Sum'],
    Latency: ['Average', 'p99'],
    BackendConnectionErrors: ['Sum'],
    SpilloverCount: ['Sum'],
    EstimatedProcessedBytes: ['Sum'],
  },
};
const HOSTS: Counted = { HealthyHostCount: ['Minimum'], UnHealthyHostCount: ['Maximum'] };

const NAMESPACES = {
  application: 'AWS/ApplicationELB',
  network: 'AWS/NetworkELB',
  classic: 'AWS/ELB',
} as const;

/** A metric and a statistic of it, without an id. */
export type Asked = Omit<MetricDataQuery, 'Id'>;

export function metricsOf(
  balancer: BalancerRead | ClassicRead,
  targetGroups: readonly TargetGroupRead[],
): readonly Asked[] {
  const { family } = balancer;
  const ask = (counted: Counted, dimensions: Readonly<Record<string, string>>): readonly Asked[] =>
    Object.entries(counted).flatMap(([name, statistics]) =>
      statistics.map((Stat) => asked(NAMESPACES[family], name, dimensions, Stat)),
    );
  if (family === 'classic') return ask({ ...COUNTED.classic, ...HOSTS }, { LoadBalancerName: balancer.name });
  const LoadBalancer = balancer.arn.replace(/^.*:loadbalancer\//, '');
  const groups = targetGroups.filter(({ balancerArns }) => balancerArns.includes(balancer.arn));
  const TargetGroups = groups.map(({ arn }) => arn.split(':').at(-1) ?? '');
  return [
    ...ask(COUNTED[family], { LoadBalancer }),
    ...TargetGroups.flatMap((TargetGroup) => ask(HOSTS, { LoadBalancer, TargetGroup })),
  ];
}

/** Seconds: the shortest that CloudWatch keeps for two weeks. */
export const PERIOD = 60;

export function asked(
  Namespace: string,
  MetricName: string,
  dimensions: Readonly<Record<string, string>>,
  Stat: string,
): Asked {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: PERIOD, Stat } };
}
