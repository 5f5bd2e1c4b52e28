/** What a migration does to each record, as Terraform would see it. */
import type { MigrationSettings } from '../../lambdas/migration/contract/settings.ts';
import { followsIn } from '../../lambdas/migration/domain/follows.ts';
import {
  allMilestones,
  type RecordShape,
  recordsAt,
  shapeOf,
} from '../../lambdas/migration/domain/milestones.ts';
import { plannedZone } from '../../lambdas/migration/domain/readiness/planned-zone.ts';
import { asBefore } from '../../lambdas/migration/domain/readiness/routing.ts';
import type { ResourceRecordSet } from '../../lambdas/migration/domain/record-set.ts';
import { RECORD_SETS } from '../../rehearsal/snapshot/kinds/route53.ts';
import type { Snapshot } from '../../rehearsal/snapshot/snapshot.ts';

export interface MovedRecord {
  readonly zoneId: string;
  /** As Route 53 returns it. */
  readonly name: string;
  readonly type: string;
  /** Arguments of `aws_route53_record` that the migration changes, in the order of the alphabet. */
  readonly changes: readonly string[];
  /** False where only its TTL changes, because the name follows another one. */
  readonly weighted: boolean;
  /** As the migration leaves it. */
  readonly after: ResourceRecordSet;
}

/** By the field of a record set. Weights and set identifiers come together. */
const ARGUMENTS = {
  AliasTarget: 'alias',
  HealthCheckId: 'health_check_id',
  ResourceRecords: 'records',
  SetIdentifier: 'set_identifier',
  TTL: 'ttl',
  Weight: 'weighted_routing_policy',
} as const satisfies Partial<Record<keyof ResourceRecordSet, string>>;

export function movedRecords(settings: MigrationSettings, snapshot: Snapshot): readonly MovedRecord[] {
  const zones = settings.zones.map(({ id, name, records: moved }) => ({
    name,
    moved,
    records: asBefore(recordsIn(snapshot, id), moved),
  }));
  const shape = shapeOf(settings, followsIn(zones).moved);
  return settings.zones.flatMap((zone, i) =>
    plannedZone(zone, zones[i]?.records ?? []).before.flatMap((record) =>
      movedRecord(zone.id, record, shape),
    ),
  );
}

/** All record sets of a zone; none where the snapshot lacks it. */
export function recordsIn(snapshot: Snapshot, zoneId: string): readonly ResourceRecordSet[] {
  const listing = snapshot.all(RECORD_SETS).find(({ names }) => names?.[0] === zoneId);
  return (listing?.content.ResourceRecordSets ?? []) as readonly ResourceRecordSet[];
}

function movedRecord(
  zoneId: string,
  record: ResourceRecordSet,
  shape: MigrationSettings & RecordShape,
): readonly MovedRecord[] {
  const [after] = recordsAt({ kind: 'retired' }, [record], shape);
  if (!after) return [];
  const seen = allMilestones(shape).flatMap((milestone) => recordsAt(milestone, [record], shape));
  const fields = Object.keys(ARGUMENTS) as (keyof typeof ARGUMENTS)[];
  const changes = fields.filter((field) => seen.some((each) => !isSame(each[field], record[field])));
  const { Name: name, Type: type } = record;
  return [
    {
      zoneId,
      name,
      type,
      changes: changes.map((field) => ARGUMENTS[field]),
      weighted: changes.includes('Weight'),
      after,
    },
  ];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
