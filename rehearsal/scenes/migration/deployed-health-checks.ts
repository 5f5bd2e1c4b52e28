/** Health checks that the deployed template makes, in the Route 53 of a scene, with alarms as they were at the deployment. */
import type { EmulatedHealthCheck } from '../../emulator/emulator.ts';
import type { Home } from '../../estate/home.ts';
import {
  type AlarmIdentifier,
  type AlarmToCopy,
  copyOf,
  type HealthCheckConfig,
  type HealthChecks,
} from '../../route53/index.ts';
import { ALARMS } from '../../snapshot/kinds/cloudwatch.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';

/** In which account they were deployed. */
interface Around {
  readonly home: Home;
  readonly snapshot: Snapshot;
}

/** Which each Route 53 has of a template. */
const put = new WeakMap<HealthChecks, Set<string>>();

/** Puts `deployed` there, in place of those that were put there before. @throws Route53Error where Route 53 would refuse one */
export function putHealthChecks(
  checks: HealthChecks,
  deployed: readonly EmulatedHealthCheck[],
  around: Around,
): void {
  for (const id of put.get(checks) ?? []) checks.remove(id);
  put.set(checks, new Set(deployed.map(({ id }) => id)));
  for (const { id, config, alarm } of deployed) {
    const settings: HealthCheckConfig = { ...config };
    const named = settings.Type === 'CLOUDWATCH_METRIC' ? settings.AlarmIdentifier : undefined;
    const identifier: AlarmIdentifier = { Name: named?.Name ?? '', Region: named?.Region ?? '' };
    checks.add(
      id,
      settings,
      named && copyOf(identifier, describedAlarm(identifier, around) ?? alarm ?? undefined),
    );
  }
}

/** As the account had it. An alarm that a template makes may be in no snapshot. */
export function describedAlarm(
  { Name, Region }: AlarmIdentifier,
  { home, snapshot }: Around,
): AlarmToCopy | undefined {
  const printed = snapshot.find(ALARMS, { ...home, region: Region });
  return (
    printed?.MetricAlarms.find(({ AlarmName }) => AlarmName === Name) ??
    printed?.CompositeAlarms?.find(({ AlarmName }) => AlarmName === Name)
  );
}
