import type { Clock } from '../../../shared/ports/clock.ts';
import type { CheckResult } from '../../contract/findings.ts';
import type { AlarmSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { alarmReadings } from '../../evidence/alarm-evidence.ts';
import type { Alarms } from '../../ports/alarms.ts';
import { dataBeneath } from './data-seen.ts';
import { judgeAlarm } from './judge-alarm.ts';

/** Each alarm with all that it rests on. One that cannot be read hides no other. */
export async function verifyAlarms(
  settings: readonly AlarmSettings[],
  alarms: Alarms,
  clock: Clock,
): Promise<CheckResult> {
  const now = clock.now();
  const readings = await alarmReadings(settings, alarms);
  const data = await dataBeneath(readings, alarms, now);
  const findings = settings.flatMap((each, i) => {
    const reading = readings[i];
    return reading ? judgeAlarm(each, reading, { data, now }) : [];
  });
  return { check: MIGRATE.verifyAlarms, findings };
}
