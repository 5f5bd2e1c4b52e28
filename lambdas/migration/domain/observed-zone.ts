import { type Fence, parseFence } from './fence.ts';
import { isMoved, type ResourceRecordSet } from './record-set.ts';

/** The fence as it was found: absent, one of ours, or something in its place that is not in our form. */
export type FenceFound =
  | { readonly kind: 'absent' }
  | { readonly kind: 'ours'; readonly fence: Fence; readonly record: ResourceRecordSet }
  | { readonly kind: 'damaged'; readonly record: ResourceRecordSet };

/** What one read of a zone found at the names of a migration. */
export interface ObservedZone {
  readonly fence: FenceFound;
  /** Per name, the record sets of the types that a migration moves, whatever their routing. */
  readonly byName: ReadonlyMap<string, readonly ResourceRecordSet[]>;
}

/** Sorts what was read. Every requested name has an entry, be it empty. */
export function observe(
  records: readonly ResourceRecordSet[],
  names: readonly string[],
  fenceName: string,
): ObservedZone {
  const moved = Map.groupBy(records.filter(isMoved), (record) => record.Name);
  const byName = new Map(names.map((name) => [name, moved.get(name) ?? []]));
  return { fence: findFence(records, fenceName), byName };
}

export function findFence(records: readonly ResourceRecordSet[], fenceName: string): FenceFound {
  const record = records.find(({ Name, Type }) => Name === fenceName && Type === 'TXT');
  if (!record) return { kind: 'absent' };
  const values = record.ResourceRecords ?? [];
  const fence = values.length === 1 && values[0] ? parseFence(values[0].Value) : undefined;
  return fence ? { kind: 'ours', fence, record } : { kind: 'damaged', record };
}

/** The fence that was found. @throws where none of ours was: only for who has seen that it is */
export function fenceIn(found: FenceFound): Omit<Extract<FenceFound, { kind: 'ours' }>, 'kind'> {
  if (found.kind !== 'ours') throw new Error(`The fence is ${found.kind}.`);
  const { fence, record } = found;
  return { fence, record };
}
