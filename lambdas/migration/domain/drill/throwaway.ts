/** The record sets that a drill moves: as near to what the migration moves as the zone shows. */
import type { ClusterTarget } from '../../contract/settings.ts';
import { isMoved, type ResourceRecordSet } from '../record-set.ts';

/** Addresses for documentation, which lead nowhere. Source: RFC 5737, RFC 3849. */
const NOWHERE: readonly Omit<ResourceRecordSet, 'Name'>[] = [
  { Type: 'A', TTL: 300, ResourceRecords: [{ Value: '192.0.2.1' }] },
  { Type: 'AAAA', TTL: 300, ResourceRecords: [{ Value: '2001:db8::1' }] },
];

/**
 * @param name of the throwaway
 * @param model what the zone contains at the first name that is moved there. It is copied if it is simple and leads to no
 * moved name; otherwise the addresses lead nowhere. A health check is not copied: nobody asks for the name.
 * @param moved all names of the migration
 */
export function legacyLike(
  name: string,
  model: readonly ResourceRecordSet[],
  moved: ReadonlySet<string>,
  target: ClusterTarget,
): readonly ResourceRecordSet[] {
  const records = model.filter((record) => isMoved(record) && isTaken(record.Type, target));
  if (records.length > 0 && records.every((record) => isSimple(record) && !leadsTo(moved, record)))
    return records.map(({ HealthCheckId: _, ...record }) => ({ ...record, Name: name }));
  return NOWHERE.filter(({ Type }) => isTaken(Type, target)).map((record) => ({ Name: name, ...record }));
}

/** The cluster answers with this type. */
function isTaken(type: string, target: ClusterTarget): boolean {
  if (target.kind === 'load-balancer') return true;
  return (type === 'A' && target.ipv4.length > 0) || (type === 'AAAA' && target.ipv6.length > 0);
}

function isSimple(record: ResourceRecordSet): boolean {
  return record.SetIdentifier === undefined && record.TrafficPolicyInstanceId === undefined;
}

function leadsTo(
  moved: ReadonlySet<string>,
  { AliasTarget, ResourceRecords = [] }: ResourceRecordSet,
): boolean {
  const targets = [AliasTarget?.DNSName ?? '', ...ResourceRecords.map(({ Value }) => Value)];
  return targets.some((target) => moved.has(target) || moved.has(`${target}.`));
}
