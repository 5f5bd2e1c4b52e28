import { confirmWeight } from '../../../../../../lambdas/migration/migrate/confirm-weight/confirm-weight.ts';
import { shiftWeight } from '../../../../../../lambdas/migration/swap/move-records.ts';
import { begin } from '../../../../../support/migration/acting.ts';
import { zonesWorld } from '../../../../../support/migration/zones-world.ts';

describe('ConfirmWeight', () => {
  it('starts a soak’s clock at INSYNC plus the longest TTL that was in force', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await begin(world, run, 2);
    const change = await shiftWeight({ run, step: 0, continues: '' }, world);
    await expect(confirmWeight({ run, step: 0, change }, world)).rejects.toMatchObject({ name: 'NotInSync' });
    world.pass(45);
    const confirmed = await confirmWeight({ run, step: 0, change }, world);
    const inSync = world.clock.now();
    expect(confirmed).toMatchObject({
      inSyncAt: new Date(inSync).toISOString(),
      soakFrom: new Date(inSync + 60_000).toISOString(),
      soakUntil: new Date(inSync + 60_000 + 3_600_000).toISOString(),
    });
  });
});
