import type { RestoreResult } from '../../../../../lambdas/migration/contract/roll-back-payloads.ts';
import { closeMigration } from '../../../../../lambdas/migration/migrate/close-migration/close-migration.ts';
import { confirmLegacy } from '../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { notifyRollBack } from '../../../../../lambdas/migration/roll-back/notify-roll-back/notify-roll-back.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { MemoryConnections } from '../../../../fakes/migration/memory-connections.ts';
import { MemoryReports } from '../../../../fakes/migration/memory-reports.ts';
import { RecordingTopic } from '../../../../fakes/recording-topic.ts';
import { asked, begin, fence, plain, rolledBack } from '../../../../support/migration/acting.ts';
import { longSettings, longZones } from '../../../../support/migration/long-zones.ts';
import { onZones } from '../../../../support/migration/meddling.ts';
import { someSettings } from '../../../../support/migration/settings.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

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

  it('is reported', async () => {
    const { world, restore } = await rollBack();
    world.pass(60);
    const topic = new RecordingTopic();
    const notified = await notifyRollBack(
      {
        run: { name: 'rb-1', arn: 'arn:rb-1', startedAt: restore.startedAt },
        restore,
        stop: { stopped: [] },
        confirm: await confirmLegacy(restore, world),
      },
      { ...world, connections: new MemoryConnections(), reports: new MemoryReports(), topic },
    );
    expect(notified.notified).toBe(true);
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

/** The fence of Z2CDN names another run now. @returns its text */
function takeFence(world: ZonesWorld): string {
  const held = world.engine.records('Z2CDN').find(({ Type }) => Type === 'TXT');
  const Value = fence(world, 'Z2CDN')?.replace('run-1', 'run-9') ?? '';
  world.engine.changeResourceRecordSets('Z2CDN', {
    Changes: [{ Action: 'UPSERT', ResourceRecordSet: { ...held, ResourceRecords: [{ Value }] } }],
  });
  return Value;
}

describe('A rollback', () => {
  it('answers with the longest TTL for which any of its zones may be cached', async () => {
    const world = zonesWorld(someSettings({ ttlSeconds: 30 }));
    await begin(world, world.run('run-1'), 4);
    // The last zone has a CNAME of 30 s, the first one aliases of 60.
    expect(await restoreLegacy(asked(world), world)).toMatchObject({ ttlInForceSeconds: 60 });
  });

  it('is waited for until Route 53 has brought it to its servers', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    const { acceptedAt, waitUntil } = await restoreLegacy(asked(world), world);
    expect(Date.parse(waitUntil) - Date.parse(acceptedAt)).toBe(60_000);
  });

  it('reports loudly which zone is another run’s, beside those that it restored', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    const Value = takeFence(world);
    expect(await restoreLegacy(asked(world), world)).toMatchObject({
      outcome: 'unrestorable',
      changes: [{ zoneId: 'Z1SHOP' }],
      pending: [{ zoneId: 'Z2CDN', why: 'Its fence says shift at 50 %, execution run-9, epoch 4.' }],
    });
    expect(fence(world, 'Z1SHOP')).toContain('phase=restored');
    expect(fence(world, 'Z2CDN')).toBe(Value);
  });

  it('finishes every zone that it can before it ends with one that is another run’s', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    takeFence(world);
    const away = onZones(world, { swap: () => Promise.reject(new Error('Route 53 is away')) });
    const rollBack = asked(world);
    const restore = await restoreLegacy(rollBack, away);
    expect(restore).toMatchObject({
      outcome: 'owed',
      changes: [],
      pending: [
        { zoneId: 'Z1SHOP', why: 'Route 53 is away' },
        { zoneId: 'Z2CDN', why: expect.stringContaining('run-9') },
      ],
    });
    expect(await restoreLegacy({ ...rollBack, restore }, world)).toMatchObject({
      outcome: 'unrestorable',
      changes: [{ zoneId: 'Z1SHOP' }],
      pending: [{ zoneId: 'Z2CDN' }],
    });
  });

  it('that takes several batches answers with the id of each', async () => {
    const world = zonesWorld(longSettings(), longZones());
    await begin(world, world.run('run-1'), 4);
    const before = world.engine.history('Z1SHOP').length;
    const { changes } = await restoreLegacy(asked(world), world);
    const made = world.engine.history('Z1SHOP').slice(before);
    expect(made).toHaveLength(3);
    expect(changes.map(({ changeIds }) => changeIds)).toEqual([made.map((one) => `/change/${one.changeId}`)]);
  });

  it('reports what it wrote over, even if the answer was lost', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    const [img] = world.engine.records('Z2CDN').filter(({ SetIdentifier }) => SetIdentifier === 'cluster');
    world.engine.changeResourceRecordSets('Z2CDN', {
      Changes: [{ Action: 'UPSERT', ResourceRecordSet: { ...img, Weight: 77 } }],
    });
    let lost = false;
    const losing = onZones(world, {
      swap: async (zone, changes, comment) => {
        const result = await zone.swap(changes, comment);
        if (lost || !result.accepted || !changes.some((one) => one.ResourceRecordSet.Weight === 77))
          return result;
        lost = true;
        return { accepted: false, messages: ['… but it already exists'] };
      },
    });
    const { overwritten } = await restoreLegacy(asked(world), losing);
    expect(lost).toBe(true);
    expect(overwritten).toEqual([expect.stringMatching(/^img\.cdn\.test: .*weight 77/)]);
  });

  it('writes over what somebody puts behind it, as long as it is not confirmed', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    await restoreLegacy(asked(world), world);
    const img = plain(world, 'Z2CDN').find(({ Type }) => Type === 'CNAME');
    const elsewhere = { ...img, ResourceRecords: [{ Value: 'cdn.example.com' }] };
    world.engine.changeResourceRecordSets('Z2CDN', {
      Changes: [{ Action: 'UPSERT', ResourceRecordSet: elsewhere }],
    });
    world.pass(60);
    const again = await restoreLegacy(asked(world), world);
    expect(again.overwritten).toEqual([expect.stringMatching(/^img\.cdn\.test: CNAME cdn\.example\.com/)]);
    world.pass(60);
    expect(await confirmLegacy(again, world)).toMatchObject({ legacyServes: true, reasons: [] });
  });

  it('leaves a zone closed that the migration closes meanwhile', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await begin(world, run, 6);
    const closing = { ...world, history: { visits: async () => [] }, reports: new MemoryReports() };
    let closed = false;
    const racing = onZones(world, {
      swap: async (zone, changes, comment) => {
        if (!closed) {
          closed = true;
          await closeMigration(run, { ...closing, topic: new RecordingTopic() });
        }
        return zone.swap(changes, comment);
      },
    });
    const restore = await restoreLegacy(asked(world), racing);
    expect(restore).toMatchObject({ outcome: 'refused', changes: [] });
    expect(['Z1SHOP', 'Z2CDN'].map((id) => fence(world, id))).toEqual(
      Array(2).fill(expect.stringContaining('phase=closed')),
    );
    expect(
      plain(world, 'Z1SHOP').filter(({ AliasTarget }) => AliasTarget?.DNSName.startsWith('k8s')),
    ).toHaveLength(4);
  });
});

describe('A rollback that was confirmed before', () => {
  it('writes nothing when it is requested again', async () => {
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
