/** Whether the rollback of a run is owed, where the journal itself doesn't say so: it may have been restored to an earlier time. */
import type { CopiedRun, JournalRun } from './journal-state.ts';
import type { RollBack } from './roll-back.ts';
import { isHalfRestored, isOf, type ZoneFence } from './zone-fence.ts';

/** A zone that is half restored says itself that the rollback is owed, whatever the journal says. */
export function asOwed(run: JournalRun, fences: readonly ZoneFence[]): JournalRun {
  const says = fences.some((one) => isHalfRestored(one) && isOf(run, one));
  return says && run.status !== 'owed' ? { ...run, status: 'owed' } : run;
}

/**
 * The journal was restored to before the run took another one over, and says that the rollback of that one is owed. Or it has
 * lost the run, and whose rollback was requested and not finished: only that rollback can continue.
 */
export function asOwedBefore(
  copied: CopiedRun,
  known: JournalRun | undefined,
  rollBack: RollBack,
): CopiedRun {
  const { run } = copied;
  if (isPresumed(run, known, rollBack)) return { ...copied, run: { ...run, status: 'owed' } };
  return asOwedAs(copied, known);
}

/** The journal says that the rollback is owed of the run that this one took over: it is owed of this one, to the same holder. */
export function asOwedAs(copied: CopiedRun, known: JournalRun | undefined): CopiedRun {
  const { run } = copied;
  if (!isOwedAs(run, known)) return copied;
  return { ...copied, run: { ...run, status: 'owed', ...(known?.holder && { holder: known.holder }) } };
}

/** Nothing says that it is owed, but what takes another rollback's place. */
export function isOnlyPresumed(
  copied: JournalRun,
  known: JournalRun | undefined,
  rollBack: RollBack,
): boolean {
  return isPresumed(copied, known, rollBack) && !isOwedAs(copied, known);
}

/** The journal says that the rollback is owed of a run that `copied` has taken over. */
function isOwedAs({ beforeImageOf }: JournalRun, known: JournalRun | undefined): boolean {
  return known?.status === 'owed' && known.beforeImageOf === beforeImageOf;
}

function isPresumed(copied: JournalRun, known: JournalRun | undefined, { request }: RollBack): boolean {
  return isNewer(copied, known) && request.source === 'roll-back';
}

/** The copy is of a run that began after the journal's. */
export function isNewer(copied: JournalRun, known: JournalRun | undefined): boolean {
  if (!known) return true;
  return copied.execution !== known.execution && Date.parse(copied.startedAt) > Date.parse(known.startedAt);
}
