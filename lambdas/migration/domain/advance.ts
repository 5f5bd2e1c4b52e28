/**
 * What a step of a migration does to a zone: what a read of it found, in the words of `protocol/rules.ts`, and what
 * the row there says, in batches. The step never writes over anything that neither it nor the step before it wrote.
 */
import { displayName } from '../../shared/contract/dns-names.ts';
import {
  type Batch,
  type BatchBounds,
  chainBatches,
  changeName,
  type NameChange,
  packBatches,
} from './batches.ts';
import type { Fence } from './fence.ts';
import { fenceOf, type Milestone, matchMilestone, type RecordShape, recordsAt } from './milestones.ts';
import type { FenceFound, ObservedZone } from './observed-zone.ts';
import { STEP_RULES } from './protocol/rules.ts';
import type { FenceState, NamesState, Situation, StepGoal } from './protocol/words.ts';
import type { ResourceRecordSet } from './record-set.ts';
import { fenceState, placeOf, ruleFor, whoseFence } from './rule-for.ts';

export interface AdvanceGoal {
  readonly migration: string;
  /** Name of the execution that wants to write. */
  readonly run: string;
  /** The stopped run whose fence this one may take over, or ''. */
  readonly takesOver: string;
  /** The newest epoch that the journal knows of the zone; 0 when none. A fence made anew continues from it. */
  readonly knownEpoch: number;
  /** Where the zone must be now; `before` only for the step that opens the run. */
  readonly from: Milestone;
  readonly to: Milestone;
  /** Close the fence in place of the phase that `to` has: the migration is over. */
  readonly close: boolean;
}

export type AdvanceDecision =
  /** The zone is where the step wanted it. */
  | { readonly kind: 'done'; readonly fence: Fence }
  | { readonly kind: 'write'; readonly batches: readonly Batch[] }
  /** Somebody else wrote: the migration holds. */
  | { readonly kind: 'foreign'; readonly reasons: readonly string[] }
  /** The fence is not this run's, or not any more: this writer must stop. */
  | { readonly kind: 'lost'; readonly reason: string };

/** The before-image of one zone, by name. */
export type NamesBefore = ReadonlyMap<string, readonly ResourceRecordSet[]>;

export function byName(records: readonly ResourceRecordSet[]): NamesBefore {
  return Map.groupBy(records, (record) => record.Name);
}

/** Decides by the protocol's row for what a read of the zone found. */
export function decideAdvance(
  observed: ObservedZone,
  before: NamesBefore,
  fenceName: string,
  goal: AdvanceGoal,
  shape: RecordShape & BatchBounds,
): AdvanceDecision {
  const placed = placeNames(observed, before, goal, shape);
  const standing = standingFence(observed.fence, goal);
  const rule = ruleFor(STEP_RULES, situationOf(observed.fence, placed, goal));
  switch (rule.does) {
    case 'write':
      return { kind: 'write', batches: batchesTo(goal, placed.changes, fenceName, standing, shape) };
    case 'done':
      return { kind: 'done', fence: standing.fence };
    case 'not-a-fence':
      return { kind: 'foreign', reasons: [notAFence(fenceName, standing.record)] };
    case 'fence-gone':
      return { kind: 'foreign', reasons: ['The fence is missing from the zone.'] };
    case 'foreign-names':
      return { kind: 'foreign', reasons: placed.foreign };
    case 'another-run':
      return { kind: 'lost', reason: anothersFence(standing.fence) };
    case 'rolled-back':
      return { kind: 'lost', reason: `${saying(standing.fence)}: this run was rolled back.` };
    case 'overtaken':
      return { kind: 'lost', reason: `${saying(standing.fence)}: ${OVERTAKEN}` };
  }
}

/**
 * A batch that swaps nothing but the fence. Its change id stands for every batch before it, where the answer
 * that carried their own id was lost.
 */
export function touchFence(fence: Fence, fenceName: string, record: ResourceRecordSet): Batch {
  const [batch] = chainBatches([[]], fenceName, record, () => ({ ...fence, epoch: fence.epoch + 1 }));
  if (!batch) throw new Error('A change of the fence alone is one batch.');
  return batch;
}

