/** Record sets as texts that are the same for equal ones. */
import { type Fence, parseFence } from '../../../lambdas/migration/domain/fence.ts';
import type { ResourceRecordSet } from '../../../lambdas/migration/domain/record-set.ts';

/** Said anew: what the code under test takes for moved is what is watched. */
const MOVED = new Set(['A', 'AAAA', 'CNAME']);

/** A record set never changes once the engine has it, and is looked at in every version. */
const texts = new WeakMap<ResourceRecordSet, string>();

export function isFence({ Type }: { readonly Type: string }): boolean {
  return Type === 'TXT';
}

/** The zone's fence among these, where it can be read. */
export function fenceIn(records: readonly ResourceRecordSet[]): Fence | undefined {
  return parseFence(records.find(isFence)?.ResourceRecords?.[0]?.Value ?? '');
}

export function isMoved({ Type }: { readonly Type: string }): boolean {
  return MOVED.has(Type);
}

/** Values are a set. */
export function textOf(record: ResourceRecordSet): string {
  const known = texts.get(record);
  if (known !== undefined) return known;
  const values = record.ResourceRecords?.map(({ Value }) => Value).toSorted();
  const text = JSON.stringify({ ...record, ResourceRecords: values }, keysSorted);
  texts.set(record, text);
  return text;
}

/** All-zero groups, and A moved while AAAA is not. */
export function unsound(records: readonly ResourceRecordSet[]): string[] {
  const groups = Map.groupBy(records.filter(isMoved), ({ Name, Type }) => `${Name} ${Type}`);
  const allZero = [...groups].filter(([, members]) => members.every(({ Weight }) => Weight === 0));
  const shape = (key: string) =>
    JSON.stringify(groups.get(key)?.map((r) => [r.Weight, r.SetIdentifier, r.AliasTarget?.DNSName]));
  const apart = [...groups.keys()].filter((key) => {
    const other = key.replace(/ A$/, ' AAAA');
    return key.endsWith(' A') && groups.has(other) && shape(key) !== shape(other);
  });
  return [
    ...allZero.map(([key]) => `${key} has all weights 0`),
    ...apart.map((key) => `${key} and its AAAA are apart`),
  ];
}

function keysSorted(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
