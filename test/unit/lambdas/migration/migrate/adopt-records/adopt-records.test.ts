import { lowerTtl } from '../../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { adoptRecords } from '../../../../../../lambdas/migration/swap/move-records.ts';
import { zonesWorld } from '../../../../../support/migration/zones-world.ts';

describe('AdoptRecords', () => {
  it('adopts only once the lowered TTLs are in sync', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await lowerTtl(run, world);
    await expect(adoptRecords(run, world)).rejects.toMatchObject({ name: 'NotInSync' });
    world.pass(30);
    await expect(adoptRecords(run, world)).resolves.toMatchObject({ percent: 0 });
  });
});
