import { type FoundRun, joined } from '../shared/domain/found-run.ts';
import { decideRollBack } from '../shared/domain/roll-back.ts';
import { chooseRun, hasImages } from '../shared/domain/which-run.ts';
import { isHalfRestored, isUnderWay } from '../shared/domain/zone-fence.ts';
import { askFences } from '../shared/swap/ask-fences.ts';
import { readCopy, readJournal } from '../shared/swap/kept-run.ts';
import type { CopyWorld } from '../shared/swap/world.ts';
import type { RestoreAsked } from './result.ts';

/**
 * Which run a rollback is about, and what legacy was. As a rule the journal says so in one read; else the zones' fences are
 * asked, and the copy of the before-image.
 * @param doubted a zone was found to be another run's than the journal's
 */
export async function findRun(
  { restore, ...rollBack }: RestoreAsked,
  world: CopyWorld,
  doubted: boolean,
): Promise<FoundRun> {
  const journal = await readJournal(world);
  if (journal.kind === 'read') {
    const { state } = journal;
    const decision = decideRollBack(state?.run, rollBack);
    const migrationRun = state?.run.execution ?? '';
    if (decision.kind === 'joined') return joined(decision, migrationRun);
    const whole = state !== undefined && hasImages(state, world.settings.zones);
    if (decision.kind === 'restore' && whole && !doubted) return { kind: 'restore', state, from: 'journal' };
    if (
      decision.kind === 'leave' &&
      rollBack.request.source === 'roll-back' &&
      !(await isHalfWay(world, state !== undefined))
    )
      return { ...decision, migrationRun };
  }
  const [fences, copy] = [await askFences(world), await readCopy(world)];
  const pendingRun = restore?.outcome === 'owed' ? restore.migrationRun : '';
  const found = chooseRun({ journal, fences, copy, pendingRun }, rollBack);
  if (found.kind !== 'unrestorable') return found;
  // A run may have begun while it was looked for: the copy is read after the journal.
  return chooseRun({ journal: await readJournal(world), fences, copy, pendingRun }, rollBack);
}

/**
 * Nobody has asked for what takes up another rollback. Where the journal doesn't say that it is owed, only a zone can: one
 * that is half restored, that can't be asked, or in which a run is under way that the journal has lost.
 */
async function isHalfWay(world: CopyWorld, hasRun: boolean): Promise<boolean> {
  const fences = await askFences(world);
  return fences.some((one) => !one.found.known || isHalfRestored(one) || (!hasRun && isUnderWay(one)));
}
