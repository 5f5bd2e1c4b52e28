import { parseFence } from '../../../../../lambdas/migration/domain/fence.ts';
import { lowerTtl } from '../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { confirmLegacy } from '../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { shiftWeight } from '../../../../../lambdas/migration/swap/move-records.ts';
import { asked, begin, fence, rolledBack } from '../../../../support/migration/acting.ts';
import { onJournal, onZones, withMethods } from '../../../../support/migration/meddling.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

const ZONES = ['Z1SHOP', 'Z2CDN'];
const fenceOf = (world: ZonesWorld, zoneId: string) => parseFence(fence(world, zoneId) ?? '');

describe('A rollback of a run that follows another', () => {
  /** run-1 was rolled back; run-2 has kept its before-image when its first batch fails. */
  async function secondRunStuck() {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 3);
    await rolledBack(world);
    world.pass(60);
    const run = world.run('run-2');
    const throttled = onZones(world, {
      swap: async () =>
        Promise.reject(Object.assign(new Error('Rate exceeded'), { name: 'TransientFailure' })),
    });
    await expect(lowerTtl(run, throttled)).rejects.toThrow('Rate exceeded');
    return { world, run };
  }

  it('ends it, though no batch of it was ever accepted', async () => {
    const { world } = await secondRunStuck();
    expect(await rolledBack(world)).toMatchObject({ outcome: 'restored', migrationRun: 'run-2' });
    expect((await world.journal.load())?.run).toMatchObject({ execution: 'run-2', status: 'restored' });
    world.pass(60);
    await expect(lowerTtl(world.run('run-3'), world)).resolves.toMatchObject({ percent: 0 });
  });

  it('waits for the mark where the zones know the earlier run alone, and looks for no other one', async () => {
    const { world } = await secondRunStuck();
    let loads = 0;
    const load = () => {
      loads += 1;
      return world.copy.load();
    };
    const markOwed = () => Promise.reject(new Error('DynamoDB is away'));
    const away = {
      ...world,
      copy: withMethods(world.copy, { load }),
      journal: withMethods(world.journal, { markOwed }),
    };
    expect(await restoreLegacy(asked(world), away)).toMatchObject({
      outcome: 'owed',
      pending: ZONES.map((zoneId) => ({ zoneId, why: expect.stringContaining('was rolled back here') })),
    });
    expect(loads).toBe(0);
  });

  it('shuts out its first batch, which is still on its way', async () => {
    const { world, run } = await secondRunStuck();
    await rolledBack(world);
    for (const zoneId of ZONES)
      expect(fenceOf(world, zoneId)).toMatchObject({ phase: 'restored', execution: 'run-2' });
    await expect(lowerTtl(run, world)).rejects.toMatchObject({ name: 'FenceLost' });
  });

  it('changes nothing once a later run has begun, wherever that stands', async () => {
    const { world } = await secondRunStuck();
    const versions = () => ZONES.map((id) => world.engine.history(id).length);
    let before: number[] = [];
    let overtaken = false;
    const racing = onZones(world, {
      read: async (zone, names) => {
        if (!overtaken) {
          overtaken = true;
          await rolledBack(world);
          world.pass(60);
          await lowerTtl(world.run('run-3'), world);
          before = versions();
        }
        return zone.read(names);
      },
    });
    expect(await restoreLegacy(asked(world), racing)).toMatchObject({
      outcome: 'nothing-to-restore',
      underWay: 'run-3',
      changes: [],
    });
    expect(versions()).toEqual(before);
  });
});

describe('A rollback of a run that has only claimed the journal', () => {
  it('leaves the next run alone, when that begins meanwhile', async () => {
    const world = zonesWorld();
    const first = world.run('run-1');
    await world.journal.claim({ execution: 'run-1', executionArn: first.arn, startedAt: first.startedAt });
    const late = asked(world);
    world.pass(60);
    const racing = onJournal(world, {
      before: {
        markOwed: async () => {
          await world.journal.endRun('run-1', 'restored', new Date(world.clock.now()).toISOString());
          await begin(world, world.run('run-2'), 3);
        },
      },
    });
    expect(await restoreLegacy(late, racing)).toMatchObject({ outcome: 'nothing-to-restore' });
    expect(fenceOf(world, 'Z1SHOP')).toMatchObject({ phase: 'shift', execution: 'run-2' });
  });
});

describe('A rollback and a run that takes the stopped one over', () => {
  /** run-1 stopped at 5 %. */
  async function stopped() {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 3);
    return world;
  }

  it('asked of what moves, it restores the run that took over in between', async () => {
    const world = await stopped();
    let taken = false;
    const racing = onZones(world, {
      swap: async (zone, changes, comment) => {
        if (!taken) {
          taken = true;
          await shiftWeight({ run: world.run('run-2'), step: 0, continues: 'run-1' }, world);
        }
        return zone.swap(changes, comment);
      },
    });
    expect(await restoreLegacy(asked(world), racing)).toMatchObject({
      outcome: 'restored',
      migrationRun: 'run-2',
    });
    expect(fenceOf(world, 'Z1SHOP')).toMatchObject({ phase: 'restored' });
  });

  it('an alarm of before the take-over is about what both moved', async () => {
    const world = await stopped();
    const alarm = asked(world, { source: 'alarm' });
    world.pass(30);
    await shiftWeight({ run: world.run('run-2'), step: 0, continues: 'run-1' }, world);
    expect(await restoreLegacy(alarm, world)).toMatchObject({ outcome: 'restored', migrationRun: 'run-2' });
  });

  it('of the stopped run is not overtaken any more once it is marked', async () => {
    const world = await stopped();
    const restore = await restoreLegacy(asked(world, { run: 'run-1' }), world);
    const takingOver = shiftWeight({ run: world.run('run-2'), step: 0, continues: 'run-1' }, world);
    await expect(takingOver).rejects.toMatchObject({ name: 'MigrationInProgress' });
    world.pass(60);
    expect(await confirmLegacy(restore, world)).toMatchObject({ legacyServes: true, ended: true });
  });
});
