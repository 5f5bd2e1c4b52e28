/**
 * What a rollback does to a zone: what a read of it found, in the words of `protocol/rules.ts`, and what the row there
 * says, in batches. Whatever stands at the migrated names goes, the before-image comes, the epoch is bumped. It writes
 * over foreign values too, and says so, because legacy must serve.
 */
import { displayName } from '../../shared/contract/dns-names.ts';
import { describe, type NamesBefore } from './advance.ts';
import {
  type Batch,
  type BatchBounds,
  chainBatches,
  changeName,
  inMakingOrder,
  type NameChange,
  splitByLimits,
} from './batches.ts';
import { type Fence, fenceRecord } from './fence.ts';
import {
  longestTtl,
  type Milestone,
  matchMilestone,
  type RecordShape,
  recordsAt,
  stageOf,
} from './milestones.ts';
import { type FenceFound, fenceIn, type ObservedZone } from './observed-zone.ts';
import { divide, type Parts } from './parts.ts';
import { RESTORE_RULES, UNREAD_RULES } from './protocol/rules.ts';
import type { NamesState, Situation } from './protocol/words.ts';
import { type ResourceRecordSet, sameButForHealthChecks } from './record-set.ts';
import { isHealthCheckGone } from './refusal.ts';
import { fenceState, placeOf, ruleFor, whoseFence } from './rule-for.ts';

