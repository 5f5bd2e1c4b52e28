import { parseFence } from '../../../../../lambdas/migration/domain/fence.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { retireLegacyRecords } from '../../../../../lambdas/migration/swap/move-records.ts';
import { takeOver } from '../../../../../lambdas/migration/swap/take-over.ts';
import { asked, begin, close, fence, held } from '../../../../support/migration/acting.ts';
import { RETIRED } from '../../../../support/migration/one-way.ts';
import { zonesWorld } from '../../../../support/migration/zones-world.ts';

const stoppedInItsDrain = async () => {
  const world = zonesWorld();
  const before = held(world);
  await begin(world, world.run('run-1'), RETIRED);
  const run = world.run('run-3');
  await takeOver(run, 'run-1', world);
  return { world, run, before };
};
const owners = (world: ReturnType<typeof zonesWorld>) =>
  world.settings.zones.map(({ id }) => parseFence(fence(world, id) ?? ''));

describe('a run that continues one that was stopped in its drain', () => {
  it('is the run under way before it has changed a record, so that it can be held', async () => {
    const { world } = await stoppedInItsDrain();
    expect((await world.journal.load())?.run).toMatchObject({ execution: 'run-3', tookOver: 'run-1' });
    expect((await world.copy.load())?.run.execution).toBe('run-3');
    const hold = { run: 'run-3', state: 'JudgeLegacy', step: 2, reasons: [], taskToken: 't', since: '' };
    await expect(world.journal.saveHold(hold)).resolves.toBeUndefined();
  });

  it('takes over the fences and no record, shuts the stopped one out, and closes', async () => {
    const { world, run } = await stoppedInItsDrain();
    const drained = held(world);
    await retireLegacyRecords(run, world);
    expect(held(world)).toEqual(drained);
    expect(owners(world)).toMatchObject([
      { phase: 'drain', execution: 'run-3' },
      { phase: 'drain', execution: 'run-3' },
    ]);
    await expect(retireLegacyRecords(world.run('run-1'), world)).rejects.toMatchObject({ name: 'FenceLost' });
    await close(world, run);
    expect(owners(world)).toMatchObject([{ phase: 'closed' }, { phase: 'closed' }]);
  });

  it.each([false, true])(
    'is rolled back to what legacy was before the stopped one; fences taken over: %s',
    async (taken) => {
      const { world, run, before } = await stoppedInItsDrain();
      if (taken) await retireLegacyRecords(run, world);
      expect(await restoreLegacy(asked(world), world)).toMatchObject({
        outcome: 'restored',
        migrationRun: 'run-3',
      });
      expect(held(world)).toEqual(before);
    },
  );

  it('is rolled back by the copy, where the journal was lost', async () => {
    for (const taken of [false, true]) {
      const { world, run, before } = await stoppedInItsDrain();
      if (taken) await retireLegacyRecords(run, world);
      world.journal.lose('run', 'before-image', 'zones');
      expect(await restoreLegacy(asked(world), world)).toMatchObject({ outcome: 'restored' });
      expect(held(world)).toEqual(before);
    }
  });
});
