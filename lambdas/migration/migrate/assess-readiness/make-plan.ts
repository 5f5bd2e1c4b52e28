import { freezesFrom } from '../../adapters/freeze-calendar.ts';
import type { AssessReadinessPayload } from '../../contract/payloads.ts';
import type { AlarmSettings } from '../../contract/settings.ts';
import { followsIn } from '../../domain/follows.ts';
import { slowestDetection } from '../../domain/readiness/detection.ts';
import { type Plan, planMigration } from '../../domain/readiness/plan.ts';
import { plannedZone } from '../../domain/readiness/planned-zone.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import { alarmReadings } from '../../evidence/alarm-evidence.ts';
import type { Alarms } from '../../ports/alarms.ts';
import { readLegacyZones } from '../../readiness/legacy-zones.ts';
import type { AssessPorts } from './ports.ts';

export type PlanPorts = Pick<AssessPorts, 'settings' | 'clock' | 'alarms' | 'zoneOf'>;

/** Reads what legacy answers with, and the alarms, and plans with that. */
export function makePlan(
  { step, continues }: Pick<AssessReadinessPayload, 'step' | 'continues'>,
  ports: PlanPorts,
): Promise<Reading<Plan>> {
  return readingOf(async () => {
    const { settings, clock } = ports;
    const whole = await readLegacyZones(settings.zones, ports.zoneOf);
    const detectionSeconds = await slowest(settings.alarms, ports.alarms);
    const now = clock.now();
    return planMigration({
      settings,
      zones: settings.zones.map((zone, i) => plannedZone(zone, whole[i]?.records ?? [])),
      follows: followsIn(whole),
      step,
      continues: continues !== '',
      detectionSeconds,
      freezes: freezesFrom(settings.freeze, now),
      now,
    });
  });
}

/** Undefined as soon as it is unknown for one alarm: that one may be the one that fires. */
async function slowest(
  settings: readonly AlarmSettings[],
  alarms: Pick<Alarms, 'describe'>,
): Promise<number | undefined> {
  const readings = await alarmReadings(settings, alarms);
  for (const { name, alarm } of readings)
    if (!alarm.known) throw new Error(`Alarm ${name} could not be read: ${alarm.why}`);
  const seconds = readings.map(slowestDetection);
  const known = seconds.filter((each) => each !== undefined);
  return known.length === seconds.length && known.length > 0 ? Math.max(...known) : undefined;
}
