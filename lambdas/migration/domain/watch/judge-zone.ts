/** Whether a zone contains what the run under way wrote. */
import { displayName } from '../../../shared/contract/dns-names.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { describe, type NamesBefore } from '../advance.ts';
import type { Fence } from '../fence.ts';
import type { JournalRun, JournalZone } from '../journal-state.ts';
import {
  allMilestones,
  type Milestone,
  matchMilestone,
  type RecordShape,
  recordsAt,
  stageOf,
} from '../milestones.ts';
import type { FenceFound, ObservedZone } from '../observed-zone.ts';

export type ZoneWatched = {
  readonly zoneId: string;
  readonly zone: string;
  /** What became of names that aren't moved, one line each; absent if nobody looked, or nothing did. */
  readonly others?: readonly string[];
} & (
  | { readonly kind: 'as-written' }
  /** A step or a rollback is at it. */
  | { readonly kind: 'under-way' }
  /** One line for each name. */
  | { readonly kind: 'foreign'; readonly lines: readonly string[] }
  /** It holds exactly what the run wrote earlier: Route 53 has lost what it had accepted since. */
  | { readonly kind: 'vanished'; readonly lines: readonly string[] }
  | { readonly kind: 'unread'; readonly why: string }
);

export interface ZoneToJudge {
  readonly observed: ObservedZone;
  readonly before: NamesBefore;
  readonly run: Pick<JournalRun, 'execution' | 'tookOver'>;
  /** What the journal says was written last; undefined when nothing was. */
  readonly known: Pick<JournalZone, 'fence'> | undefined;
  readonly shape: RecordShape & Pick<MigrationSettings, 'steps'>;
  /** The run waits between two steps, so none of it may be half done. */
  readonly waits: boolean;
}

type Judged =
  | { readonly kind: 'as-written' | 'under-way' }
  | { readonly kind: 'foreign' | 'vanished'; readonly lines: readonly string[] };

/** A fence that is ahead of the journal is of a step or a rollback that has not kept it yet. */
export function judgeZone(zone: ZoneToJudge): Judged {
  const { observed, known, run } = zone;
  const { fence: found } = observed;
  if (found.kind !== 'ours') return known ? foreign([fenceMissing(found)]) : { kind: 'under-way' };
  const { fence } = found;
  const isOwn = fence.execution === run.execution || fence.execution === run.tookOver;
  // Before the run's first batch, its zone may have the fence of one that was rolled back.
  if (!isOwn)
    return known ? foreign([`The fence belongs to another run: ${saying(fence)}.`]) : { kind: 'under-way' };
  const stage = stageOf(fence);
  if (!known || !stage || stage.kind === 'before' || fence.epoch > known.fence.epoch)
    return namesLeniently(zone);
  if (fence.epoch < known.fence.epoch) return backwards(zone, fence, stage, known.fence);
  if (!sameFence(fence, known.fence))
    return foreign([
      `The fence was changed: ${saying(fence)}; this migration wrote: ${saying(known.fence)}.`,
    ]);
  if (!zone.waits) return namesLeniently(zone);
  const lines = differing(zone, [stage], stage);
  return lines.length === 0 ? { kind: 'as-written' } : foreign(lines);
}

/** Some names may be ahead of the others, and none may be where the run never puts it. */
function namesLeniently(zone: ZoneToJudge): Judged {
  const lines = differing(zone, allMilestones(zone.shape), undefined);
  return lines.length === 0 ? { kind: 'under-way' } : foreign(lines);
}

function backwards(zone: ZoneToJudge, fence: Fence, stage: Milestone, known: Fence): Judged {
  const lines = differing(zone, [stage], stage);
  // A swap of the fence alone: the names are where they were meant to be.
  if (zone.before.size > 0 && lines.length === 0 && isSameStage(fence, known)) return { kind: 'as-written' };
  const gone = `${saying(fence)}, though Route 53 had accepted: ${saying(known)}.`;
  if (lines.length > 0) return foreign([`The fence went back: ${gone}`, ...lines]);
  return {
    kind: 'vanished',
    lines: [`Route 53 has lost what it had accepted. The zone is as before: ${gone}`],
  };
}

/** One line for each name that is at none of these milestones. */
function differing(
  { observed, before, shape }: ZoneToJudge,
  milestones: readonly Milestone[],
  expected: Milestone | undefined,
): readonly string[] {
  return [...before].flatMap(([name, image]) => {
    const held = observed.byName.get(name) ?? [];
    if (matchMilestone(held, image, shape, milestones)) return [];
    const wanted = expected ? `; expected ${describe(recordsAt(expected, image, shape))}` : '';
    return [`${displayName(name)} has ${describe(held)}${wanted}`];
  });
}

function foreign(lines: readonly string[]): Judged {
  return { kind: 'foreign', lines };
}

function fenceMissing(found: Exclude<FenceFound, { kind: 'ours' }>): string {
  return found.kind === 'absent'
    ? 'The fence is missing from the zone.'
    : `The record in the fence’s place is not a fence: ${describe([found.record])}`;
}

function sameFence(a: Fence, b: Fence): boolean {
  return isSameStage(a, b) && a.execution === b.execution;
}

function isSameStage(a: Fence, b: Fence): boolean {
  return a.phase === b.phase && a.weight === b.weight;
}

function saying({ phase, weight, epoch, execution }: Fence): string {
  return `${phase} at ${weight} %, epoch ${epoch}, execution ${execution}`;
}
