import { loadRun } from '../../../../../lambdas/migration/swap/load-run.ts';
import { begin, markedOwed } from '../../../../support/migration/acting.ts';
import { zonesWorld } from '../../../../support/migration/zones-world.ts';

describe('The journal of a run', () => {
  it('is for nobody but the run under way', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 2);
    expect((await loadRun(world.journal, world.run('run-1'))).run.execution).toBe('run-1');
    await expect(loadRun(world.journal, world.run('run-2'))).rejects.toMatchObject({
      name: 'FenceLost',
      message: 'The run under way is run-1, not run-2.',
    });
  });

  it('is not for the run any more once its rollback is owed', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await begin(world, run, 2);
    await markedOwed(world);
    await expect(loadRun(world.journal, run)).rejects.toMatchObject({
      name: 'FenceLost',
      message: expect.stringContaining('Execution run-1 was owed'),
    });
  });

  it('is for nobody where there is none', async () => {
    const world = zonesWorld();
    await expect(loadRun(world.journal, world.run('run-1'))).rejects.toMatchObject({
      name: 'FenceLost',
      message: 'The run under way is none, not run-1.',
    });
  });
});
