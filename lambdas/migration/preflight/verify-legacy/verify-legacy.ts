import { instant } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { CheckResult } from '../../contract/findings.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { followsIn, type LeadingZone } from '../../domain/follows.ts';
import { compactIfLong } from '../../domain/readiness/compact.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import { isMoved, type ResourceRecordSet } from '../../domain/record-set.ts';
import { ownAnswers } from '../../domain/traffic-sources.ts';
import { type LookPorts, lookAtLegacy } from '../../evidence/look-at-legacy.ts';
import type { Zone } from '../../ports/zone.ts';
import { readLegacyZones } from '../../readiness/legacy-zones.ts';

export interface VerifyLegacyPorts {
  readonly settings: Pick<MigrationSettings, 'zones' | 'ingress'>;
  readonly clock: Clock;
  readonly zoneOf: (zoneId: string) => Pick<Zone, 'readAll'>;
  readonly legacy: LookPorts;
}

const check = MIGRATE.verifyLegacy;

/** Whether legacy could take all the traffic back: who serves the names today, and whether that is enough. */
export async function verifyLegacy(ports: VerifyLegacyPorts): Promise<CheckResult> {
  const { settings, clock, zoneOf, legacy } = ports;
  const read = await readingOf(() => readLegacyZones(settings.zones, zoneOf));
  if (!read.known) return { check, findings: [unreadable(read)] };
  const zones = read.value;
  const look = { zones, before: ownIn(zones), begunAt: instant(clock.now()), ingress: settings.ingress };
  const found = await lookAtLegacy(look, legacy);
  return { check, findings: compactIfLong(found.map((remark) => ({ check, ...remark }))) };
}

/** At the names that follow no other one, in all zones. */
function ownIn(whole: readonly LeadingZone[]): readonly ResourceRecordSet[] {
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
