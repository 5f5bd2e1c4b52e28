import { invalidInput } from './errors.ts';
import { atMost, incomplete, inRange, oneOf, oneOfIfGiven, required, tooShort } from './schema-violations.ts';
import type { ChangeBatchInput, RecordSetInput } from './types.ts';
import { ACTIONS, RECORD_TYPES } from './types.ts';

const MAX_TTL = 2_147_483_647;
const MAX_WEIGHT = 255;

const POLICIES = [
  'Weight',
  'Region',
  'Failover',
  'GeoLocation',
  'MultiValueAnswer',
  'CidrRoutingConfig',
  'GeoProximityLocation',
] as const;

/** The element that makes a record set part of a group; undefined for a simple one. */
export function policyOf(record: RecordSetInput): (typeof POLICIES)[number] | undefined {
  return POLICIES.find((field) => record[field] !== undefined);
}

/**
 * Checks what can be said of a batch without a zone: first each element by the schema, then which elements go
 * together. Throws `InvalidInput` with the first schema violation, or with all contradictions.
 */
export function checkShape(batch: ChangeBatchInput): void {
  atMost(batch.Comment, 256, 'ResourceDescription');
  const changes = batch.Changes ?? [];
  if (changes.length === 0) throw incomplete('Changes', 'Change');
  for (const change of changes) {
    oneOf(change.Action, ACTIONS, 'Action', 'Change');
    if (change.ResourceRecordSet === undefined) throw incomplete('Change', 'ResourceRecordSet');
    checkElements(change.ResourceRecordSet);
  }
  const contradictions = changes.flatMap((change) =>
    contradictionsOf(change.ResourceRecordSet as RecordSetInput).map(
      (text) => `${text} in Change with [${describe(change.Action, change.ResourceRecordSet)}]`,
    ),
  );
  if (contradictions.length > 0) throw invalidInput(`Invalid request: ${contradictions.join(', ')}`);
}

function checkElements(record: RecordSetInput): void {
  required(record.Name, 'Name', 'ResourceRecordSet');
  atMost(record.Name, 1024, 'DNSName');
  oneOf(record.Type, RECORD_TYPES, 'Type', 'ResourceRecordSet');
  if (record.SetIdentifier === '') throw tooShort(record.SetIdentifier, 'ResourceRecordSetIdentifier');
  atMost(record.SetIdentifier, 128, 'ResourceRecordSetIdentifier');
  inRange(record.Weight, MAX_WEIGHT, 'ResourceRecordSetWeight');
  inRange(record.TTL, MAX_TTL, 'TTL');
  oneOfIfGiven(record.Failover, ['PRIMARY', 'SECONDARY'], 'Failover');
  if (record.ResourceRecords?.length === 0) throw incomplete('ResourceRecords', 'ResourceRecord');
  for (const { Value } of record.ResourceRecords ?? []) {
    required(Value, 'Value', 'ResourceRecord');
    atMost(Value, 4000, 'RData');
  }
  if (record.AliasTarget === undefined) return;
  required(record.AliasTarget.HostedZoneId, 'HostedZoneId', 'AliasTarget');
  required(record.AliasTarget.DNSName, 'DNSName', 'AliasTarget');
  required(record.AliasTarget.EvaluateTargetHealth, 'EvaluateTargetHealth', 'AliasTarget');
}

function contradictionsOf(record: RecordSetInput): string[] {
  const texts: string[] = [];
  const answers = [
    record.AliasTarget !== undefined,
    record.TTL !== undefined && record.ResourceRecords !== undefined,
    record.TrafficPolicyInstanceId !== undefined,
  ].filter(Boolean).length;
  // A TTL or values beside an alias are too many, even when only one of the two is there.
  const besideAlias =
    record.AliasTarget !== undefined && (record.TTL !== undefined || record.ResourceRecords !== undefined);
  if (answers !== 1 || besideAlias) {
    const found = answers === 0 ? 'none' : 'more than one';
    texts.push(
      `Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found ${found}`,
    );
  }
  const policies = POLICIES.filter((field) => record[field] !== undefined);
  if (policies.length > 0 && record.SetIdentifier === undefined) texts.push("Missing field 'SetIdentifier'");
  if (policies.length > 1 || (policies.length === 0 && record.SetIdentifier !== undefined)) {
    const found = policies.length === 0 ? 'none' : 'more than one';
    texts.push(
      `Expected exactly one of [Weight, Region, Failover, GeoLocation, or MultiValueAnswer], but found ${found}`,
    );
  }
  return texts;
}

function describe(action: string | undefined, record: RecordSetInput | undefined): string {
  return [
    `Action=${action}`,
    `Name=${record?.Name}`,
    `Type=${record?.Type}`,
    `SetIdentifier=${record?.SetIdentifier ?? null}`,
  ].join(', ');
}
