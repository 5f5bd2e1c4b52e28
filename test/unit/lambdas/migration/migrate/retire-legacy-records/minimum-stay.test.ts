import { retireLegacyRecords } from '../../../../../../lambdas/migration/swap/move-records.ts';
import { begin } from '../../../../../support/migration/acting.ts';
import { zonesWorld } from '../../../../../support/migration/zones-world.ts';

describe('RetireLegacyRecords', () => {
  it('leaves legacy its minimum stay once its records are retired', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await begin(world, run, 5);
    const { waitUntil } = await retireLegacyRecords(run, world);
    const { minimumStaySeconds } = world.settings.drain;
    expect(Date.parse(waitUntil) - world.clock.now()).toBe((60 + minimumStaySeconds) * 1000);
  });
});
