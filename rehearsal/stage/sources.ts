/** The world as the gateway's services show it: CloudWatch, Elastic Load Balancing. */
import type { LoadBalancerSource, SourceLoadBalancer } from '../gateway/services/load-balancer-source.ts';
import type { MonitoringSource, SourceMetricAlarm } from '../gateway/services/monitoring-source.ts';
import { type Alarm, PUBLICATION_DELAY } from '../world/alarm.ts';
import type { LoadBalancer } from '../world/load-balancer.ts';
import { STATISTICS } from '../world/metrics.ts';
import { MINUTE, minuteOf } from '../world/minutes.ts';
import type { World } from '../world/world.ts';

/** `worldNow` gives the world, brought up to now. */
export function monitoringSource(worldNow: () => World, now: () => number): MonitoringSource {
  return {
    alarms: () => worldNow().alarms.map(describedAlarm),
    history: () =>
      worldNow().alarms.flatMap(({ history }) =>
        history.map(({ alarm, at, from, to }) => ({ alarm, kind: 'metric' as const, at, from, to })),
      ),
    query: (metric, start, end, periodSeconds, statistic) => {
      const known = STATISTICS.find((name) => name === statistic);
      if (!known || periodSeconds % 60 !== 0) {
        throw new Error(`the world has no ${statistic} over ${periodSeconds} s: see its SPEC.md`);
      }
      const { metrics } = worldNow();
      const published = minuteOf(now() - PUBLICATION_DELAY);
      const datapoints = [];
      for (let at = start; at < end && at + MINUTE <= published; at += periodSeconds * 1000) {
        const value = metrics.statistic(metric, known, at, Math.min(at + periodSeconds * 1000, published));
        if (value !== undefined) datapoints.push({ at, value });
      }
      return datapoints;
    },
  };
}

function describedAlarm({ definition, status, history, createdAt }: Alarm): SourceMetricAlarm {
  return {
    kind: 'metric',
    name: definition.name,
    arn: definition.arn,
    description: definition.description,
    actionsEnabled: definition.actionsEnabled,
    state: status.state,
    reason: status.reason,
    reasonData: status.reasonData,
    configurationUpdatedAt: createdAt,
    stateUpdatedAt: status.since,
    stateTransitionedAt: history.at(-1)?.at ?? createdAt,
    metric: definition.metric,
    statistic: definition.statistic,
    periodSeconds: definition.periodSeconds,
    evaluationPeriods: definition.evaluationPeriods,
    datapointsToAlarm: definition.datapointsToAlarm,
    threshold: definition.threshold,
    comparison: definition.comparison,
    treatMissingData: definition.treatMissingData,
  };
}

export function loadBalancerSource(
  worldNow: () => World,
  hostedZoneId: string,
  createdAt: number,
): LoadBalancerSource {
  const described = (balancer: LoadBalancer): SourceLoadBalancer => ({
    family: balancer.family,
    name: balancer.family === 'classic' ? balancer.id : (balancer.id.split('/')[1] as string),
    id: balancer.family === 'classic' ? '' : balancer.id,
    dnsName: balancer.dnsName.replace(/\.$/, ''),
    hostedZoneId,
    scheme: 'internet-facing',
    dualStack: balancer.ipv6.length > 0,
    createdAt,
  });
  return { loadBalancers: () => worldNow().loadBalancers.map(described) };
}
