import type { AssessReadinessPayload } from '../shared/contract/payloads.ts';
import { alarmsInRule, slowestDetection } from '../shared/domain/readiness/detection.ts';
import { type Plan, type PlannedZone, planMigration } from '../shared/domain/readiness/plan.ts';
import { legacyOf } from '../shared/domain/readiness/routing.ts';
import type { Reading } from '../shared/domain/reading.ts';
import type { Alarms } from '../shared/ports/alarms.ts';
import { readingOf } from '../shared/runtime/reading.ts';
import type { AssessWorld } from './world.ts';

/** Reads what legacy answers with, and the alarms, and plans with that. */
export function makePlan(
  { step, continues }: Pick<AssessReadinessPayload, 'step' | 'continues'>,
  world: AssessWorld,
): Promise<Reading<Plan>> {
  return readingOf(async () => {
    const { settings, clock } = world;
    const zones: PlannedZone[] = [];
    for (const zone of settings.zones) {
      const held = await world.zoneOf(zone.id).read(zone.records);
      zones.push({ settings: zone, before: legacyOf(held) });
    }
    const detectionSeconds = await slowest(
      settings.alarms.map(({ name }) => name),
      world.alarms,
    );
    return planMigration({
      settings,
      zones,
      step,
      continues: continues !== '',
      detectionSeconds,
      now: clock.now(),
    });
  });
}

/** Undefined as soon as it cannot be told of one alarm: it may be that one which fires. */
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
