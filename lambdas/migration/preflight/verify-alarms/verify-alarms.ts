import type { Clock } from '../../../shared/ports/clock.ts';
import type { CheckResult } from '../../contract/findings.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { alarmReadings } from '../../evidence/alarm-evidence.ts';
import type { Alarms } from '../../ports/alarms.ts';
import type { LoadBalancers } from '../../ports/load-balancers.ts';
import type { MetricChecks } from '../../ports/metric-checks.ts';
import type { MetricSeries } from '../../ports/metric-series.ts';
import { dataBeneath } from './data-seen.ts';
import { judgeAlarm } from './judge-alarm.ts';
import { judgeQueries } from './judge-queries.ts';
import { balancerOf, type OwnBalancer } from './made-alarms.ts';
import { verifyDataPlane } from './verify-data-plane.ts';

type Asked = Pick<MigrationSettings, 'alarms' | 'migration' | 'region' | 'dataPlane' | 'compare'> &
  Partial<Pick<MigrationSettings, 'target'>>;

export interface AlarmPorts {
  readonly alarms: Alarms;
  /** Undefined before the stack is deployed. */
  readonly checks: MetricChecks | undefined;
  /** In which the target is looked for. */
  readonly balancers?: readonly LoadBalancers[];
  /** Absent: nobody is asked before the stack is deployed. */
  readonly series?: MetricSeries;
  readonly clock: Clock;
}

/** Each alarm with all that it rests on, and the health checks on them. One that cannot be read hides no other. */
export async function verifyAlarms(
  asked: Asked,
  { alarms, checks, balancers = [], series, clock }: AlarmPorts,
): Promise<CheckResult> {
  const now = clock.now();
  const { alarms: settings } = asked;
  const readings = await alarmReadings(settings, alarms);
  const data = await dataBeneath(readings, alarms, now);
  const own: OwnBalancer = settings.some(({ isMade }) => isMade)
    ? await balancerOf(asked.target, balancers)
    : { known: true, value: undefined };
  const findings = settings.flatMap((each, i) => {
    const reading = readings[i];
    return reading ? judgeAlarm(each, reading, { data, own, now }) : [];
  });
  const ofDataPlane = await verifyDataPlane(asked, readings, checks);
  const ofQueries = series ? await judgeQueries(asked.compare, series, now) : [];
  return { check: MIGRATE.verifyAlarms, findings: [...findings, ...ofDataPlane, ...ofQueries] };
}
