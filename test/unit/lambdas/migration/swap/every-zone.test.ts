import { confirmWeight } from '../../../../../lambdas/migration/migrate/confirm-weight/confirm-weight.ts';
import { lowerTtl } from '../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { confirmLegacy } from '../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { adoptRecords, shiftWeight } from '../../../../../lambdas/migration/swap/move-records.ts';
import { requireInSync } from '../../../../../lambdas/migration/swap/require-in-sync.ts';
import { asked, begin, markedOwed } from '../../../../support/migration/acting.ts';
import { longSettings, longZones } from '../../../../support/migration/long-zones.ts';
import { onZones, withMethods } from '../../../../support/migration/meddling.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

/** Changes of the zones are in sync one after the other: the last of them is left. */
function lastOneIsPending(world: ZonesWorld): ZonesWorld {
  const last = world.engine.history('Z2CDN').at(-1)?.changeId;
  return onZones(world, { isInSync: async (_zone, id) => !id.endsWith(`${last}`) });
}

describe('A change of several zones', () => {
  it('is waited for since the last of them was accepted', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await begin(world, run, 2);
    const slow = onZones(world, {
      swap: (zone, changes, comment) => {
        world.pass(20);
        return zone.swap(changes, comment);
      },
    });
    const begun = world.clock.now();
    const change = await shiftWeight({ run, step: 0, continues: '' }, slow);
    expect(change.changes.map(({ acceptedAt }) => Date.parse(acceptedAt) - begun)).toEqual([20_000, 40_000]);
    expect(Date.parse(change.waitUntil) - begun).toBe(40_000 + 60_000);
  });

  it('is adopted, and confirmed, when the last of them is in sync', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await lowerTtl(run, world);
    await expect(adoptRecords(run, lastOneIsPending(world))).rejects.toMatchObject({ name: 'NotInSync' });
    world.pass(60);
    await adoptRecords(run, world);
    const change = await shiftWeight({ run, step: 0, continues: '' }, world);
    const confirm = { run, step: 0, change };
    await expect(confirmWeight(confirm, lastOneIsPending(world))).rejects.toMatchObject({
      name: 'NotInSync',
    });
  });

  it('is confirmed only if each of them contains what was written', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await begin(world, run, 2);
    const change = await shiftWeight({ run, step: 0, continues: '' }, world);
    world.pass(60);
    const [img] = world.engine.records('Z2CDN').filter(({ SetIdentifier }) => SetIdentifier === 'cluster');
    world.engine.changeResourceRecordSets('Z2CDN', {
      Changes: [{ Action: 'UPSERT', ResourceRecordSet: { ...img, Weight: 9 } }],
    });
    await expect(confirmWeight({ run, step: 0, change }, world)).rejects.toMatchObject({
      name: 'ForeignWrite',
      message: expect.stringMatching(/^Zone Z2CDN: .*weight 9/),
    });
  });
});

describe('A rollback of several zones', () => {
  async function rolledBack() {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    const restore = await restoreLegacy(asked(world), world);
    world.pass(60);
    return { world, restore };
  }

  it('is confirmed when each of them contains its before-image', async () => {
    const { world, restore } = await rolledBack();
    await expect(confirmLegacy(restore, world)).resolves.toMatchObject({ legacyServes: true, reasons: [] });
    expect((await world.journal.load())?.run.status).toBe('restored');
  });

  it('is not, and does not end the run, if one contains something else', async () => {
    const { world, restore } = await rolledBack();
    const img = world.engine.records('Z2CDN').find(({ Type }) => Type === 'CNAME');
    world.engine.changeResourceRecordSets('Z2CDN', {
      Changes: [{ Action: 'UPSERT', ResourceRecordSet: { ...img, TTL: 77 } }],
    });
    await expect(confirmLegacy(restore, world)).resolves.toMatchObject({
      legacyServes: false,
      reasons: [expect.stringMatching(/^Zone Z2CDN: img\.cdn\.test has .*TTL 77/)],
    });
    expect((await world.journal.load())?.run.status).toBe('owed');
  });

  it('is not before the change of each is in sync', async () => {
    const { world, restore } = await rolledBack();
    await expect(confirmLegacy(restore, lastOneIsPending(world))).rejects.toMatchObject({
      name: 'NotInSync',
    });
  });
});

