/** Which routing policy a record set belongs to, and what of a stopped run's groups is legacy's. */

import { SET_IDENTIFIERS } from '../milestones.ts';
import { isMoved, type ResourceRecordSet } from '../record-set.ts';

/** Fields by which Route 53 distinguishes the policies, and its words for them. */
const POLICIES: readonly (readonly [keyof ResourceRecordSet, string])[] = [
  ['TrafficPolicyInstanceId', 'traffic policy'],
  ['Weight', 'weighted'],
  ['Region', 'latency'],
  ['Failover', 'failover'],
  ['GeoLocation', 'geolocation'],
  ['GeoProximityLocation', 'geoproximity'],
  ['CidrRoutingConfig', 'IP-based (CIDR)'],
  ['MultiValueAnswer', 'multivalue answer'],
];

/** The policy in Route 53's words; `simple` for a record set that stands alone. */
export function routingPolicy(record: ResourceRecordSet): string {
  const policy = POLICIES.find(([field]) => record[field] !== undefined);
  if (policy) return policy[1];
  return record.SetIdentifier === undefined ? 'simple' : 'not known';
}

/**
 * What legacy answered with, read back from the groups of a run that stopped in its shift: the legacy members
 * without what made them members. Simple record sets are given back as they are.
 */
export function legacyOf(records: readonly ResourceRecordSet[]): ResourceRecordSet[] {
  return records.filter(isMoved).flatMap((record) => {
    if (record.SetIdentifier === undefined) return [record];
    if (record.SetIdentifier !== SET_IDENTIFIERS.legacy) return [];
    const { SetIdentifier: _id, Weight: _weight, ...before } = record;
    return [before];
  });
}

/** A whole zone as legacy answers: at the names of the migration as `legacyOf` has it, everything else as it stands. */
export function asBefore(
  records: readonly ResourceRecordSet[],
  moved: readonly string[],
): readonly ResourceRecordSet[] {
  const names = new Set(moved);
  return records.flatMap((record) =>
    names.has(record.Name) && isMoved(record) ? legacyOf([record]) : [record],
  );
}
