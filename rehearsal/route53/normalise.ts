import { canonicalAddress } from '../../lambdas/shared/contract/ip-addresses.ts';
import { parseName, problemText } from './names.ts';
import type { RecordSet, RecordSetInput, RecordType } from './types.ts';
import { parseValue } from './values.ts';

export type Normalised =
  | { readonly ok: true; readonly record: RecordSet }
  | { readonly ok: false; readonly messages: readonly string[] };

/** Values that one record set may hold. */
const MAX_VALUES = 400;

/** Fields that are kept as they are. */
const PLAIN_FIELDS = [
  'SetIdentifier',
  'Weight',
  'Region',
  'Failover',
  'MultiValueAnswer',
  'TTL',
  'HealthCheckId',
  'TrafficPolicyInstanceId',
] as const;

const OBJECT_FIELDS = ['GeoLocation', 'CidrRoutingConfig', 'GeoProximityLocation'] as const;

/** Record sets that are in that form: whoever deletes one, or puts it back, often hands over the very object that was read. */
const normalised = new WeakSet<object>();

/**
 * The stored form of a record set whose shape has been checked: canonical names, values kept character by character
 * but read by their type, frozen. Otherwise every reason why a name or value can't be read.
 */
export function normalise(input: RecordSetInput): Normalised {
  if (normalised.has(input)) return { ok: true, record: input as RecordSet };
  const read = readRecord(input);
  if (read.ok) normalised.add(read.record);
  return read;
}

function readRecord(input: RecordSetInput): Normalised {
  const type = input.Type as RecordType;
  const messages: string[] = [];
  const name = parseName(input.Name as string);
  if (!name.ok) messages.push(problemText(name.problem));
  const alias = input.AliasTarget && parseName(input.AliasTarget.DNSName as string);
  if (alias && !alias.ok) messages.push(problemText(alias.problem));
  const values = (input.ResourceRecords ?? []).map(({ Value }) => Value as string);
  messages.push(...valueProblems(type, values));
  if (!name.ok || (alias && !alias.ok) || messages.length > 0) return { ok: false, messages };

  const record: Record<string, unknown> = { Name: name.value, Type: type };
  for (const field of PLAIN_FIELDS) if (input[field] !== undefined) record[field] = input[field];
  for (const field of OBJECT_FIELDS) if (input[field] !== undefined) record[field] = frozenCopy(input[field]);
  if (input.ResourceRecords) {
    record.ResourceRecords = Object.freeze(values.map((Value) => Object.freeze({ Value })));
  }
  if (input.AliasTarget && alias) {
    const { HostedZoneId, EvaluateTargetHealth } = input.AliasTarget;
    record.AliasTarget = Object.freeze({ HostedZoneId, DNSName: alias.value, EvaluateTargetHealth });
  }
  return { ok: true, record: Object.freeze(record) as unknown as RecordSet };
}

function valueProblems(type: RecordType, values: readonly string[]): string[] {
  const messages: string[] = [];
  const seen = new Set<string>();
  for (const value of values) {
    const parsed = parseValue(type, value);
    if (!parsed.ok) messages.push(`Invalid Resource Record: '${problemText(parsed.problem)}'`);
    else if (seen.has(comparable(type, value))) messages.push(`Duplicate Resource Record: '${value}'`);
    seen.add(comparable(type, value));
  }
  if ((type === 'CNAME' || type === 'SOA') && values.length > 1) {
    messages.push(
      `A resource record set of type ${type} must have exactly one value, but has ${values.length}`,
    );
  }
  if (values.length > MAX_VALUES) messages.push(`Cannot have more than ${MAX_VALUES} records in a RRSet.`);
  return messages;
}

/**
 * `record`, where what it writes anew of an address that `stored` has is left as it was written first.
 * Source: https://github.com/cookpad/roadworker/pull/100
 */
export function inFirstNotation(record: RecordSet, stored: RecordSet | undefined): RecordSet {
  if (record.Type !== 'AAAA' || !record.ResourceRecords || !stored?.ResourceRecords) return record;
  const first = new Map(stored.ResourceRecords.map((value) => [canonicalAddress(value.Value), value]));
  const values = record.ResourceRecords.map((value) => first.get(canonicalAddress(value.Value)) ?? value);
  return Object.freeze({ ...record, ResourceRecords: Object.freeze(values) });
}

function comparable(type: RecordType, value: string): string {
  return type === 'AAAA' ? canonicalAddress(value) : value;
}

function frozenCopy(value: object): object {
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return Object.freeze(
    Object.fromEntries(entries.map(([k, v]) => [k, v && typeof v === 'object' ? frozenCopy(v) : v])),
  );
}

/** What distinguishes record sets: name, type and set identifier. */
export function keyOf(record: RecordSet): string {
  return `${record.Name}\n${record.Type}\n${record.SetIdentifier ?? ''}`;
}

/**
 * Equality as a DELETE needs it: every field the same, values as a set. Both canonical.
 * (Values are unique within a record set, so equal sizes and one inclusion are enough.)
 */
export function sameRecordSet(a: RecordSet, b: RecordSet): boolean {
  if (a === b) return true;
  return (
    keyOf(a) === keyOf(b) &&
    PLAIN_FIELDS.every((field) => a[field] === b[field]) &&
    OBJECT_FIELDS.every((field) => sameObject(a[field], b[field])) &&
    sameObject(a.AliasTarget, b.AliasTarget) &&
    sameValues(a.ResourceRecords, b.ResourceRecords)
  );
}

function sameValues(a: RecordSet['ResourceRecords'], b: RecordSet['ResourceRecords']): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.length !== b.length) return false;
  const values = new Set(a.map(({ Value }) => Value));
  return b.every(({ Value }) => values.has(Value));
}

function sameObject(a: object | undefined, b: object | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && stableText(a) === stableText(b));
}

function stableText(value: object): string {
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries.map(([k, v]) => [k, v && typeof v === 'object' ? stableText(v) : v]));
}
