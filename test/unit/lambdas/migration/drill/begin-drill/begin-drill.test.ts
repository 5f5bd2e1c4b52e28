import { beginDrill } from '../../../../../../lambdas/migration/drill/begin-drill/begin-drill.ts';
import { moveDrillName } from '../../../../../../lambdas/migration/drill/move-drill-name/move-drill-name.ts';
import { restoreLegacy } from '../../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { requireNoRun } from '../../../../../../lambdas/migration/swap/require-no-run.ts';
import { asked, begin, markedOwed } from '../../../../../support/migration/acting.ts';
import {
  allRecords,
  type DrillWorld,
  drilled,
  drillWorld,
} from '../../../../../support/migration/drill-world.ts';

import { withMethods } from '../../../../../support/migration/meddling.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

const NAMES = {
  Z1SHOP: ['_drill-shop.shop.test.', '_drilled-shop.shop.test.'],
  Z2CDN: ['_drill-shop.cdn.test.', '_drilled-shop.cdn.test.'],
};

function drillRecords({ world }: DrillWorld, zoneId: keyof typeof NAMES) {
  return world.engine.records(zoneId).filter(({ Name }) => NAMES[zoneId].includes(Name));
}

function put({ world }: DrillWorld, zoneId: string, Name: string, value = '192.0.2.99') {
  const ResourceRecordSet = { Name, Type: 'A', TTL: 60, ResourceRecords: [{ Value: value }] };
  world.engine.changeResourceRecordSets(zoneId, { Changes: [{ Action: 'CREATE', ResourceRecordSet }] });
}