export interface RestoreGoal {
  readonly migration: string;
  /** The run that is rolled back. */
  readonly run: string;
  /** The stopped run that it took over, or ''. */
  readonly tookOver: string;
  /** The newest epoch that the journal knows; 0 when none. A fence made anew continues from it. */
  readonly knownEpoch: number;
  /**
   * The journal has said, after the zone was read, that the run is under way and is shut out now. Then a zone that
   * it closed is restored too, and one in which it has written nothing yet gets its fence.
   */
  readonly shutOut: boolean;
  /** Every milestone that the migration can have been at, to distinguish our own records from foreign ones. */
  readonly stages: readonly Milestone[];
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
  /** Closed, or still as the run before left it: only who has shut the run out in the journal may continue. */
  | { readonly kind: 'unless-over'; readonly reason: string }
  /** The zone is not this run's any more: nothing may be changed. */
  | { readonly kind: 'not-ours'; readonly reason: string };

/** Decides by the protocol's row for what a read of the zone found. */
export function decideRestore(
  observed: ObservedZone,
  before: NamesBefore,
  fenceName: string,
  goal: RestoreGoal,
  shape: RecordShape & BatchBounds,
): RestoreDecision {
  const found = observed.fence;
  const placed = placeNames(observed.byName, before, goal, shape);
  switch (ruleFor(RESTORE_RULES, situationOf(found, placed, goal)).does) {
    case 'restore':
      return restoreAll(found, placed, fenceName, goal, shape);
    case 'restored':
      return { kind: 'restored', ...fenceIn(found) };
    case 'partly':
      return { kind: 'partly', ...fenceIn(found), leftOut: placed.leftOut };
    case 'closed':
      return { kind: 'unless-over', reason: 'The migration is closed.' };
    case 'not-begun':
      return {
        kind: 'unless-over',
        reason: `Execution ${fenceIn(found).fence.execution} was rolled back here, and none since.`,
      };
    case 'not-ours':
      return {
        kind: 'not-ours',
        reason: `The fence belongs to execution ${fenceIn(found).fence.execution}.`,
      };
  }
}

function situationOf(
  found: FenceFound,
  { at }: PlacedNames,
  goal: RestoreGoal,
): Situation<'restore' | 'restore-owed'> {
  return {
    goal: goal.shutOut ? 'restore-owed' : 'restore',
    fence: found.kind === 'ours' ? fenceState(found.fence.phase) : found.kind,
    whose: whoseFence(found, goal.run, goal.tookOver),
    names: at,
  };
}

interface PlacedNames {
  readonly at: NamesState;
  readonly changes: readonly NameChange[];
  /** Names that have to change, but Route 53 refuses them. */
  readonly leftOut: readonly string[];
  /** Per name at which somebody else wrote, what stands there now. */
  readonly foreign: ReadonlyMap<string, string>;
}

function placeNames(
  byName: ObservedZone['byName'],
  before: NamesBefore,
  { parts, stages }: RestoreGoal,
  shape: RecordShape,
): PlacedNames {
  const changes = restoringChanges(byName, before).filter((change) => !isBackUnchecked(change, parts));
  const { leftOut } = divide(changes, parts);
  const foreign = foreignValues(byName, before, stages, shape);
  const refused = leftOut.length > 0 && leftOut.length === changes.length;
  const at = refused ? 'refused' : placeOf(changes.length, before.size, foreign.size > 0);
  return { at, changes, leftOut, foreign };
}

/**
 * The name's health check is gone for good, and somebody has put back what legacy was with another one, or with none: it
 * can't be restored any further.
 */
function isBackUnchecked({ name, remove, add }: NameChange, { refused }: Parts): boolean {
  return isHealthCheckGone(refused.get(name) ?? '') && sameButForHealthChecks(remove, add);
}

function restoreAll(
  found: FenceFound,
  { changes, foreign }: PlacedNames,
  fenceName: string,
  goal: RestoreGoal,
  bounds: BatchBounds,
): Extract<RestoreDecision, { kind: 'write' }> {
  const held = found.kind === 'absent' ? undefined : found.record;
  const epoch = Math.max(goal.knownEpoch, found.kind === 'ours' ? found.fence.epoch : 0);
  const damaged =
    found.kind === 'damaged' ? [`${displayName(found.record.Name)}: ${describe([found.record])}`] : [];
  const batches = restoringBatches(changes, fenceName, held, epoch, goal, bounds).map((batch, index) => ({
    ...batch,
    overwritten: [...(index === 0 ? damaged : []), ...batch.names.flatMap((name) => foreign.get(name) ?? [])],
  }));
  return { kind: 'write', batches, ttlInForceSeconds: ttlInForce(changes) };
}

/**
 * The fast path: the batches that restore from the last written state, without asking the zone. The deletes are
 * exact, so when the zone contains anything else Route 53 refuses and nothing has changed.
 * Undefined if the last written state doesn't say what every name contains.
 */
export function restoreFromJournal(
  fence: Fence,
  before: NamesBefore,
  fenceName: string,
  goal: RestoreGoal,
  shape: RecordShape & BatchBounds,
): Extract<RestoreDecision, { kind: 'write' }> | undefined {
  const milestone = stageOf(fence);
  const held = fenceRecord(fenceName, fence);
  const rule = ruleFor(UNREAD_RULES, {
    goal: 'restore-unread',
    fence: fenceState(fence.phase),
    whose: whoseFence({ kind: 'ours', fence, record: held }, goal.run, goal.tookOver),
    names: 'unread',
  });
  if (!milestone || rule.does === 'read-first') return undefined;
  const byName = new Map([...before].map(([name, image]) => [name, recordsAt(milestone, image, shape)]));
  const changes = restoringChanges(byName, before);
  const batches = restoringBatches(changes, fenceName, held, fence.epoch, goal, shape);
  return {
    kind: 'write',
    batches: batches.map((batch) => ({ ...batch, overwritten: [] })),
    ttlInForceSeconds: ttlInForce(changes),
  };
}

function restoringChanges(byName: ObservedZone['byName'], before: NamesBefore): readonly NameChange[] {
  const changes = [...before].flatMap(
    ([name, image]) => changeName(name, byName.get(name) ?? [], image) ?? [],
  );
  return inMakingOrder(changes);
}

function restoringBatches(
  changes: readonly NameChange[],
  fenceName: string,
  held: ResourceRecordSet | undefined,
  epoch: number,
  goal: RestoreGoal,
  bounds: BatchBounds,
): readonly Batch[] {
  const { groups, leftOut } = divide(changes, goal.parts);
  const split = groups.flatMap((group) => splitByLimits(group, bounds));
  return chainBatches(split, fenceName, held, (index, count) => ({
    migration: goal.migration,
    epoch: epoch + index + 1,
    phase: index === count - 1 && leftOut.length === 0 ? 'restored' : 'restoring',
    weight: 0,
    execution: goal.run,
  }));
}

function foreignValues(
  byName: ObservedZone['byName'],
  before: NamesBefore,
  stages: readonly Milestone[],
  shape: RecordShape,
): ReadonlyMap<string, string> {
  const lines = [...before].flatMap(([name, image]) => {
    const held = byName.get(name) ?? [];
    const ours = matchMilestone(held, image, shape, stages);
    return ours ? [] : [[name, `${displayName(name)}: ${describe(held)}`] as const];
  });
  return new Map(lines);
}

function ttlInForce(changes: readonly NameChange[]): number {
  return longestTtl(changes.flatMap((change: NameChange): readonly ResourceRecordSet[] => change.remove));
}
