import { dotted } from '../../shared/contract/dns-names.ts';
import { canonicalAddress } from '../../shared/contract/ip-addresses.ts';

/**
 * A record set as Route 53's API shows it, field for field, so that nothing is lost between what was read
 * and what a DELETE must give back exactly. Names are dot-terminated and lower case, `*` as `\052`.
 */
export interface ResourceRecordSet {
  readonly Name: string;
  readonly Type: string;
  readonly TTL?: number;
  readonly ResourceRecords?: readonly { readonly Value: string }[];
  readonly AliasTarget?: {
    readonly HostedZoneId: string;
    readonly DNSName: string;
    readonly EvaluateTargetHealth: boolean;
  };
  readonly SetIdentifier?: string;
  readonly Weight?: number;
  readonly HealthCheckId?: string;
  readonly Region?: string;
  readonly Failover?: string;
  readonly MultiValueAnswer?: boolean;
  readonly GeoLocation?: Readonly<Record<string, string | undefined>>;
  readonly GeoProximityLocation?: object;
  readonly CidrRoutingConfig?: object;
  readonly TrafficPolicyInstanceId?: string;
}

/** One element of a batch. UPSERT is left out on purpose: it is not a compare-and-swap. */
export interface Change {
  readonly Action: 'CREATE' | 'DELETE';
  readonly ResourceRecordSet: ResourceRecordSet;
}

/** The types a migration moves. A name is moved with all of these that it has, in one batch. */
export const MOVED_TYPES = ['A', 'AAAA', 'CNAME'] as const;

/** True for a record set that a migration of its name moves, whatever its routing. */
export function isMoved(record: ResourceRecordSet): boolean {
  return (MOVED_TYPES as readonly string[]).includes(record.Type);
}

/** Equal field for field. Of values neither the order matters nor how an address or a name is written: DNS answers the same. */
export function sameRecord(a: ResourceRecordSet, b: ResourceRecordSet): boolean {
  if (!DISTINGUISHING.every((field) => a[field] === b[field])) return false;
  return sameData(a, b) || sameData(comparable(a), comparable(b));
}

/** The values as they are compared. */
export function comparableValues({
  Type,
  ResourceRecords: values = [],
}: ResourceRecordSet): readonly string[] {
  return values.map(({ Value }) => comparableValue(Type, Value)).toSorted();
}

function comparableValue(type: string, value: string): string {
  if (type === 'AAAA') return canonicalAddress(value);
  return type === 'CNAME' ? dotted(value) : value;
}

function comparable(record: ResourceRecordSet): object {
  return record.ResourceRecords ? { ...record, ResourceRecords: comparableValues(record) } : record;
}

/** The fields in which record sets of one name usually differ. */
const DISTINGUISHING = ['Type', 'Weight', 'SetIdentifier', 'TTL'] as const;

/** Equal as sets. For the few record sets of a name. */
export function sameRecords(a: readonly ResourceRecordSet[], b: readonly ResourceRecordSet[]): boolean {
  return a.length === b.length && within(a, b) && within(b, a);
}

/** Equal as sets, but for the health checks that they name. A simple record set is answered whatever its check says. */
export function sameButForHealthChecks(
  a: readonly ResourceRecordSet[],
  b: readonly ResourceRecordSet[],
): boolean {
  const unchecked = ({ HealthCheckId: _id, ...record }: ResourceRecordSet): ResourceRecordSet => record;
  return sameRecords(a.map(unchecked), b.map(unchecked));
}

function within(a: readonly ResourceRecordSet[], b: readonly ResourceRecordSet[]): boolean {
  return a.every((record) => b.some((other) => sameRecord(record, other)));
}

/** Equal to the depths. A field that is undefined is none. */
function sameData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isObject(a) || !isObject(b)) return false;
  for (const key in a) if (!sameData(a[key], b[key])) return false;
  for (const key in b) if (a[key] === undefined && b[key] !== undefined) return false;
  return true;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
