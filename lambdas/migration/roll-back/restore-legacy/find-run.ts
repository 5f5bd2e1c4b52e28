import { type FoundRun, joined } from '../../domain/found-run.ts';
import type { JournalRun } from '../../domain/journal-state.ts';
import { decideRollBack, type RollBack } from '../../domain/roll-back.ts';
import { chooseRun, hasImages, type KeptInJournal } from '../../domain/which-run.ts';
import {
  isAbsent,
  isDamaged,
  isHalfRestored,
  isOf,
  isUnderWay,
  type ZoneFence,
} from '../../domain/zone-fence.ts';
import { askFences } from '../../swap/ask-fences.ts';
import { readCopy, readJournal } from '../../swap/kept-run.ts';
import type { CopyPorts } from '../../swap/ports.ts';
import type { RestoreAsked } from './result.ts';

/**
 * Which run a rollback is about, and what legacy was. As a rule the journal says so in one read; else the zones' fences are
 * asked, and the copy of the before-image.
 * @param doubted a zone was found to be another run's than the journal's
 */
export async function findRun(
  { restore, ...rollBack }: RestoreAsked,
  ports: CopyPorts,
  doubted: boolean,
): Promise<FoundRun> {
  const journal = await readJournal(ports);
  const said = byJournal(journal, rollBack, ports, doubted);
  if (said && said.kind !== 'leave') return said;
  const fences = await askFences(ports);
  if (said && !isHalfWay(fences, journal.kind === 'read' ? journal.state?.run : undefined)) return said;
  const copy = await readCopy(ports);
  const pendingRun = restore?.outcome === 'owed' ? restore.migrationRun : '';
  const found = chooseRun({ journal, fences, copy, pendingRun }, rollBack);
  if (found.kind !== 'unrestorable') return found;
  // A run may have begun while it was looked for: the copy is read after the journal.
  return chooseRun({ journal: await readJournal(ports), fences, copy, pendingRun }, rollBack);
}

/**
 * What the journal alone says, where it is enough. That nothing is to be done is that only for what takes up another
 * rollback, which nobody has requested.
 */
function byJournal(
  journal: KeptInJournal,
  rollBack: RollBack,
  { settings }: CopyPorts,
  doubted: boolean,
): FoundRun | undefined {
  if (journal.kind !== 'read') return undefined;
  const { state } = journal;
  const migrationRun = state?.run.execution ?? '';
  const decision = decideRollBack(state?.run, rollBack);
  switch (decision.kind) {
    case 'joined':
      return joined(decision, migrationRun);
    case 'restore':
      return state && hasImages(state, settings.zones) && !doubted
        ? { kind: 'restore', state, from: 'journal' }
        : undefined;
    case 'leave':
      return rollBack.request.source === 'roll-back' ? { ...decision, migrationRun } : undefined;
  }
}

/**
 * Where the journal doesn't say that a rollback is owed, only a zone can: one that is half restored, that can't be asked, or
 * in which a run is under way that the journal has lost, or may be, because its fence was taken away.
 * @param known the run that the journal knows
 */
function isHalfWay(fences: readonly ZoneFence[], known: JournalRun | undefined): boolean {
  return fences.some(
    (one) =>
      !one.found.known ||
      isHalfRestored(one) ||
      isAbsent(one) ||
      isDamaged(one) ||
      (isUnderWay(one) && !(known && isOf(known, one))),
  );
}
