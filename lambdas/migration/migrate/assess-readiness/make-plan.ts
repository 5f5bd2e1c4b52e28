import type { AssessReadinessPayload } from '../../contract/payloads.ts';
import type { ZoneSettings } from '../../contract/settings.ts';
import { followsIn, type LeadingZone } from '../../domain/follows.ts';
import { alarmsInRule, slowestDetection } from '../../domain/readiness/detection.ts';
import { type Plan, type PlannedZone, planMigration } from '../../domain/readiness/plan.ts';
import { asBefore } from '../../domain/readiness/routing.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import { isMoved, type ResourceRecordSet } from '../../domain/record-set.ts';
import type { Alarms } from '../../ports/alarms.ts';
import type { AssessPorts } from './ports.ts';

/** Reads what legacy answers with, and the alarms, and plans with that. */
export function makePlan(
  { step, continues }: Pick<AssessReadinessPayload, 'step' | 'continues'>,
  ports: AssessPorts,
): Promise<Reading<Plan>> {
  return readingOf(async () => {
    const { settings, clock } = ports;
    const whole: LeadingZone[] = [];
    for (const { id, name, records: moved } of settings.zones) {
      const records = asBefore(await ports.zoneOf(id).readAll(), moved);
      whole.push({ name, records, moved });
    }
    const detectionSeconds = await slowest(
      settings.alarms.map(({ name }) => name),
      ports.alarms,
    );
    return planMigration({
      settings,
      zones: settings.zones.map((zone, i) => plannedZone(zone, whole[i]?.records ?? [])),
      follows: followsIn(whole),
      step,
      continues: continues !== '',
      detectionSeconds,
      now: clock.now(),
    });
  });
}

function plannedZone(settings: ZoneSettings, records: readonly ResourceRecordSet[]): PlannedZone {
  const names = new Set(settings.records);
  return { settings, before: records.filter((record) => names.has(record.Name) && isMoved(record)) };
}

/** Undefined as soon as it is unknown for one alarm: that one may be the one that fires. */
async function slowest(
  names: readonly string[],
  alarms: Pick<Alarms, 'describe'>,
): Promise<number | undefined> {
  const described = await alarms.describe(names);
  const seconds = await Promise.all(
    described.map(async (alarm) => {
      const rule = alarm.kind === 'composite' ? alarmsInRule(alarm.rule) : [];
      return slowestDetection(alarm, rule.length > 0 ? await alarms.describe(rule) : []);
    }),
  );
  const known = seconds.filter((each) => each !== undefined);
  return known.length === names.length && known.length > 0 ? Math.max(...known) : undefined;
}
