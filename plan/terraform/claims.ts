/** Which blocks of Terraform make records that a migration changes. */
import type { MigrationSettings } from '../../lambdas/migration/contract/settings.ts';
import { isMoved, type ResourceRecordSet } from '../../lambdas/migration/domain/record-set.ts';
import type { GroupClaim, RecordClaim } from '../../rehearsal/snapshot/terraform.ts';
import { parseAddress, type ResourceAddress } from '../../rehearsal/snapshot/terraform-address.ts';
import type { MovedRecord } from './moved-records.ts';

/** A record that Terraform makes, and the migration changes. */
export interface ClaimedRecord {
  readonly claim: RecordClaim;
  readonly address: ResourceAddress;
  readonly record: MovedRecord;
}

/** A block of a configuration with all that it makes of what the migration changes. */
export interface ClaimingBlock {
  /** Of the snapshot. */
  readonly file: string;
  readonly block: string;
  readonly claimed: readonly ClaimedRecord[];
}

export interface Claims {
  readonly blocks: readonly ClaimingBlock[];
  /** That delete all record sets of a zone that they don't have, also the fence and the weights. */
  readonly exclusive: readonly RecordClaim[];
  /** Auto Scaling groups that serve legacy's names. */
  readonly groups: readonly GroupClaim[];
  /** Of moved names, but of record sets that the zone doesn't have. */
  readonly unexplained: readonly RecordClaim[];
}

/** @param zone all record sets of the zone with this id */
export function claimsOn(
  settings: Pick<MigrationSettings, 'zones'>,
  claims: readonly RecordClaim[],
  moved: readonly MovedRecord[],
  zone: (id: string) => readonly ResourceRecordSet[],
): Omit<Claims, 'groups'> {
  const byKey = new Map(moved.map((record) => [keyOf(record), record]));
  const ours = claims.filter(({ zoneId, name, type }) =>
    settings.zones.some(
      ({ id, records }) => id === zoneId && records.includes(name) && isMoved({ Name: name, Type: type }),
    ),
  );
  const claimed = ours.flatMap((claim): ClaimedRecord[] => {
    const [record, address] = [byKey.get(keyOf(claim)), parseAddress(claim.address)];
    const isSimple = claim.resource === 'aws_route53_record' && claim.setIdentifier === undefined;
    return record && address && isSimple ? [{ claim, address, record }] : [];
  });
  const blocks = Map.groupBy(claimed, ({ claim, address }) => JSON.stringify([claim.file, address.block]));
  const zones = new Set(settings.zones.map(({ id }) => id));
  return {
    blocks: [...blocks.values()].flatMap((group) => {
      const [first] = group;
      return first ? [{ file: first.claim.file, block: first.address.block, claimed: group }] : [];
    }),
    exclusive: eachOnce(
      claims.filter(
        ({ resource, zoneId }) => resource === 'aws_route53_records_exclusive' && zones.has(zoneId),
      ),
    ),
    unexplained: ours.filter((claim) => !isThere(claim, zone(claim.zoneId))),
  };
}

/** Of each resource the first. */
function eachOnce(claims: readonly RecordClaim[]): readonly RecordClaim[] {
  return [...new Map(claims.map((claim) => [JSON.stringify([claim.file, claim.address]), claim])).values()];
}

function isThere({ name, type, setIdentifier }: RecordClaim, records: readonly ResourceRecordSet[]): boolean {
  return records.some(
    (record) => record.Name === name && record.Type === type && record.SetIdentifier === setIdentifier,
  );
}

function keyOf({ zoneId, name, type }: Pick<MovedRecord, 'zoneId' | 'name' | 'type'>): string {
  return `${zoneId} ${name} ${type}`;
}
