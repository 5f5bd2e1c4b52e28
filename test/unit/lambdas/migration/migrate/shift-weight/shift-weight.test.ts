import type { Zone } from '../../../../../../lambdas/migration/ports/zone.ts';
import { retireLegacyRecords, shiftWeight } from '../../../../../../lambdas/migration/swap/move-records.ts';
import { begin, fence } from '../../../../../support/migration/acting.ts';
import { withMethods } from '../../../../../support/migration/meddling.ts';
import { type ZonesWorld, zonesWorld } from '../../../../../support/migration/zones-world.ts';

describe('ShiftWeight', () => {
  it('is idempotent: a state that is tried again changes nothing and says the same', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await begin(world, run, 3);
    const change = await shiftWeight({ run, step: 1, continues: '' }, world);
    const records = world.engine.records('Z1SHOP');
    await expect(shiftWeight({ run, step: 1, continues: '' }, world)).resolves.toEqual(change);
    expect(world.engine.records('Z1SHOP')).toEqual(records);
  });

  it('continues after a lost answer, with a change id of its own that covers the lost one', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await begin(world, run, 3);
    let lost = 0;
    const losing: ZonesWorld = {
      ...world,
      zoneOf: (zoneId) => {
        const zone = world.zoneOf(zoneId);
        return withMethods<Zone>(zone, {
          swap: async (changes, comment) => {
            const swap = await zone.swap(changes, comment);
            return lost++ === 0 ? { accepted: false, messages: ['… but it already exists'] } : swap;
          },
        });
      },
    };
    const change = await shiftWeight({ run, step: 1, continues: '' }, losing);
    const [zone] = change.changes;
    expect(zone?.epoch).toBe(5);
    expect(zone?.changeIds).toEqual([`/change/${world.engine.history('Z1SHOP').at(-1)?.changeId}`]);
    expect(
      world.engine
        .history('Z1SHOP')
        .at(-1)
        ?.changes.map((one) => one.ResourceRecordSet.Type),
    ).toEqual(['TXT', 'TXT']);
    expect(fence(world, 'Z1SHOP')).toContain('weight=50');
  });

  it('never goes back to an earlier step', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await begin(world, run, 4);
    const records = world.engine.records('Z1SHOP');
    await expect(shiftWeight({ run, step: 0, continues: '' }, world)).rejects.toMatchObject({
      name: 'FenceLost',
    });
    expect(world.engine.records('Z1SHOP')).toEqual(records);
  });

  it('holds on a weight changed by hand, and changes nothing', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await begin(world, run, 3);
    const cluster = world.engine
      .records('Z1SHOP')
      .find((record) => record.Name === 'www.shop.test.' && record.SetIdentifier === 'cluster');
    world.engine.changeResourceRecordSets('Z1SHOP', {
      Changes: [{ Action: 'UPSERT', ResourceRecordSet: { ...cluster, Weight: 77 } }],
    });
    const records = world.engine.records('Z1SHOP');
    await expect(shiftWeight({ run, step: 1, continues: '' }, world)).rejects.toMatchObject({
      name: 'ForeignWrite',
      message: expect.stringContaining('weight 77'),
    });
    expect(world.engine.records('Z1SHOP')).toEqual(records);
  });

  it('continues under a new execution where the stopped one stood', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    const next = world.run('run-2');
    await shiftWeight({ run: next, step: 1, continues: 'run-1' }, world);
    expect(fence(world, 'Z1SHOP')).toContain('weight=50,execution=run-2');
    await shiftWeight({ run: next, step: 2, continues: 'run-1' }, world);
    expect(fence(world, 'Z1SHOP')).toContain('weight=100,execution=run-2');
    await expect(retireLegacyRecords(world.run('run-1'), world)).rejects.toMatchObject({ name: 'FenceLost' });
  });
});
