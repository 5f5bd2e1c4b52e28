/**
 * What a rollback does to a zone: whatever stands at the migrated names goes, the before-image comes, the epoch
 * is bumped. It writes over foreign values too, and says so, because legacy must serve.
 */
import { describe, type NamesBefore } from './advance.ts';
import { type Batch, chainBatches, changeName, type NameChange, splitByLimits } from './batches.ts';
import { type Fence, fenceRecord } from './fence.ts';
import type { FenceFound, ObservedZone } from './observed-zone.ts';
import { divide, type Parts } from './parts.ts';
import { displayName, type ResourceRecordSet } from './record-set.ts';
import { longestTtl, matchStage, type RecordShape, recordsAt, type Stage, stageOf } from './stages.ts';

export interface RestoreGoal {
  readonly migration: string;
  /** The run that is rolled back. */
  readonly run: string;
  /** The stopped run that it took over, or ''. */
  readonly tookOver: string;
  /** The newest epoch that the journal knows; 0 when none. A fence made anew goes on from it. */
  readonly knownEpoch: number;
  /**
   * The journal has said, after the zone was read, that the run is under way and is shut out now. Then a zone that
   * it closed is restored too, and one in which it has written nothing yet gets its fence.
   */
  readonly shutOut: boolean;
  /** Every stage that the migration can have been at, to tell our own records from foreign ones. */
  readonly stages: readonly Stage[];
  /** What Route 53's refusals have taught; `WHOLE` until then. */
  readonly parts: Parts;
}

export interface RestoreBatch extends Batch {
  /** What foreign writers had put and the batch takes away, one line each. */
  readonly overwritten: readonly string[];
}

export type RestoreDecision =
  | { readonly kind: 'restored'; readonly fence: Fence; readonly record: ResourceRecordSet }
  | { readonly kind: 'write'; readonly batches: readonly RestoreBatch[]; readonly ttlInForceSeconds: number }
  /** The fence says `restoring`, and every name is restored but those that Route 53 refuses: these. */
  | {
      readonly kind: 'partly';
      readonly fence: Fence;
      readonly record: ResourceRecordSet;
      readonly leftOut: readonly string[];
    }
  /** Closed, or still as the run before left it: only who has shut the run out in the journal may go on. */
  | { readonly kind: 'unless-over'; readonly reason: string }
  /** The zone is not this run's any more: nothing may be changed. */
  | { readonly kind: 'not-ours'; readonly reason: string };

/** Decides from what a read of the zone found. */
export function decideRestore(
  observed: ObservedZone,
  before: NamesBefore,
  fenceName: string,
  goal: RestoreGoal,
  shape: RecordShape,
): RestoreDecision {
  const found = observed.fence;
  if (found.kind === 'ours') {
    const standing = judgeFence(found, goal);
    if (standing) return standing;
  }
  const held = found.kind === 'absent' ? undefined : found.record;
  const epoch = Math.max(goal.knownEpoch, found.kind === 'ours' ? found.fence.epoch : 0);
  const changes = restoringChanges(observed.byName, before);
  const leftOut = standsPartly(found, changes, goal);
  if (leftOut) return { kind: 'partly', ...leftOut };
  const foreign = foreignValues(observed.byName, before, goal.stages, shape);
  const damaged =
    found.kind === 'damaged' ? [`${displayName(found.record.Name)}: ${describe([found.record])}`] : [];
  const batches = restoringBatches(changes, fenceName, held, epoch, goal).map((batch, index) => ({
    ...batch,
    overwritten: [...(index === 0 ? damaged : []), ...batch.names.flatMap((name) => foreign.get(name) ?? [])],
  }));
  return { kind: 'write', batches, ttlInForceSeconds: ttlInForce(changes) };
}

