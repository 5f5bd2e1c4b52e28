import { instant } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { CheckResult } from '../../contract/findings.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { followsIn, type LeadingZone } from '../../domain/follows.ts';
import { judgeLegacy } from '../../domain/legacy/judge-legacy.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import { asBefore } from '../../domain/readiness/routing.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import { isMoved, type ResourceRecordSet } from '../../domain/record-set.ts';
import { ownAnswers } from '../../domain/traffic-sources.ts';
import { type LegacyPorts, legacyEvidence } from '../../evidence/legacy-evidence.ts';
import type { Zone } from '../../ports/zone.ts';

export interface VerifyLegacyPorts {
  readonly settings: Pick<MigrationSettings, 'zones'>;
  readonly clock: Clock;
  readonly zoneOf: (zoneId: string) => Pick<Zone, 'readAll'>;
  readonly legacy: LegacyPorts;
}

const check = MIGRATE.verifyLegacy;

/** Whether legacy could take all the traffic back: who serves the names today, and whether that is enough. */
export async function verifyLegacy(ports: VerifyLegacyPorts): Promise<CheckResult> {
  const before = await readingOf(() => answersBefore(ports));
  if (!before.known) return { check, findings: [unreadable(before)] };
  const seen = await legacyEvidence(before.value, instant(ports.clock.now()), ports.legacy);
  return { check, findings: judgeLegacy(seen).map((remark) => ({ check, ...remark })) };
}

/** What legacy answers with at the names that follow no other one, in all zones. */
async function answersBefore({ settings, zoneOf }: VerifyLegacyPorts): Promise<readonly ResourceRecordSet[]> {
  const whole: LeadingZone[] = [];
  for (const { id, name, records: moved } of settings.zones)
    whole.push({ name, records: asBefore(await zoneOf(id).readAll(), moved), moved });
  const { moved: follows } = followsIn(whole);
  const records = whole.flatMap(({ records: all, moved }) =>
    all.filter((record) => moved.includes(record.Name) && isMoved(record)),
  );
  return ownAnswers([{ records, follows }]);
}

function unreadable({ why }: Extract<Reading<never>, { known: false }>) {
  return notesOf(check).fail('legacy', 'legacy-unreadable', {
    seen: `The zones could not be read: ${why}`,
    why: 'Where legacy serves is in the records of the names.',
    toDo: 'Fix what the message says, then start again.',
  });
}
