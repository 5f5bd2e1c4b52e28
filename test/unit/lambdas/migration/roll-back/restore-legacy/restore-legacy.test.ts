import { lowerTtl } from '../../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { confirmLegacy } from '../../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { asked, begin, fence, plain } from '../../../../../support/migration/acting.ts';
import { type ZonesWorld, zonesWorld } from '../../../../../support/migration/zones-world.ts';

describe('RestoreLegacy', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    'after %d states restores the zones byte for byte, in one batch each',
    async (states) => {
      const world = zonesWorld();
      const held = ['Z1SHOP', 'Z2CDN'].map((id) => JSON.stringify(plain(world, id)));
      await begin(world, world.run('run-1'), states);
      const versions = ['Z1SHOP', 'Z2CDN'].map((id) => world.engine.history(id).length);
      const restore = await restoreLegacy(asked(world), world);
      expect(restore).toMatchObject({ outcome: 'restored', migrationRun: 'run-1', overwritten: [] });
      expect(['Z1SHOP', 'Z2CDN'].map((id) => JSON.stringify(plain(world, id)))).toEqual(held);
      expect(['Z1SHOP', 'Z2CDN'].map((id) => world.engine.history(id).length)).toEqual(
        versions.map((n) => n + 1),
      );
      expect(fence(world, 'Z1SHOP')).toContain('phase=restored');
      await expect(confirmLegacy(restore, world)).rejects.toMatchObject({ name: 'NotInSync' });
      world.pass(60);
      await expect(confirmLegacy(restore, world)).resolves.toMatchObject({ legacyServes: true });
      await expect(restoreLegacy(asked(world), world)).resolves.toMatchObject({
        outcome: 'already-restored',
        changes: [],
      });
    },
  );

  it('does nothing where no migration began, and says so', async () => {
    const world = zonesWorld();
    const restore = await restoreLegacy(asked(world), world);
    expect(restore).toMatchObject({ outcome: 'nothing-to-restore', changes: [] });
    expect(world.engine.history('Z1SHOP')).toHaveLength(1);
  });

  it('shuts out a first change that is still on its way', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await world.journal.claim({ execution: run.name, executionArn: run.arn, startedAt: run.startedAt });
    await restoreLegacy(asked(world), world);
    await expect(lowerTtl(run, world)).rejects.toMatchObject({ name: 'FenceLost' });
    expect(world.engine.history('Z1SHOP')).toHaveLength(1);
  });

  it('overwrites what a foreign writer put, and says what it was', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    const cluster = world.engine
      .records('Z1SHOP')
      .find((record) => record.Name === 'www.shop.test.' && record.SetIdentifier === 'cluster');
    world.engine.changeResourceRecordSets('Z1SHOP', {
      Changes: [{ Action: 'UPSERT', ResourceRecordSet: { ...cluster, Weight: 200 } }],
    });
    const restore = await restoreLegacy(asked(world), world);
    expect(restore.overwritten.join()).toContain('weight 200');
    expect(plain(world, 'Z1SHOP').filter((record) => record.Weight !== undefined)).toEqual([]);
  });

  const standing =
    '"heritage=kops-cutover,version=1,migration=shop,epoch=4,phase=shift,weight=50,execution=run-1"';

  it.each([
    ['the fence was deleted', undefined],
    ['something else stands in its place', '"not a fence"'],
    ['its epoch no longer grows by one', standing.replace('epoch=4', `epoch=${2 ** 53}`)],
    ['it is of another version', standing.replace('version=1', 'version=2')],
  ])('works if %s, and continues from the epoch that the journal knows', async (_what, replacement) => {
    const world = zonesWorld();
    const held = JSON.stringify(plain(world, 'Z1SHOP'));
    await begin(world, world.run('run-1'), 4);
    expect(fence(world, 'Z1SHOP')).toBe(standing);
    const record = world.engine.records('Z1SHOP').find(({ Name }) => Name.startsWith('_cutover-'));
    const put = (Value: string) => ({
      Action: 'CREATE',
      ResourceRecordSet: { ...record, ResourceRecords: [{ Value }] },
    });
    world.engine.changeResourceRecordSets('Z1SHOP', {
      Changes: [{ Action: 'DELETE', ResourceRecordSet: record }, ...(replacement ? [put(replacement)] : [])],
    });
    const restore = await restoreLegacy(asked(world), world);
    expect(restore.outcome).toBe('restored');
    expect(restore.overwritten.join()).toContain(replacement ?? '');
    expect(JSON.stringify(plain(world, 'Z1SHOP'))).toBe(held);
    expect(fence(world, 'Z1SHOP')).toContain('epoch=5,phase=restored');
  });

  it('that arrives after the next run began changes nothing', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 3);
    const late = asked(world);
    const restore = await restoreLegacy(late, world);
    world.pass(60);
    await confirmLegacy(restore, world);
    const second = world.run('run-2');
    await begin(world, second, 3);
    const records = world.engine.records('Z1SHOP');
    await expect(restoreLegacy(late, world)).resolves.toMatchObject({ outcome: 'nothing-to-restore' });
    await expect(restoreLegacy(asked(world, { run: 'run-1' }), world)).resolves.toMatchObject({
      outcome: 'nothing-to-restore',
    });
    expect(world.engine.records('Z1SHOP')).toEqual(records);
  });

  it('is refused after the migration was closed', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 6);
    await world.journal.endRun('run-1', 'closed', new Date(world.clock.now()).toISOString());
    const records = world.engine.records('Z1SHOP');
    await expect(restoreLegacy(asked(world), world)).resolves.toMatchObject({ outcome: 'refused' });
    expect(world.engine.records('Z1SHOP')).toEqual(records);
  });

  it('of one zone that cannot be won does not keep the other from being restored', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    const broken: ZonesWorld = {
      ...world,
      zoneOf: (zoneId) => {
        if (zoneId === 'Z2CDN') return world.zoneOf(zoneId);
        const refuse = async () => ({ accepted: false as const, messages: ['refused'] });
        return { ...world.zoneOf(zoneId), swap: refuse, read: (names) => world.zoneOf(zoneId).read(names) };
      },
    };
    expect(await restoreLegacy(asked(world), broken)).toMatchObject({
      outcome: 'owed',
      marked: true,
      changes: [{ zoneId: 'Z2CDN' }],
      pending: [{ zoneId: 'Z1SHOP', why: expect.stringContaining('refused') }],
    });
    expect(fence(world, 'Z2CDN')).toContain('phase=restored');
  });
});