/** Where nothing but names that Route 53 refuses is left to restore, and the fence says so already: those names. */
function standsPartly(
  found: FenceFound,
  changes: readonly NameChange[],
  { parts, run }: RestoreGoal,
): Omit<Extract<RestoreDecision, { kind: 'partly' }>, 'kind'> | undefined {
  const { leftOut } = divide(changes, parts);
  if (leftOut.length === 0 || leftOut.length < changes.length || found.kind !== 'ours') return undefined;
  const { fence, record } = found;
  return fence.phase === 'restoring' && fence.execution === run ? { fence, record, leftOut } : undefined;
}

/** What the fence forbids, or says to be done already; undefined where the zone may be restored. */
function judgeFence(
  { fence, record }: Extract<FenceFound, { kind: 'ours' }>,
  goal: RestoreGoal,
): RestoreDecision | undefined {
  const mine = fence.execution === goal.run || (goal.tookOver !== '' && fence.execution === goal.tookOver);
  if (!mine && fence.phase !== 'restored')
    return { kind: 'not-ours', reason: `The fence belongs to execution ${fence.execution}.` };
  if (mine && fence.phase === 'restored') return { kind: 'restored', fence, record };
  if (goal.shutOut) return undefined;
  if (!mine)
    return {
      kind: 'unless-over',
      reason: `Execution ${fence.execution} was rolled back here, and none since.`,
    };
  return fence.phase === 'closed' ? { kind: 'unless-over', reason: 'The migration is closed.' } : undefined;
}

/**
 * The fast path: the batches that restore from the last written state, without asking the zone. The deletes are
 * exact, so when the zone holds anything else Route 53 refuses and nothing has changed.
 * Undefined where the last written state doesn't say what every name holds.
 */
export function restoreFromJournal(
  fence: Fence,
  before: NamesBefore,
  fenceName: string,
  goal: RestoreGoal,
  shape: RecordShape,
): Extract<RestoreDecision, { kind: 'write' }> | undefined {
  const stage = stageOf(fence);
  if (!stage || fence.phase === 'restored' || fence.phase === 'closed') return undefined;
  const byName = new Map([...before].map(([name, image]) => [name, recordsAt(stage, image, shape)]));
  const changes = restoringChanges(byName, before);
  const held = fenceRecord(fenceName, fence);
  const batches = restoringBatches(changes, fenceName, held, fence.epoch, goal);
  return {
    kind: 'write',
    batches: batches.map((batch) => ({ ...batch, overwritten: [] })),
    ttlInForceSeconds: ttlInForce(changes),
  };
}

function restoringChanges(byName: ObservedZone['byName'], before: NamesBefore): NameChange[] {
  return [...before].flatMap(([name, image]) => changeName(name, byName.get(name) ?? [], image) ?? []);
}

function restoringBatches(
  changes: readonly NameChange[],
  fenceName: string,
  held: ResourceRecordSet | undefined,
  epoch: number,
  goal: RestoreGoal,
): readonly Batch[] {
  const { groups, leftOut } = divide(changes, goal.parts);
  return chainBatches(groups.flatMap(splitByLimits), fenceName, held, (index, count) => ({
    migration: goal.migration,
    epoch: epoch + index + 1,
    phase: index === count - 1 && leftOut.length === 0 ? 'restored' : 'restoring',
    weight: 0,
    execution: goal.run,
  }));
}

/** Per name at which somebody else wrote, what stands there now. */
function foreignValues(
  byName: ObservedZone['byName'],
  before: NamesBefore,
  stages: readonly Stage[],
  shape: RecordShape,
): ReadonlyMap<string, string> {
  const lines = [...before].flatMap(([name, image]) => {
    const held = byName.get(name) ?? [];
    const ours = matchStage(held, image, shape, stages);
    return ours ? [] : [[name, `${displayName(name)}: ${describe(held)}`] as const];
  });
  return new Map(lines);
}

function ttlInForce(changes: readonly NameChange[]): number {
  return longestTtl(changes.flatMap((change: NameChange): readonly ResourceRecordSet[] => change.remove));
}
