import { confirmLegacy } from '../../../../lambdas/confirm-legacy/confirm-legacy.ts';
import { notifyRollBack } from '../../../../lambdas/notify-roll-back/notify-roll-back.ts';
import { restoreLegacy } from '../../../../lambdas/restore-legacy/restore-legacy.ts';
import type { RestoreResult } from '../../../../lambdas/shared/contract/payloads.ts';
import { MemoryReports } from '../../../fakes/memory-reports.ts';
import { RecordingTopic } from '../../../fakes/recording-topic.ts';
import { asked, begin, plain, rolledBack } from '../../../support/acting.ts';
import { onZones } from '../../../support/meddling.ts';
import { type ZonesWorld, zonesWorld } from '../../../support/zones-world.ts';

/** A migration at 50 %, rolled back with every first answer of Route 53 lost. */
const WAYS: readonly [string, (world: ZonesWorld) => Promise<RestoreResult>][] = [
  [
    'whose answers were lost',
    (world) => {
      const lost = new Set<string>();
      const swap: Parameters<typeof onZones>[1]['swap'] = async (zone, changes, comment) => {
        const result = await zone.swap(changes, comment);
        const name = changes.at(-1)?.ResourceRecordSet.Name ?? '';
        if (lost.has(name)) return result;
        lost.add(name);
        return { accepted: false, messages: ['… but it already exists'] };
      };
      return restoreLegacy(asked(world), onZones(world, { swap }));
    },
  ],
  [
    'that was killed after its last write, and tried again',
    async (world) => {
      await restoreLegacy(asked(world), world);
      return restoreLegacy(asked(world), world);
    },
  ],
];

describe.each(WAYS)('A rollback %s', (_what, restored) => {
  async function rollBack() {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    return { world, restore: await restored(world) };
  }

  it('is not confirmed before Route 53 says INSYNC', async () => {
    const { world, restore } = await rollBack();
    await expect(confirmLegacy(restore, world)).rejects.toMatchObject({ name: 'NotInSync' });
    world.pass(60);
    const confirm = await confirmLegacy(restore, world);
    expect(confirm).toMatchObject({
      legacyServes: true,
      inSyncAt: new Date(world.clock.now()).toISOString(),
    });
    expect(Date.parse(confirm.lastTtlRunsOutAt)).toBe(world.clock.now() + 60_000);
  });

  it('is told', async () => {
    const { world, restore } = await rollBack();
    world.pass(60);
    const topic = new RecordingTopic();
    const told = await notifyRollBack(
      {
        run: { name: 'rb-1', arn: 'arn:rb-1', startedAt: restore.startedAt },
        ...asked(world),
        restore,
        stop: { stopped: [] },
        confirm: await confirmLegacy(restore, world),
      },
      { ...world, reports: new MemoryReports(), topic },
    );
    expect(told.told).toBe(true);
    expect(topic.published.map(({ subject }) => subject)).toEqual(['shop: rolled back, legacy serves']);
  });

  it('changes no record a second time', async () => {
    const { world } = await rollBack();
    const restores = (id: string) =>
      world.engine
        .history(id)
        .filter(({ comment, after }) => /restored/.test(comment ?? '') && after.length > 1);
    expect(['Z1SHOP', 'Z2CDN'].map((id) => restores(id).length)).toEqual([1, 1]);
  });
});

describe('A rollback that was confirmed before', () => {
  it('writes nothing when it is asked for again', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    await rolledBack(world);
    const held = JSON.stringify(plain(world, 'Z1SHOP'));
    const versions = world.engine.history('Z1SHOP').length;
    expect(await restoreLegacy(asked(world), world)).toMatchObject({
      outcome: 'already-restored',
      changes: [],
    });
    expect(world.engine.history('Z1SHOP')).toHaveLength(versions);
    expect(JSON.stringify(plain(world, 'Z1SHOP'))).toBe(held);
  });
});
