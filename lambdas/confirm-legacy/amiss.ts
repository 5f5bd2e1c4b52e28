/** What a zone still lacks of what it was before the migration, and whether restoring it again may help. */
import { MOST_LISTED, type NotRestored } from '../shared/contract/payloads.ts';
import { describe, type NamesBefore } from '../shared/domain/advance.ts';
import type { Fence } from '../shared/domain/fence.ts';
import { notRestoredSummary, refusedBecause } from '../shared/domain/not-restored.ts';
import type { ObservedZone } from '../shared/domain/observed-zone.ts';
import { displayName, sameButForHealthChecks } from '../shared/domain/record-set.ts';
import { fitting } from '../shared/domain/text.ts';

export interface Amiss {
  readonly reason: string;
  /** It is so because Route 53 refuses to restore a name: restoring again can't help. */
  readonly refused: boolean;
  /** The name that it refuses, where the reason is about one. */
  readonly notRestored?: NotRestored;
}

/**
 * @param runs the run that was rolled back, and the one that it took over
 * @param notRestored what the rollback left out, of all zones
 */
export function amissIn(
  zoneId: string,
  observed: ObservedZone,
  before: NamesBefore,
  runs: readonly string[],
  notRestored: readonly NotRestored[],
): readonly Amiss[] {
  const left = new Map(notRestored.filter((one) => one.zoneId === zoneId).map((one) => [one.name, one]));
  const names = [...before].flatMap(([name, wanted]): Amiss[] => {
    const held = observed.byName.get(name) ?? [];
    // Whether the check of before can be named again, the rollback has tried.
    if (sameButForHealthChecks(held, wanted)) return [];
    const refusal = left.get(displayName(name));
    const seen = `Zone ${zoneId}: ${displayName(name)} holds ${describe(held)}; legacy was ${describe(wanted)}`;
    if (!refusal) return [{ reason: seen, refused: false }];
    return [{ reason: `${seen}. ${refusedBecause(refusal.why)}`, refused: true, notRestored: refusal }];
  });
  const fence = observed.fence.kind === 'ours' ? observed.fence.fence : undefined;
  const mine = fence !== undefined && runs.includes(fence.execution);
  // The fence of an earlier run would let this run's first batch through.
  if (mine && fence.phase === 'restored') return names;
  const waits = mine && fence.phase === 'restoring' && names.some(({ refused }) => refused);
  const unfinished = { reason: `Zone ${zoneId}: ${fenceReason(fence)}`, refused: waits };
  return waits ? [...names, unfinished] : [unfinished, ...names];
}

/** Characters of the names in front of a list that is cut. */
const MOST_NAMED = 5000;

/** Every reason, as far as they fit; where they don't, the names that Route 53 refuses come before its words on them. */
export function reasonsOf(found: readonly Amiss[]): readonly string[] {
  const reasons = found.map(({ reason }) => reason);
  const listed = fitting(reasons, MOST_LISTED.cause, 'names');
  const refused = found.flatMap(({ notRestored }) => notRestored ?? []);
  const summary = notRestoredSummary(refused, MOST_NAMED);
  return summary === undefined || listed.at(-1) === reasons.at(-1) ? listed : [summary, ...listed];
}

function fenceReason(fence: Fence | undefined): string {
  if (!fence) return 'the fence is missing or damaged';
  return `the fence says ${fence.phase}, execution ${fence.execution}`;
}
