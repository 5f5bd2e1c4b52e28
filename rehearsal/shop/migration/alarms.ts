import type { AlarmDefinition } from '../../world/alarm.ts';
import { type LoadBalancer, metricOf } from '../../world/load-balancer.ts';
import { ACCOUNT, REGION } from '../account.ts';

type Own = Pick<AlarmDefinition, 'name' | 'description' | 'metric' | 'statistic' | 'threshold'>;

/** The alarms that the shop's migration names. Where the cluster fails badly, all of them fire within a minute. */
export function shopAlarms(cluster: LoadBalancer): readonly AlarmDefinition[] {
  const failed = { metric: metricOf(cluster, 'failed'), statistic: 'Sum' } as const;
  const latency = metricOf(cluster, 'latency');
  return [
    alarm({
      ...failed,
      name: 'shop-cluster-5xx',
      description: 'The cluster answers too many requests with 5xx',
      threshold: 25,
    }),
    alarm({
      metric: latency,
      statistic: 'Average',
      name: 'shop-cluster-latency',
      description: 'The cluster answers slowly',
      threshold: 1,
    }),
    alarm({
      metric: latency,
      statistic: 'Maximum',
      name: 'shop-cluster-worst-latency',
      description: 'Somebody waits very long for an answer of the cluster',
      threshold: 5,
    }),
    alarm({
      ...failed,
      name: 'shop-checkout-5xx',
      description: 'So many errors that customers cannot pay',
      threshold: 500,
    }),
    alarm({
      metric: latency,
      statistic: 'Average',
      name: 'shop-checkout-latency',
      description: 'So slow that customers do not wait to pay',
      threshold: 4,
    }),
  ];
}

/** Two bad minutes of three. No requests or no errors give no metric: before the migration that is how it is. */
function alarm(own: Own): AlarmDefinition {
  return {
    ...own,
    arn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${own.name}`,
    periodSeconds: 60,
    comparison: 'GreaterThanThreshold',
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    treatMissingData: 'notBreaching',
    actionsEnabled: true,
  };
}
