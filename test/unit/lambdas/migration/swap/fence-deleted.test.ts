import { lowerTtl } from '../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { confirmLegacy } from '../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { adoptRecords } from '../../../../../lambdas/migration/swap/move-records.ts';
import { asked, begin, fence, rolledBack } from '../../../../support/migration/acting.ts';
import { deleteFences } from '../../../../support/migration/losing.ts';
import { zonesWorld } from '../../../../support/migration/zones-world.ts';

describe('Where somebody deleted the fence of a run that is over', () => {
  async function withoutFence() {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 5);
    await rolledBack(world);
    deleteFences(world);
    world.pass(60);
    const run = world.run('run-2');
    await lowerTtl(run, world);
    return { world, run };
  }

  it('the next run continues from the newest epoch that the journal knows', async () => {
    const { world } = await withoutFence();
    expect(fence(world, 'Z1SHOP')).toContain('epoch=6,phase=prepare,weight=0,execution=run-2');
    expect((await world.journal.load())?.zones.get('Z1SHOP')?.fence.execution).toBe('run-2');
  });

  it('the next run still waits until its own changes are in sync', async () => {
    const { world, run } = await withoutFence();
    await expect(adoptRecords(run, world)).rejects.toMatchObject({ name: 'NotInSync' });
  });
});

describe('Where somebody deleted the fence of a run that is under way', () => {
  it('its rollback continues from the newest epoch that the journal knows', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 5);
    deleteFences(world);
    await rolledBack(world);
    expect(fence(world, 'Z1SHOP')).toContain('epoch=6,phase=restored,weight=0,execution=run-1');
  });
});

describe('Where somebody deleted the fence of a run that was rolled back', () => {
  it('the rollback is not confirmed, and is made again', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 5);
    const restore = await restoreLegacy(asked(world), world);
    deleteFences(world);
    world.pass(60);
    await expect(confirmLegacy(restore, world)).resolves.toMatchObject({
      legacyServes: false,
      reasons: [
        'Zone Z1SHOP: the fence is missing or damaged',
        'Zone Z2CDN: the fence is missing or damaged',
      ],
    });
  });
});