function situationOf(found: FenceFound, placed: PlacedNames, goal: AdvanceGoal): Situation<StepGoal> {
  const opens = goal.from.kind === 'before';
  return {
    goal: goal.close ? 'close' : opens ? 'open' : 'step',
    fence: found.kind === 'ours' ? placeFence(found.fence, goal) : found.kind,
    whose: whoseFence(found, goal.run, goal.takesOver),
    names: placed.at,
  };
}

/** A fence stands where the step ends or where it begins; anything else means that it was overtaken. */
function placeFence(fence: Fence, goal: AdvanceGoal): FenceState {
  const { from } = goal;
  if (says(fence, targetFence(goal))) return 'to';
  return from.kind !== 'before' && says(fence, fenceOf(from)) ? 'from' : fenceState(fence.phase);
}

function says(fence: Fence, end: Pick<Fence, 'phase' | 'weight'>): boolean {
  return fence.phase === end.phase && fence.weight === end.weight;
}

interface Standing {
  /** Where there is none, what a run that was rolled back would have left. */
  readonly fence: Fence;
  readonly record: ResourceRecordSet | undefined;
}

function standingFence(found: FenceFound, { migration, knownEpoch }: AdvanceGoal): Standing {
  if (found.kind === 'ours') return found;
  return {
    fence: { ...fenceOf({ kind: 'before' }), migration, epoch: knownEpoch, execution: '' },
    record: found.kind === 'damaged' ? found.record : undefined,
  };
}

function batchesTo(
  goal: AdvanceGoal,
  changes: readonly NameChange[],
  fenceName: string,
  { fence, record }: Standing,
  bounds: BatchBounds,
): readonly Batch[] {
  const target = targetFence(goal);
  // Beyond what the journal knows: Route 53 may have lost what it had accepted, and no epoch is used twice.
  const epoch = Math.max(fence.epoch, goal.knownEpoch);
  const fences = (index: number) => ({ ...target, epoch: epoch + index + 1 });
  return packBatches(changes, fenceName, record, fences, bounds);
}

function targetFence(goal: AdvanceGoal): Omit<Fence, 'epoch'> {
  const { phase, weight } = fenceOf(goal.to);
  return { migration: goal.migration, phase: goal.close ? 'closed' : phase, weight, execution: goal.run };
}

function notAFence(fenceName: string, record: ResourceRecordSet | undefined): string {
  const held = record?.ResourceRecords?.map((value) => value.Value).join(' ');
  return `${displayName(fenceName)} TXT is not a fence: ${held}`;
}

function anothersFence({ execution, phase }: Fence): string {
  return `The fence belongs to execution ${execution} (${phase}).`;
}

function saying({ phase, weight, epoch }: Fence): string {
  return `The fence says ${phase} at ${weight} %, epoch ${epoch}`;
}

const OVERTAKEN = 'a later step of this run has written, or other steps were deployed.';

interface PlacedNames {
  readonly at: NamesState;
  readonly changes: readonly NameChange[];
  /** What somebody else wrote, one line for each name. */
  readonly foreign: readonly string[];
}

function placeNames(
  observed: ObservedZone,
  before: NamesBefore,
  goal: AdvanceGoal,
  shape: RecordShape,
): PlacedNames {
  const changes: NameChange[] = [];
  const foreign: string[] = [];
  for (const [name, image] of before) {
    const held = observed.byName.get(name) ?? [];
    if (!matchMilestone(held, image, shape, [goal.to, goal.from])) {
      foreign.push(
        `${displayName(name)} has ${describe(held)}; expected ${describe(recordsAt(goal.from, image, shape))}`,
      );
      continue;
    }
    const change = changeName(name, held, recordsAt(goal.to, image, shape));
    if (change) changes.push(change);
  }
  return { at: placeOf(changes.length, before.size, foreign.length > 0), changes, foreign };
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
  const check = record.HealthCheckId === undefined ? '' : ` health check ${record.HealthCheckId}`;
  return `${record.Type} ${answer}${ttl}${weight}${check}`;
}
