import { freezesFrom } from '../../adapters/freeze-calendar.ts';
import type { AssessReadinessPayload } from '../../contract/payloads.ts';
import type { AlarmSettings } from '../../contract/settings.ts';
import { followsIn } from '../../domain/follows.ts';
import { legacyAnswers } from '../../domain/legacy-places.ts';
import { slowestDetection } from '../../domain/readiness/detection.ts';
import { type Plan, planMigration } from '../../domain/readiness/plan.ts';
import { plannedZone } from '../../domain/readiness/planned-zone.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import { alarmReadings } from '../../evidence/alarm-evidence.ts';
import { readOpenConnections } from '../../evidence/open-connections.ts';
import type { Alarms } from '../../ports/alarms.ts';
import { readLegacyZones } from '../../readiness/legacy-zones.ts';
import type { AssessPorts } from './ports.ts';

export type PlanPorts = Pick<AssessPorts, 'settings' | 'clock' | 'alarms' | 'connections' | 'zoneOf'>;

/** Reads what legacy answers with, the alarms and what ends connections, and plans with that. */
export function makePlan(
  { step, continues }: Pick<AssessReadinessPayload, 'step' | 'continues'>,
  ports: PlanPorts,
): Promise<Reading<Plan>> {
  return readingOf(async () => {
    const { settings, clock } = ports;
    const whole = await readLegacyZones(settings.zones, ports.zoneOf);
    const answerOf = legacyAnswers(whole);
    const places = whole.flatMap(({ moved }) => moved.flatMap((name) => answerOf(name).places));
    const [detectionSeconds, connections] = await Promise.all([
      slowest(settings.alarms, ports.alarms),
      readOpenConnections(settings, places, ports.connections),
    ]);
    const now = clock.now();
    return planMigration({
      settings,
      zones: settings.zones.map((zone, i) => plannedZone(zone, whole[i]?.records ?? [])),
      follows: followsIn(whole),
      step,
      continues: continues !== '',
      detectionSeconds,
      connections,
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
