/** Whether a zone contains what the run under way wrote. */
import { displayName } from '../../../shared/contract/dns-names.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { describe, type NamesBefore } from '../advance.ts';
import { type Fence, fenceRecord } from '../fence.ts';
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
import type { ResourceRecordSet } from '../record-set.ts';

export type ZoneWatched = {
  readonly zoneId: string;
  readonly zone: string;
  /** What became of names that aren't moved, one line each; absent if nobody looked, or nothing did. */
  readonly others?: readonly string[];
} & (
  | { readonly kind: 'as-written' }
  /** A step or a rollback is at it. */
  | { readonly kind: 'under-way' }
  /** One line for each name, and what stands there. */
  | { readonly kind: 'foreign'; readonly lines: readonly string[]; readonly changed: readonly ChangedName[] }
  /** It holds exactly what the run wrote earlier: Route 53 has lost what it had accepted since. */
  | { readonly kind: 'vanished'; readonly lines: readonly string[] }
  | { readonly kind: 'unread'; readonly why: string }
);

/** A name that somebody else has changed, with the record sets that it has now. */
export interface ChangedName {
  readonly name: string;
  readonly now: readonly ResourceRecordSet[];
  /** What the run had written last; absent while a step may be under way. */
  readonly was?: readonly ResourceRecordSet[];
}

export interface ZoneToJudge {
  readonly observed: ObservedZone;
  readonly fenceName: string;
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
  | { readonly kind: 'foreign'; readonly lines: readonly string[]; readonly changed: readonly ChangedName[] }
  | { readonly kind: 'vanished'; readonly lines: readonly string[] };

interface Difference extends ChangedName {
  readonly line: string;
}

/** A fence that is ahead of the journal is of a step or a rollback that has not kept it yet. */
export function judgeZone(zone: ZoneToJudge): Judged {
  const { observed, known, run } = zone;
  const { fence: found } = observed;
  if (found.kind !== 'ours') return known ? foreignFence(zone, fenceMissing(found)) : { kind: 'under-way' };
  const { fence } = found;
  const isOwn = fence.execution === run.execution || fence.execution === run.tookOver;
  // Before the run's first batch, its zone may have the fence of one that was rolled back.
  if (!isOwn)
    return known
      ? foreignFence(zone, `The fence belongs to another run: ${saying(fence)}.`)
      : { kind: 'under-way' };
  const stage = stageOf(fence);
  if (!known || !stage || stage.kind === 'before' || fence.epoch > known.fence.epoch)
    return namesLeniently(zone);
  if (fence.epoch < known.fence.epoch) return backwards(zone, fence, stage, known.fence);
  if (!sameFence(fence, known.fence))
    return foreignFence(
      zone,
      `The fence was changed: ${saying(fence)}; this migration wrote: ${saying(known.fence)}.`,
    );
  if (!zone.waits) return namesLeniently(zone);
  const differences = differing(zone, [stage], stage);
  return differences.length === 0 ? { kind: 'as-written' } : foreign(differences);
}

/** Some names may be ahead of the others, and none may be where the run never puts it. */
function namesLeniently(zone: ZoneToJudge): Judged {
  const differences = differing(zone, allMilestones(zone.shape), undefined);
  return differences.length === 0 ? { kind: 'under-way' } : foreign(differences);
}

function backwards(zone: ZoneToJudge, fence: Fence, stage: Milestone, known: Fence): Judged {
  const differences = differing(zone, [stage], stage);
  // A swap of the fence alone: the names are where they were meant to be.
  if (zone.before.size > 0 && differences.length === 0 && isSameStage(fence, known))
    return { kind: 'as-written' };
  const gone = `${saying(fence)}, though Route 53 had accepted: ${saying(known)}.`;
  if (differences.length > 0)
    return foreign([{ ...fenceOf(zone), line: `The fence went back: ${gone}` }, ...differences]);
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
): readonly Difference[] {
  return [...before].flatMap(([name, image]) => {
    const now = observed.byName.get(name) ?? [];
    if (matchMilestone(now, image, shape, milestones)) return [];
    const was = expected && recordsAt(expected, image, shape);
    const wanted = was ? `; expected ${describe(was)}` : '';
    return [{ name, now, ...(was && { was }), line: `${displayName(name)} has ${describe(now)}${wanted}` }];
  });
}

function foreign(differences: readonly Difference[]): Judged {
  const changed = differences.map(({ line: _line, ...name }) => name);
  return { kind: 'foreign', lines: differences.map(({ line }) => line), changed };
}

function foreignFence(zone: ZoneToJudge, line: string): Judged {
  return foreign([{ ...fenceOf(zone), line }]);
}

function fenceOf({ observed: { fence }, fenceName, known }: ZoneToJudge): ChangedName {
  return {
    name: fenceName,
    now: fence.kind === 'absent' ? [] : [fence.record],
    ...(known && { was: [fenceRecord(fenceName, known.fence)] }),
  };
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
