import type { OwedLatch } from '../../../../../lambdas/migration/ports/owed-latch.ts';
import { confirmLegacy } from '../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { shiftWeight } from '../../../../../lambdas/migration/swap/move-records.ts';
import type { RollBackPorts } from '../../../../../lambdas/migration/swap/ports.ts';
import { asked, begin, markedOwed, rolledBack } from '../../../../support/migration/acting.ts';
import { onJournal, onZones, withMethods } from '../../../../support/migration/meddling.ts';
import { zonesWorld } from '../../../../support/migration/zones-world.ts';

function latched(fails = false) {
  const said: (readonly [owed: boolean, at: number])[] = [];
  const latch: OwedLatch = {
    say: async (owed, at) => {
      said.push([owed, at]);
      if (fails) throw new Error('CloudWatch is away');
    },
  };
  return { said, latch };
}

describe('a rollback with health checks on the cluster’s records', () => {
  it('says that it is owed as of its begin, and that it is not once the journal says so', async () => {
    const world = zonesWorld();
    const { said, latch } = latched();
    await begin(world, world.run('run-1'), 4);
    const begun = world.clock.now();
    const restore = await restoreLegacy(asked(world), { ...world, latch });
    expect(said).toEqual([[true, begun]]);
    await expect(confirmLegacy(restore, { ...world, latch })).rejects.toMatchObject({ name: 'NotInSync' });
    expect(said).toHaveLength(1);
    world.pass(60);
    await confirmLegacy(restore, { ...world, latch });
    expect(said).toEqual([
      [true, begun],
      [false, world.clock.now()],
    ]);
    expect((await world.journal.load())?.run.status).toBe('restored');
  });

  it('says so while Route 53 refuses everything, and in the next rounds before anything is tried', async () => {
    const world = zonesWorld();
    const { said, latch } = latched();
    await begin(world, world.run('run-1'), 4);
    const order: string[] = [];
    const refusing: RollBackPorts = {
      ...onZones(world, {
        read: () => Promise.reject(new Error('503')),
        swap: () => {
          order.push('swap');
          return Promise.reject(new Error('503'));
        },
      }),
      latch: {
        say: (owed, at) => {
          order.push('latch');
          return latch.say(owed, at);
        },
      },
    };
    const first = await restoreLegacy(asked(world), refusing);
    expect(first).toMatchObject({ outcome: 'owed', marked: true });
    expect(said.map(([owed]) => owed)).toEqual([true]);
    order.length = 0;
    await restoreLegacy({ ...asked(world), restore: first }, refusing);
    expect(order.slice(0, 2)).toEqual(['latch', 'swap']);
  });

  it('says so while the journal is away, unless every zone is another run’s', async () => {
    const away = () => Promise.reject(new Error('DynamoDB is away'));
    for (const [states, times] of [
      [4, 1],
      [0, 0],
    ] as const) {
      const world = zonesWorld();
      const { said, latch } = latched();
      await begin(world, world.run('run-1'), 4);
      const old = asked(world);
      const copied = world.copy.kept;
      if (states === 0) {
        await rolledBack(world);
        await begin(world, world.run('run-2'), 3);
        world.copy.kept = copied;
      }
      const journal = withMethods(world.journal, { load: away, markOwed: away, bringBack: away });
      await restoreLegacy(old, { ...world, journal, latch });
      expect(said).toHaveLength(times);
    }
  });

  it('restores legacy also if nobody can be told, and says why', async () => {
    const world = zonesWorld();
    const { latch } = latched(true);
    await begin(world, world.run('run-1'), 4);
    const restore = await restoreLegacy(asked(world), { ...world, latch });
    expect(restore).toMatchObject({
      outcome: 'restored',
      reason: expect.stringContaining('RollbackOwed could not be published as 1: Error: CloudWatch is away'),
    });
    world.pass(60);
    expect(await confirmLegacy(restore, { ...world, latch })).toMatchObject({
      legacyServes: true,
      ended: true,
    });
  });

  it('says nothing where there is nothing to restore', async () => {
    const world = zonesWorld();
    const { said, latch } = latched();
    expect(await restoreLegacy(asked(world), { ...world, latch })).toMatchObject({
      outcome: 'nothing-to-restore',
    });
    expect(said).toEqual([]);
  });

  it('says nothing of a run that another one takes over meanwhile, which StartWatch has let go', async () => {
    const world = zonesWorld();
    const { said, latch } = latched();
    await begin(world, world.run('run-1'), 4);
    const ofDead = asked(world, { source: 'execution', run: 'run-1' });
    const meanwhile = onJournal(world, {
      after: {
        load: () => shiftWeight({ run: world.run('run-3'), step: 2, continues: 'run-1' }, world),
      },
    });
    expect(await restoreLegacy(ofDead, { ...meanwhile, latch })).toMatchObject({
      outcome: 'nothing-to-restore',
      underWay: 'run-3',
    });
    expect(said).toEqual([]);
  });

  it('lets nothing go once another run’s rollback is owed', async () => {
    const world = zonesWorld();
    const { said, latch } = latched();
    await begin(world, world.run('run-1'), 4);
    const late = asked(world, { source: 'execution', run: 'run-1' }, 'rb-late');
    await rolledBack(world);
    const found = await restoreLegacy(late, { ...world, latch });
    expect(found.outcome).toBe('already-restored');
    await begin(world, world.run('run-2'), 4);
    await markedOwed(world);
    expect(await confirmLegacy(found, { ...world, latch })).toMatchObject({ ended: true });
    expect(said).toEqual([]);
  });
});
