import { decideRollBack, type RollBack } from '../shared/domain/roll-back.ts';
import { chooseRun, type FoundRun, hasImages, joined } from '../shared/domain/which-run.ts';
import { askFences } from '../shared/swap/ask-fences.ts';
import { readCopy, readJournal } from '../shared/swap/kept-run.ts';
import type { CopyWorld } from '../shared/swap/world.ts';

/**
 * Which run a rollback is about, and what legacy was. As a rule the journal says so in one read; else the zones' fences are
 * asked, and the copy of the before-image.
 * @param doubted a zone was found to be another run's than the journal's
 */
export async function findRun(rollBack: RollBack, world: CopyWorld, doubted: boolean): Promise<FoundRun> {
  const journal = await readJournal(world);
  if (journal.kind === 'read') {
    const { state } = journal;
    const decision = decideRollBack(state?.run, rollBack);
    const migrationRun = state?.run.execution ?? '';
    if (decision.kind === 'joined') return joined(decision, migrationRun);
    const whole = state !== undefined && hasImages(state, world.settings.zones);
    if (decision.kind === 'restore' && whole && !doubted) return { kind: 'restore', state, from: 'journal' };
    // Nobody has asked for what takes up another rollback, and finds that it isn't owed.
    if (decision.kind === 'leave' && rollBack.request.source === 'roll-back')
      return { ...decision, migrationRun };
  }
  const [fences, copy] = [await askFences(world), await readCopy(world)];
  return chooseRun({ journal, fences, copy }, rollBack);
}
