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

/** A record set never changes once it was read, and a decision compares it with every stage of its migration. */
const canonicalTexts = new WeakMap<ResourceRecordSet, string>();

/** A stable text of a record set in which values are a set (their order doesn't matter to Route 53). */
export function canonical(record: ResourceRecordSet): string {
  const known = canonicalTexts.get(record);
  if (known !== undefined) return known;
  const values = record.ResourceRecords?.map((r) => r.Value).toSorted();
  const text = JSON.stringify(sortKeys({ ...record, ...(values && { ResourceRecords: values }) }));
  canonicalTexts.set(record, text);
  return text;
}

/** Equal as Route 53 compares for a DELETE. What tells most record sets apart is looked at before their texts are made. */
export function sameRecord(a: ResourceRecordSet, b: ResourceRecordSet): boolean {
  if (a === b) return true;
  return TELLING.every((field) => a[field] === b[field]) && canonical(a) === canonical(b);
}

/** The fields in which record sets of one name usually differ. */
const TELLING = ['Type', 'Weight', 'SetIdentifier', 'TTL'] as const;

/** Equal as sets. For the few record sets of a name. */
export function sameRecords(a: readonly ResourceRecordSet[], b: readonly ResourceRecordSet[]): boolean {
  return a.length === b.length && within(a, b) && within(b, a);
}

function within(a: readonly ResourceRecordSet[], b: readonly ResourceRecordSet[]): boolean {
  return a.every((record) => b.some((other) => sameRecord(record, other)));
}

/** `\052.example.com.` → `*.example.com`: for people only. */
export function displayName(name: string): string {
  return name.replace(/^\\052\./, '*.').replace(/\.$/, '');
}

function sortKeys(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sortKeys);
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort())
    sorted[key] = sortKeys((value as Record<string, unknown>)[key]);
  return sorted;
}
