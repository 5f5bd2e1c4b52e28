import { parseFence } from '../../../../../lambdas/migration/domain/fence.ts';
import { lowerTtl } from '../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { confirmLegacy } from '../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { asked, begin, fence, held, plain } from '../../../../support/migration/acting.ts';
import { longSettings, longZones } from '../../../../support/migration/long-zones.ts';
import { deleteFences, makeTableAnew } from '../../../../support/migration/losing.ts';
import { onZones } from '../../../../support/migration/meddling.ts';
import { RollBackMachine } from '../../../../support/migration/roll-back-machine.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

const phaseOf = (world: ZonesWorld, id: string) => parseFence(fence(world, id) ?? '')?.phase;

describe('What is lost in the middle of it', () => {
  it('keeps LowerTtl from taking its own TTLs for what legacy was', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await lowerTtl(run, world);
    const lowered = held(world);
    makeTableAnew(world);
    world.copy.kept = undefined;
    await expect(lowerTtl(run, world)).rejects.toMatchObject({ name: 'BeforeImageUnreadable' });
    expect(held(world)).toEqual(lowered);
    expect((await world.journal.load())?.beforeImage.size).toBe(0);
  });

  it('is looked up in the copy of the run that was taken over, name by name', async () => {
    const world = zonesWorld();
    const before = held(world);
    await begin(world, world.run('run-1'), 4);
    const next = world.run('run-2');
    await world.journal.claim(
      { execution: next.name, executionArn: next.arn, startedAt: next.startedAt },
      'run-1',
    );
    world.journal.lose('before-image');
    const restore = await restoreLegacy(asked(world), world);
    world.pass(60);
    const [image] = world.engine.records('Z2CDN').filter(({ Type }) => Type === 'CNAME');
    if (!image) throw new Error('The zone has no CNAME.');
    const put = (TTL: number | undefined) =>
      world.engine.changeResourceRecordSets('Z2CDN', {
        Changes: [{ Action: 'UPSERT', ResourceRecordSet: { ...image, TTL: TTL ?? 0 } }],
      });
    put(7);
    expect(await confirmLegacy(restore, world)).toMatchObject({ legacyServes: false });
    put(image.TTL);
    expect(await confirmLegacy(restore, world)).toMatchObject({ legacyServes: true, ended: true });
    expect(held(world)).toEqual(before);
  });

  it('is not forgotten by the rollback that has yet to restore a zone without a fence', async () => {
    const world = zonesWorld();
    const before = held(world);
    await begin(world, world.run('run-1'), 4);
    const away = onZones(world, { swap: () => Promise.reject(new Error('Route 53 is away')) });
    const rollBack = asked(world);
    const first = await restoreLegacy(rollBack, away);
    expect(first).toMatchObject({ outcome: 'owed', migrationRun: 'run-1' });
    deleteFences(world);
    makeTableAnew(world);
    const second = await restoreLegacy({ ...rollBack, restore: first }, away);
    expect(second).toMatchObject({ outcome: 'owed', migrationRun: 'run-1' });
    expect(await restoreLegacy({ ...rollBack, restore: second }, world)).toMatchObject({
      outcome: 'restored',
      migrationRun: 'run-1',
    });
    expect(held(world)).toEqual(before);
  });

  it('is resumed in a half-restored zone, though no journal says that it is owed', async () => {
    const world = zonesWorld(longSettings(), longZones());
    const before = plain(world, 'Z1SHOP');
    await begin(world, world.run('run-1'), 4);
    let batches = 0;
    const stopped = onZones(world, {
      swap: (zone, changes, comment) =>
        batches++ === 0 ? zone.swap(changes, comment) : Promise.reject(new Error('aborted by hand')),
    });
    makeTableAnew(world);
    await restoreLegacy(asked(world), stopped);
    expect(phaseOf(world, 'Z1SHOP')).toBe('restoring');
    makeTableAnew(world);
    const machine = new RollBackMachine(world);
    await machine.execute('rb-2', { source: 'roll-back', predecessor: 'arn:rb-1' });
    expect(phaseOf(world, 'Z1SHOP')).toBe('restored');
    expect(plain(world, 'Z1SHOP')).toEqual(before);
  });
});
