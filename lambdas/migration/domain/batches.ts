/**
 * From what the zone contains to what it must contain, in batches that Route 53 accepts. Each batch swaps the fence
 * and moves whole names (A and AAAA together), so each keeps the invariants.
 */
import type { MigrationSettings } from '../contract/settings.ts';
import { type Fence, fenceRecord } from './fence.ts';
import { type Change, type ResourceRecordSet, sameRecord } from './record-set.ts';

/** Route 53's limits for one ChangeResourceRecordSets request: record elements (an alias is one) and characters in values. */
export const BATCH_LIMITS = { elements: 1000, characters: 32_000 } as const;

/** The part of the settings that bounds batches. */
export type BatchBounds = Pick<MigrationSettings, 'route53'>;

/**
 * Most changes of one batch, the fence's included. It waits until all its tokens are in the account's bucket at once, and
 * others, who take a few all the time, would keep one that needs the whole bucket waiting for ever: so half of it.
 */
export function mostChanges({ route53 }: BatchBounds): number {
  return Math.floor(route53.changes.burst / 2);
}

/** What happens to one name: exactly these go, exactly these come. */
export interface NameChange {
  readonly name: string;
  readonly remove: readonly ResourceRecordSet[];
  readonly add: readonly ResourceRecordSet[];
}

export interface Batch {
  readonly changes: readonly Change[];
  /** The fence that stands once the batch is accepted. */
  readonly fence: Fence;
  readonly names: readonly string[];
}

/**
 * True where both ask the same of a zone. A batch that was made from a read, was refused, and is made again from another
 * read has lost no race: nobody has written in between.
 */
export function sameChanges(a: Batch, b: Batch): boolean {
  return JSON.stringify(a.changes) === JSON.stringify(b.changes);
}

/** What is on both sides is left alone; undefined when nothing is left to do. */
export function changeName(
  name: string,
  from: readonly ResourceRecordSet[],
  to: readonly ResourceRecordSet[],
): NameChange | undefined {
  const remove = from.filter((record) => !to.some((other) => sameRecord(record, other)));
  const add = to.filter((record) => !from.some((other) => sameRecord(record, other)));
  return remove.length + add.length > 0 ? { name, remove, add } : undefined;
}

export interface BatchSize {
  /** Record sets that go or come. */
  readonly changes: number;
  readonly elements: number;
  readonly characters: number;
}

/** Route 53 makes an alias to another record of the zone only when that is there: so each goes after what it leads to. */
export function inMakingOrder(changes: readonly NameChange[]): readonly NameChange[] {
  const byName = new Map(changes.map((change) => [change.name, change]));
  const ordered = new Set<NameChange>();
  const put = (change: NameChange, waiting: readonly NameChange[]): void => {
    if (ordered.has(change) || waiting.includes(change)) return;
    for (const { AliasTarget } of change.add) {
      const led = AliasTarget && byName.get(AliasTarget.DNSName);
      if (led) put(led, [...waiting, change]);
    }
    ordered.add(change);
  };
  for (const change of changes) put(change, []);
  return [...ordered];
}

/** What one name's change takes of a batch's limits. */
export function sizeOf(change: NameChange): BatchSize {
  const records = [...change.remove, ...change.add].map(recordSize);
  return {
    changes: records.length,
    elements: records.reduce((sum, size) => sum + size.elements, 0),
    characters: records.reduce((sum, size) => sum + size.characters, 0),
  };
}

/** Whether a name's change, which is never split, can be accepted at all. */
export function fitsOneBatch(change: NameChange, bounds: BatchBounds): boolean {
  return fits(plus(FENCE_SIZE, sizeOf(change)), bounds);
}

function fits({ changes, elements, characters }: BatchSize, bounds: BatchBounds): boolean {
  return (
    changes <= mostChanges(bounds) &&
    elements <= BATCH_LIMITS.elements &&
    characters <= BATCH_LIMITS.characters
  );
}

function plus(a: BatchSize, b: BatchSize): BatchSize {
  return {
    changes: a.changes + b.changes,
    elements: a.elements + b.elements,
    characters: a.characters + b.characters,
  };
}

/**
 * Packs name changes into as few batches as Route 53's limits allow, in the order given; at least one batch,
 * so that a change of the fence alone is a batch too.
 * @param held the fence record that stands now, deleted by the first batch; undefined where there is none
 * @param fences the fence to write in batch `index` of `count`
 */
export function packBatches(
  changes: readonly NameChange[],
  fenceName: string,
  held: ResourceRecordSet | undefined,
  fences: (index: number, count: number) => Fence,
  bounds: BatchBounds,
): readonly Batch[] {
  return chainBatches(splitByLimits(changes, bounds), fenceName, held, fences);
}

/** One batch for each of `groups`, each of which must fit; every one takes the fence on from the one before. */
export function chainBatches(
  groups: readonly (readonly NameChange[])[],
  fenceName: string,
  held: ResourceRecordSet | undefined,
  fences: (index: number, count: number) => Fence,
): readonly Batch[] {
  let standing = held;
  return groups.map((group, index) => {
    const fence = fences(index, groups.length);
    const next = fenceRecord(fenceName, fence);
    const batch = {
      fence,
      names: group.map((change) => change.name),
      changes: [
        ...(standing ? [asChange('DELETE', standing)] : []),
        ...group.flatMap(({ remove }) => remove.map((record) => asChange('DELETE', record))),
        ...group.flatMap(({ add }) => add.map((record) => asChange('CREATE', record))),
        asChange('CREATE', next),
      ],
    };
    standing = next;
    return batch;
  });
}

/** Room for the fence going and coming: two values of at most 255 characters. */
export const FENCE_SIZE: BatchSize = { changes: 2, elements: 2, characters: 520 };

/**
 * In the order given, as few groups as fit a batch each; one that is empty where there is nothing to change. A name that
 * fits no batch is a group of its own: Route 53 may take it all the same.
 */
export function splitByLimits(changes: readonly NameChange[], bounds: BatchBounds): NameChange[][] {
  return split(changes, sizeOf, bounds);
}

/** The same where no more than the names' sizes is known. */
export function splitSizes(sizes: readonly BatchSize[], bounds: BatchBounds): BatchSize[][] {
  return split(sizes, (size) => size, bounds);
}

function split<T>(all: readonly T[], sizeIn: (each: T) => BatchSize, bounds: BatchBounds): T[][] {
  const groups: T[][] = [[]];
  let filled = FENCE_SIZE;
  for (const each of all) {
    const size = sizeIn(each);
    if (!fits(plus(filled, size), bounds) && groups.at(-1)?.length) {
      groups.push([]);
      filled = FENCE_SIZE;
    }
    groups.at(-1)?.push(each);
    filled = plus(filled, size);
  }
  return groups;
}

function recordSize(record: ResourceRecordSet): Pick<BatchSize, 'elements' | 'characters'> {
  const values = record.ResourceRecords ?? [];
  return {
    elements: Math.max(1, values.length),
    characters: values.reduce((sum, { Value }) => sum + Value.length, 0),
  };
}

function asChange(Action: Change['Action'], record: ResourceRecordSet): Change {
  return { Action, ResourceRecordSet: record };
}
