import type { Finding } from '../../contract/findings.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import type { AlarmReading } from '../../domain/alarm-grounds.ts';
import { readingOf } from '../../domain/reading.ts';
import type { MetricChecks } from '../../ports/metric-checks.ts';
import { judgeDataPlane, refusedAtDeployment } from './judge-data-plane.ts';

/** That DNS will leave the cluster by itself: that the health checks are as they were deployed, and as their alarms are now. */
export async function verifyDataPlane(
  { migration, region, dataPlane }: Pick<MigrationSettings, 'migration' | 'region' | 'dataPlane'>,
  readings: readonly AlarmReading[],
  checks: MetricChecks | undefined,
): Promise<readonly Finding[]> {
  if (!dataPlane) return [];
  if (!checks) return refusedAtDeployment(dataPlane, readings);
  const seen = await readingOf(() => checks.readAll(dataPlane.checkId));
  return judgeDataPlane({ migration, region, dataPlane, readings, seen });
}
