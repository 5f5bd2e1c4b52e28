import { ownNamespace } from './own-metrics.ts';

/** The rollback that needs no API: Route 53's health checks on the cluster's records. */
export interface DataPlaneSettings {
  /** Id of the calculated health check on the cluster's weighted records: healthy while all that it consists of are. */
  readonly checkId: string;
  /** Names of the alarms whose metrics have a health check of their own below that one. */
  readonly alarms: readonly string[];
}

/** What findings about it are about: its field in the configuration. */
export const DATA_PLANE = 'dataPlaneRollback';

/** With what a health check on a metric can work. Source: `AlarmIdentifier` in Route 53's API reference. */
export const CHECK_STATISTICS: readonly string[] = ['Average', 'Sum', 'Minimum', 'Maximum', 'SampleCount'];

export const ROLLBACK_OWED = 'RollbackOwed';

/** 1 while a rollback is owed, 0 when legacy serves: what keeps the check unhealthy once the cluster's metrics fall silent. */
export function owedMetric(migration: string): { readonly namespace: string; readonly metricName: string } {
  return { namespace: ownNamespace(migration), metricName: ROLLBACK_OWED };
}

/** Of the alarm on that metric, which its health check is made of. */
export function owedAlarm(migration: string): string {
  return `${migration}-${ROLLBACK_OWED}`;
}
