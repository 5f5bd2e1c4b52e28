import type { OwedLatch } from '../../../../../lambdas/migration/ports/owed-latch.ts';
import { confirmLegacy } from '../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { asked, begin } from '../../../../support/migration/acting.ts';
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

  it('says so while Route 53 refuses everything, without waiting for it', async () => {
    const world = zonesWorld();
    const { said, latch } = latched();
    await begin(world, world.run('run-1'), 4);
    const order: string[] = [];
    const refusing = {
      ...world,
      latch: {
        say: (owed: boolean, at: number) => {
          order.push('latch');
          return latch.say(owed, at);
        },
      },
      zoneOf: (zoneId: string) => ({
        ...world.zoneOf(zoneId),
        read: () => Promise.reject(new Error('503')),
        swap: () => {
          order.push('swap');
          return Promise.reject(new Error('503'));
        },
      }),
    };
    expect(await restoreLegacy(asked(world), refusing)).toMatchObject({ outcome: 'owed' });
    expect(said.map(([owed]) => owed)).toEqual([true]);
    expect(order[0]).toBe('latch');
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
});