describe('A change of several batches', () => {
  it('hands on the id of each', async () => {
    const world = zonesWorld(longSettings(), longZones());
    const run = world.run('run-1');
    await begin(world, run, 2);
    const before = world.engine.history('Z1SHOP').length;
    const { changes } = await shiftWeight({ run, step: 0, continues: '' }, world);
    const made = world.engine.history('Z1SHOP').slice(before);
    expect(made).toHaveLength(3);
    expect(changes.map(({ changeIds }) => changeIds)).toEqual([made.map((one) => `/change/${one.changeId}`)]);
  });
});

describe('Changes are in sync', () => {
  const CHANGES = [
    { zoneId: 'Z1', changeIds: ['/change/C1', '/change/C2', '/change/C3'] },
    { zoneId: 'Z2', changeIds: ['/change/C4'] },
  ];
  const asked = (...pending: string[]) => {
    const zone = { ...zonesWorld().zoneOf('Z1SHOP'), isInSync: async (id: string) => !pending.includes(id) };
    return requireInSync(CHANGES, { zoneOf: () => zone });
  };

  it('when each of them is', async () => {
    await expect(asked()).resolves.toBeUndefined();
  });

  it.each(CHANGES.flatMap(({ zoneId, changeIds }) => changeIds.map((id) => [id, zoneId] as const)))(
    'not while %s alone is pending',
    async (id, zoneId) => {
      await expect(asked(id)).rejects.toMatchObject({
        name: 'NotInSync',
        message: `PENDING: ${id} (zone ${zoneId})`,
      });
    },
  );
});

describe('The journal', () => {
  it('keeps of a zone only what Route 53 accepted', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await begin(world, run, 2);
    const kept = (await world.journal.load())?.zones;
    const refusing = onZones(world, { swap: async () => ({ accepted: false, messages: ['refused'] }) });
    await expect(shiftWeight({ run, step: 0, continues: '' }, refusing)).rejects.toMatchObject({
      name: 'ChangeRefused',
    });
    expect((await world.journal.load())?.zones).toEqual(kept);
  });

  it('stops a run that another took over, also before that one has written its fences', async () => {
    const world = zonesWorld();
    const [run, next] = [world.run('run-1'), world.run('run-2')];
    await begin(world, run, 3);
    await world.journal.claim(
      { execution: next.name, executionArn: next.arn, startedAt: next.startedAt },
      run.name,
    );
    const records = world.engine.records('Z1SHOP');
    await expect(shiftWeight({ run, step: 1, continues: '' }, world)).rejects.toMatchObject({
      name: 'FenceLost',
    });
    expect(world.engine.records('Z1SHOP')).toEqual(records);
  });

  it('stops a run that a rollback has shut out, also before that has written a fence', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await begin(world, run, 3);
    await markedOwed(world);
    const records = world.engine.records('Z1SHOP');
    await expect(shiftWeight({ run, step: 1, continues: '' }, world)).rejects.toMatchObject({
      name: 'FenceLost',
    });
    expect(world.engine.records('Z1SHOP')).toEqual(records);
  });

  it.each([
    ['before the first batch', 0],
    ['between two batches', 2],
  ])(
    'stops a step that has looked into the journal when a rollback is marked as owed %s',
    async (_when, written) => {
      const world = zonesWorld(longSettings(), longZones());
      const run = world.run('run-1');
      await begin(world, run, 3);
      const versions = world.engine.history('Z1SHOP').length;
      let looks = 0;
      const isOpen = async (execution: string) => {
        if (looks++ === written) await markedOwed(world);
        return world.journal.isOpen(execution);
      };
      const racing = { ...world, journal: withMethods(world.journal, { isOpen }) };
      await expect(shiftWeight({ run, step: 1, continues: '' }, racing)).rejects.toMatchObject({
        name: 'FenceLost',
      });
      expect(world.engine.history('Z1SHOP')).toHaveLength(versions + written);
    },
  );

  it('stops a step whose batch landed after a rollback was marked as owed', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await begin(world, run, 3);
    const racing = onZones(world, {
      swap: async (zone, changes, comment) => {
        await markedOwed(world);
        return zone.swap(changes, comment);
      },
    });
    await expect(shiftWeight({ run, step: 1, continues: '' }, racing)).rejects.toMatchObject({
      name: 'FenceLost',
    });
    expect((await world.journal.load())?.zones.get('Z1SHOP')?.fence.weight).toBe(5);
  });
});
