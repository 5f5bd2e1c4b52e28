/** Alarms as the adapter reads them. */
import type { CloudWatchAlarms } from '../../../../lambdas/migration/adapters/cloudwatch-alarms.ts';

export const at = (ms: number): string => new Date(ms).toISOString();
export const METRIC = {
  namespace: 'AWS/ApplicationELB',
  metricName: 'RequestCount',
  dimensions: { LoadBalancer: 'app/k8s/1' },
  statistic: 'Sum',
  periodSeconds: 60,
  unit: '',
  account: '',
};
/** What was described, by name; throws for what could not be read. */
export async function described(alarms: CloudWatchAlarms, names: readonly string[]) {
  return new Map(
    [...(await alarms.describe(names))].map(([name, reading]) => {
      if (!reading.known) throw new Error(reading.why);
      return [name, reading.value];
    }),
  );
}
