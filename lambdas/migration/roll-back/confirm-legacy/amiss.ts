/** What a zone still lacks of what it was before the migration. */

import { displayName } from '../../../shared/contract/dns-names.ts';
import { describe, type NamesBefore } from '../../domain/advance.ts';
import { type Fence, isOpen } from '../../domain/fence.ts';
import type { JournalRun } from '../../domain/journal-state.ts';
import type { FenceFound, ObservedZone } from '../../domain/observed-zone.ts';
import { sameButForHealthChecks } from '../../domain/record-set.ts';

/** The run that was rolled back, and the one that it took over. */
type RestoredName = Pick<JournalRun, 'execution' | 'tookOver'>;

export function amissIn(
  zoneId: string,
  observed: ObservedZone,
  before: NamesBefore,
  run: RestoredName,
): readonly string[] {
  const names = [...before].flatMap(([name, wanted]) => {
    const held = observed.byName.get(name) ?? [];
    // Whether the check of before can be named again, the rollback has tried.
    if (sameButForHealthChecks(held, wanted)) return [];
    return [`Zone ${zoneId}: ${displayName(name)} has ${describe(held)}; legacy had ${describe(wanted)}`];
  });
  const fence = fenceIn(observed.fence);
  // The fence of an earlier run would let this run's first batch through.
  if (fence?.phase === 'restored' && isOf(run, fence)) return names;
  return [`Zone ${zoneId}: ${fence ? saying(fence) : 'the fence is missing or damaged'}`, ...names];
}

/** The same, where nothing is known of the names but that the rollback is over, by the fence alone. */
export function fenceAmiss(zoneId: string, found: FenceFound, run: RestoredName): readonly string[] {
  const fence = fenceIn(found);
  const moved = fence !== undefined && isOf(run, fence) && (isOpen(fence) || fence.phase === 'closed');
  return moved ? [`Zone ${zoneId}: ${saying(fence)}`] : [];
}

function isOf({ execution, tookOver }: RestoredName, fence: Fence): boolean {
  return fence.execution === execution || fence.execution === tookOver;
}

function fenceIn(found: FenceFound): Fence | undefined {
  return found.kind === 'ours' ? found.fence : undefined;
}

function saying({ phase, execution }: Fence): string {
  return `the fence says ${phase}, execution ${execution}`;
}