describe('BeginDrill', () => {
  it('makes a weighted throwaway name in each zone, all on legacy, and touches nothing else', async () => {
    const drill = drillWorld();
    const before = allRecords(drill);
    const run = drill.world.run('drill-1');
    expect(await beginDrill({ run, input: { note: 'before the move' } }, drill)).toMatchObject({
      zones: ['Z1SHOP', 'Z2CDN'],
      percent: 5,
      note: 'before the move',
    });
    // What the first moved name of each zone is: aliases in one, a CNAME in the other.
    expect(
      drillRecords(drill, 'Z1SHOP').map(({ Type, SetIdentifier, Weight }) => [Type, SetIdentifier, Weight]),
    ).toEqual([
      ['TXT', undefined, undefined],
      ['A', 'cluster', 0],
      ['A', 'legacy', 100],
      ['AAAA', 'cluster', 0],
      ['AAAA', 'legacy', 100],
    ]);
    expect(drillRecords(drill, 'Z2CDN').map(({ Type }) => Type)).toEqual(['TXT', 'CNAME', 'CNAME']);
    for (const id of ['Z1SHOP', 'Z2CDN'] as const)
      expect(allRecords(drill)[id]?.filter((record) => !drillRecords(drill, id).includes(record))).toEqual(
        before[id],
      );
  });

  it.each([['Z2CDN'], ['cdn.test'], ['cdn.test.'], ['CDN.test']])('drills only the zone %s', async (zone) => {
    const drill = drillWorld();
    const { zones } = await beginDrill({ run: drill.world.run('drill-1'), input: { zone } }, drill);
    expect(zones).toEqual(['Z2CDN']);
    expect(drillRecords(drill, 'Z1SHOP')).toEqual([]);
  });

  it.each([
    [
      { zone: 'other.test' },
      '"other.test" is not a configured zone. Configured: shop.test (Z1SHOP), cdn.test (Z2CDN)',
    ],
    [{ zone: '' }, '"" is not a configured zone'],
    [{ zone: 7 }, 'zone'],
    [{ zones: ['shop.test'] }, 'zones'],
    [{ name: 'www.shop.test' }, 'name'],
    ['{}', 'Start Drill with {}'],
  ])('refuses the input %j, and makes nothing', async (input, says) => {
    const drill = drillWorld();
    const before = allRecords(drill);
    await expect(beginDrill({ run: drill.world.run('drill-1'), input }, drill)).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringContaining(says),
    });
    expect(allRecords(drill)).toEqual(before);
  });

  it.each([
    ['the throwaway name', '_drilled-shop.cdn.test.'],
    ['the name of the fence', '_drill-shop.cdn.test.'],
  ])('refuses if %s is there already, with its value, and makes nothing in any zone', async (_what, name) => {
    const drill = drillWorld();
    put(drill, 'Z2CDN', name);
    const before = allRecords(drill);
    await expect(beginDrill({ run: drill.world.run('drill-1'), input: {} }, drill)).rejects.toMatchObject({
      name: 'DrillRefused',
      message: expect.stringContaining(`${name.slice(0, -1)} has A 192.0.2.99 TTL 60 already`),
    });
    expect(allRecords(drill)).toEqual(before);
  });

  it('refuses if the migration moves a name that it would make, be that there or not', async () => {
    const settings = someSettings();
    const [shop, ...others] = settings.zones;
    if (!shop) throw new Error('There is no zone.');
    const records = [...shop.records, '_drilled-shop.shop.test.'];
    const drill = drillWorld({ ...settings, zones: [{ ...shop, records }, ...others] });
    await expect(beginDrill({ run: drill.world.run('drill-1'), input: {} }, drill)).rejects.toMatchObject({
      name: 'DrillRefused',
      message: expect.stringContaining('_drilled-shop.shop.test is a name that the migration moves'),
    });
  });

  it('knows its own batch whose answer was lost', async () => {
    const drill = drillWorld();
    let first = true;
    const lossy: DrillWorld = {
      ...drill,
      zoneOf: (id) =>
        withMethods(drill.zoneOf(id), {
          swap: async (changes, comment) => {
            const swap = await drill.zoneOf(id).swap(changes, comment);
            const lost = first;
            first = false;
            // The SDK has sent it again, after the answer was lost.
            return lost ? drill.zoneOf(id).swap(changes, comment) : swap;
          },
        }),
    };
    expect((await beginDrill({ run: drill.world.run('drill-1'), input: {} }, lossy)).zones).toHaveLength(2);
  });

  it('fails in Route 53’s words if that refuses what it makes', async () => {
    const drill = drillWorld();
    const refusing: DrillWorld = {
      ...drill,
      zoneOf: (id) =>
        withMethods(drill.zoneOf(id), {
          swap: async () => ({ accepted: false, messages: ['it is protected'] }),
        }),
    };
    await expect(beginDrill({ run: drill.world.run('drill-1'), input: {} }, refusing)).rejects.toMatchObject({
      name: 'ChangeRefused',
      message: expect.stringContaining('it is protected'),
    });
  });

  it('makes nothing in the next zone once it is shut out', async () => {
    const drill = drillWorld();
    const before = allRecords(drill);
    const ending: DrillWorld = {
      ...drill,
      zoneOf: (id) =>
        withMethods(drill.zoneOf(id), {
          swap: async (changes, comment) => {
            await drill.journal.endRun('drill-1', 'restored', new Date(drill.clock.now()).toISOString());
            return drill.zoneOf(id).swap(changes, comment);
          },
        }),
    };
    await expect(beginDrill({ run: drill.world.run('drill-1'), input: {} }, ending)).rejects.toMatchObject({
      name: 'FenceLost',
    });
    expect(allRecords(drill).Z2CDN).toEqual(before.Z2CDN);
  });

  it('refuses while a run of the migration is open, and while its rollback is owed', async () => {
    const drill = drillWorld();
    await begin(drill.world, drill.world.run('run-1'), 2);
    const before = allRecords(drill);
    const refusal = { name: 'MigrationInProgress', message: expect.stringContaining('run-1') };
    const begins = () => beginDrill({ run: drill.world.run('drill-1'), input: {} }, drill);
    await expect(begins()).rejects.toMatchObject(refusal);
    await markedOwed(drill.world);
    await expect(begins()).rejects.toMatchObject(refusal);
    expect(allRecords(drill)).toEqual(before);
    expect(await drill.journal.load()).toBeUndefined();
  });

  it('begins again once that run is rolled back', async () => {
    const drill = drillWorld();
    await begin(drill.world, drill.world.run('run-1'), 2);
    await restoreLegacy(asked(drill.world), drill.world);
    await drill.world.journal.endRun('run-1', 'restored', new Date(drill.clock.now()).toISOString());
    expect((await beginDrill({ run: drill.world.run('drill-1'), input: {} }, drill)).zones).toHaveLength(2);
  });

  it('refuses if a fence says that a run is under way of which the journal knows nothing', async () => {
    const drill = drillWorld();
    await begin(drill.world, drill.world.run('run-1'), 2);
    const lost = { ...drill, migrationJournal: drillWorld().migrationJournal };
    await expect(beginDrill({ run: drill.world.run('drill-1'), input: {} }, lost)).rejects.toMatchObject({
      name: 'DrillRefused',
      message: expect.stringContaining('execution run-1: a run of the migration is under way'),
    });
  });

  it('refuses while another drill runs', async () => {
    const drill = drillWorld();
    const first = drill.world.run('drill-1');
    await beginDrill({ run: first, input: {} }, drill);
    drill.running.add(first.arn);
    drill.world.pass(10);
    await expect(beginDrill({ run: drill.world.run('drill-2'), input: {} }, drill)).rejects.toMatchObject({
      name: 'DrillRefused',
      message: expect.stringContaining('drill-1 of Drill is under way'),
    });
  });

  it.each(['begun', 'moved'])('removes what a stopped drill has left (%s), and drills', async (how) => {
    const drill = drillWorld();
    const before = allRecords(drill);
    const first = drill.world.run('drill-1');
    const { zones } = await beginDrill({ run: first, input: {} }, drill);
    if (how === 'moved') await moveDrillName({ run: first, zones }, drill);
    drill.world.pass(600);
    const second = drill.world.run('drill-2');
    const { removed } = await drilled(drill, second, { zone: 'cdn.test' });
    expect(removed).toMatchObject({ left: [], others: [], unread: [] });
    expect(allRecords(drill)).toEqual(before);
  });

  it('begins anew where an earlier try of it was killed', async () => {
    const drill = drillWorld();
    const before = allRecords(drill);
    const run = drill.world.run('drill-1');
    await beginDrill({ run, input: {} }, drill);
    const removed = (await drilled(drill, run)).removed;
    expect(removed).toMatchObject({ left: [] });
    expect(allRecords(drill)).toEqual(before);
  });

  it('refuses, with the command, if a stopped drill has left what somebody else has changed since', async () => {
    const drill = drillWorld();
    await beginDrill({ run: drill.world.run('drill-1'), input: {} }, drill);
    const [record] = drillRecords(drill, 'Z2CDN').filter(({ Weight }) => Weight === 0);
    if (!record) throw new Error('There is no record of the cluster.');
    drill.world.engine.changeResourceRecordSets('Z2CDN', {
      Changes: [{ Action: 'UPSERT', ResourceRecordSet: { ...record, Weight: 77 } }],
    });
    drill.world.pass(600);
    await expect(beginDrill({ run: drill.world.run('drill-2'), input: {} }, drill)).rejects.toMatchObject({
      name: 'DrillRefused',
      message: expect.stringMatching(
        /weight 77 \(cluster\): somebody else.*aws route53 change-resource-record-sets/,
      ),
    });
  });

  it('is no refusal once something is made: a run that begins meanwhile fails it, also in the next try', async () => {
    const drill = drillWorld();
    // As the journal of a drill that was deployed: it asks before each batch.
    const journal = withMethods(drill.journal, {
      isOpen: async (...asked) => {
        await requireNoRun(drill.migrationJournal);
        return drill.journal.isOpen(...asked);
      },
    });
    const overtaken: DrillWorld = {
      ...drill,
      journal,
      zoneOf: (id) =>
        withMethods(drill.zoneOf(id), {
          swap: async (changes, comment) => {
            const swap = await drill.zoneOf(id).swap(changes, comment);
            await begin(drill.world, drill.world.run('run-1'), 2);
            return swap;
          },
        }),
    };
    const failure = {
      name: 'DrillFailed',
      message: expect.stringContaining('run-1 of Migrate is under way'),
    };
    const run = drill.world.run('drill-1');
    await expect(beginDrill({ run, input: {} }, overtaken)).rejects.toMatchObject(failure);
    expect(drillRecords(drill, 'Z1SHOP')).not.toEqual([]);
    await expect(beginDrill({ run, input: {} }, drill)).rejects.toMatchObject(failure);
  });
});
