import { confirmLegacy } from '../../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { asked, begin } from '../../../../../support/migration/acting.ts';
import { type ZonesWorld, zonesWorld } from '../../../../../support/migration/zones-world.ts';

async function restored(world: ZonesWorld) {
  await begin(world, world.run('run-1'), 4);
  return restoreLegacy(asked(world), world);
}

/** Somebody writes `www` after the rollback has restored it. */
function writeByHand(world: ZonesWorld): void {
  const www = world.engine
    .records('Z1SHOP')
    .find(({ Name, Type }) => Name === 'www.shop.test.' && Type === 'A');
  const foreign = { Name: www?.Name, Type: 'A', TTL: 60, ResourceRecords: [{ Value: '203.0.113.99' }] };
  world.engine.changeResourceRecordSets('Z1SHOP', {
    Changes: [
      { Action: 'DELETE', ResourceRecordSet: www },
      { Action: 'CREATE', ResourceRecordSet: foreign },
    ],
  });
}

describe('ConfirmLegacy', () => {
  it('waits until Route 53 is in sync, then ends the run and counts the old answers’ TTL from there', async () => {
    const world = zonesWorld();
    const restore = await restored(world);
    await expect(confirmLegacy(restore, world)).rejects.toMatchObject({ name: 'NotInSync' });
    world.pass(60);
    const now = world.clock.now();
    expect(await confirmLegacy(restore, world)).toEqual({
      legacyServes: true,
      ended: true,
      reasons: [],
      inSyncAt: new Date(now).toISOString(),
      lastTtlRunsOutAt: new Date(now + restore.ttlInForceSeconds * 1000).toISOString(),
    });
    expect((await world.journal.load())?.run.status).toBe('restored');
  });

  it('names a record that is not as legacy was, and does not end the run', async () => {
    const world = zonesWorld();
    const restore = await restored(world);
    world.pass(60);
    writeByHand(world);
    expect(await confirmLegacy(restore, world)).toMatchObject({
      legacyServes: false,
      ended: false,
      reasons: [expect.stringContaining('www.shop.test')],
    });
    expect((await world.journal.load())?.run.status).toBe('owed');
  });
});
