/**
 * What a step of a migration may do to a zone, decided from what the zone holds. The step never writes over
 * anything that neither it nor the step before it wrote.
 */
import { type Batch, changeName, type NameChange, packBatches } from './batches.ts';
import type { Fence } from './fence.ts';
import type { FenceFound, ObservedZone } from './observed-zone.ts';
import { displayName, type ResourceRecordSet } from './record-set.ts';
import { fenceOf, matchStage, type RecordShape, recordsAt, type Stage } from './stages.ts';

export interface AdvanceGoal {
  readonly migration: string;
  /** Name of the execution that wants to write. */
  readonly run: string;
  /** The stopped run whose fence this one may take over, or ''. */
  readonly takesOver: string;
  /** The newest epoch that the journal knows of the zone; 0 when none. A fence made anew goes on from it. */
  readonly knownEpoch: number;
  /** Where the zone must be now; `before` only for the step that opens the run. */
  readonly from: Stage;
  readonly to: Stage;
  /** Close the fence in place of the phase that `to` has: the migration is over. */
  readonly close: boolean;
}

export type AdvanceDecision =
  /** The zone is where the step wanted it. */
  | { readonly kind: 'done'; readonly fence: Fence }
  | { readonly kind: 'write'; readonly batches: readonly Batch[] }
  /** Somebody else wrote: hold for a person. */
  | { readonly kind: 'foreign'; readonly reasons: readonly string[] }
  /** The fence is not this run's, or not any more: this writer must stop. */
  | { readonly kind: 'lost'; readonly reason: string };

/** The before-image of one zone, by name. */
export type NamesBefore = ReadonlyMap<string, readonly ResourceRecordSet[]>;

export function byName(records: readonly ResourceRecordSet[]): NamesBefore {
  return Map.groupBy(records, (record) => record.Name);
}

export function decideAdvance(
  observed: ObservedZone,
  before: NamesBefore,
  fenceName: string,
  goal: AdvanceGoal,
  shape: RecordShape,
): AdvanceDecision {
  const standing = judgeFence(observed.fence, goal);
  if ('kind' in standing) return standing;
  const placed = placeNames(observed, before, goal, shape);
  if (placed.foreign.length > 0) return { kind: 'foreign', reasons: placed.foreign };
  const target = targetFence(goal);
  if (placed.changes.length === 0 && standing.fence && carries(standing.fence, target)) {
    return { kind: 'done', fence: standing.fence };
  }
  const batches = packBatches(placed.changes, fenceName, standing.record, (index) => ({
    ...target,
    epoch: standing.epoch + index + 1,
  }));
  return { kind: 'write', batches };
}

/**
 * A batch that swaps nothing but the fence. Its change id stands for every batch before it, where the answer
 * that carried their own id was lost.
 */
export function touchFence(fence: Fence, fenceName: string, record: ResourceRecordSet): Batch {
  const [batch] = packBatches([], fenceName, record, () => ({ ...fence, epoch: fence.epoch + 1 }));
  if (!batch) throw new Error('A change of the fence alone is one batch.');
  return batch;
}

interface Standing {
  /** Undefined where no run ever began. */
  readonly fence: Fence | undefined;
  readonly record: ResourceRecordSet | undefined;
  readonly epoch: number;
}

function judgeFence(found: FenceFound, goal: AdvanceGoal): Standing | AdvanceDecision {
  const opens = goal.from.kind === 'before';
  if (found.kind === 'damaged') {
    const held = found.record.ResourceRecords?.map((value) => value.Value).join(' ');
    return { kind: 'foreign', reasons: [`${displayName(found.record.Name)} TXT is not a fence: ${held}`] };
  }
  if (found.kind === 'absent') {
    if (opens) return { fence: undefined, record: undefined, epoch: goal.knownEpoch };
    return { kind: 'foreign', reasons: ['The fence is gone from the zone.'] };
  }
  const { fence, record } = found;
  const standing = { fence, record, epoch: fence.epoch };
  const mine = fence.execution === goal.run || (goal.takesOver !== '' && fence.execution === goal.takesOver);
  if (opens && fence.phase === 'restored' && !mine) return standing;
  if (!mine)
    return { kind: 'lost', reason: `The fence belongs to execution ${fence.execution} (${fence.phase}).` };
  if (!expectedFence(fence, goal)) {
    return {
      kind: 'lost',
      reason: `The fence says ${fence.phase} at ${fence.weight} %, epoch ${fence.epoch}: ${lostBecause(fence)}`,
    };
  }
  return standing;
}

/** A fence stands where the step begins or where it ends; anything else means that it was overtaken. */
function expectedFence(fence: Fence, goal: AdvanceGoal): boolean {
  const ends = [goal.from, goal.to].filter((stage) => stage.kind !== 'before').map(fenceOf);
  const closes = goal.close ? [targetFence(goal)] : [];
  return [...ends, ...closes].some((end) => end.phase === fence.phase && end.weight === fence.weight);
}

function lostBecause(fence: Fence): string {
  if (fence.phase === 'restored' || fence.phase === 'restoring') return 'this run was rolled back.';
  return 'a later step of this run has written since, or other steps were deployed meanwhile.';
}

function targetFence(goal: AdvanceGoal): Omit<Fence, 'epoch'> {
  const { phase, weight } = fenceOf(goal.to);
  return { migration: goal.migration, phase: goal.close ? 'closed' : phase, weight, execution: goal.run };
}

function carries(fence: Fence, target: Omit<Fence, 'epoch'>): boolean {
  return (
    fence.phase === target.phase && fence.weight === target.weight && fence.execution === target.execution
  );
}

function placeNames(
  observed: ObservedZone,
  before: NamesBefore,
  goal: AdvanceGoal,
  shape: RecordShape,
): { changes: NameChange[]; foreign: string[] } {
  const changes: NameChange[] = [];
  const foreign: string[] = [];
  for (const [name, image] of before) {
    const held = observed.byName.get(name) ?? [];
    if (!matchStage(held, image, shape, [goal.to, goal.from])) {
      foreign.push(
        `${displayName(name)} holds ${describe(held)}; expected ${describe(recordsAt(goal.from, image, shape))}`,
      );
      continue;
    }
    const change = changeName(name, held, recordsAt(goal.to, image, shape));
    if (change) changes.push(change);
  }
  return { changes, foreign };
}

/** Record sets in one readable line. */
export function describe(records: readonly ResourceRecordSet[]): string {
  if (records.length === 0) return 'nothing';
  return records.map(describeOne).join(', ');
}

function describeOne(record: ResourceRecordSet): string {
  const answer =
    record.AliasTarget?.DNSName ?? record.ResourceRecords?.map((value) => value.Value).join(' ') ?? '?';
  const weight = record.Weight === undefined ? '' : ` weight ${record.Weight} (${record.SetIdentifier})`;
  const ttl = record.TTL === undefined ? '' : ` TTL ${record.TTL}`;
  return `${record.Type} ${answer}${ttl}${weight}`;
}
