/** What a migration does to each record, as Terraform would see it. */
import type { MigrationSettings } from '../../lambdas/migration/contract/settings.ts';
import {
  allMilestones,
  type RecordShape,
  recordsAt,
  shapeOf,
} from '../../lambdas/migration/domain/milestones.ts';
import type { ResourceRecordSet } from '../../lambdas/migration/domain/record-set.ts';
import type { Snapshot } from '../../rehearsal/snapshot/snapshot.ts';
import { legacyZonesIn } from '../offline/legacy-zones.ts';

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
  const { zones, follows } = legacyZonesIn(settings, snapshot);
  const shape = shapeOf(settings, follows);
  return zones.flatMap(({ id, before }) => before.flatMap((record) => movedRecord(id, record, shape)));
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
