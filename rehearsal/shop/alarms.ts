import type { AlarmDefinition } from '../world/alarm.ts';
import { type LoadBalancer, metricOf } from '../world/load-balancer.ts';
import { ACCOUNT, REGION } from './account.ts';

/** The two alarms that the shop's migration names. */
export function shopAlarms(cluster: LoadBalancer): readonly AlarmDefinition[] {
  return [
    {
      name: 'shop-cluster-5xx',
      arn: arnOf('shop-cluster-5xx'),
      description: 'The cluster answers too many requests with 5xx',
      metric: metricOf(cluster, 'failed'),
      statistic: 'Sum',
      periodSeconds: 60,
      comparison: 'GreaterThanThreshold',
      threshold: 25,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      // No errors, no metric.
      treatMissingData: 'notBreaching',
      actionsEnabled: true,
    },
    {
      name: 'shop-cluster-latency',
      arn: arnOf('shop-cluster-latency'),
      description: 'The cluster answers slowly',
      metric: metricOf(cluster, 'latency'),
      statistic: 'Average',
      periodSeconds: 60,
      comparison: 'GreaterThanThreshold',
      threshold: 1,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      // No requests, no metric: before the migration that is how it is.
      treatMissingData: 'notBreaching',
      actionsEnabled: true,
    },
  ];
}

function arnOf(name: string): string {
  return `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${name}`;
}
