import { execFileSync } from 'node:child_process';
import { moveDrillName } from '../../../../../../lambdas/migration/drill/move-drill-name/move-drill-name.ts';
import { removeDrillName } from '../../../../../../lambdas/migration/drill/remove-drill-name/remove-drill-name.ts';
import { begin, markedOwed } from '../../../../../support/migration/acting.ts';
import { allRecords, DRILL_STAGES, drillAt } from '../../../../../support/migration/drill-world.ts';
import { onZone } from '../../../../../support/migration/meddling.ts';

const NOTHING_LEFT = { left: [], others: [], unread: [] };

describe('RemoveDrillName', () => {
  it.each(DRILL_STAGES)('leaves nothing of a drill that was %s', async (stage) => {
    const { drill, before, run } = await drillAt(stage);
    expect(await removeDrillName({ run }, drill)).toMatchObject(NOTHING_LEFT);
    expect(allRecords(drill)).toEqual(before);
    expect((await drill.journal.load())?.run.status).toBe('restored');
    expect(await removeDrillName({ run }, drill)).toMatchObject(NOTHING_LEFT);
  });

  it('does nothing for a drill that was refused, whoever else drills', async () => {
    const { drill } = await drillAt('moved');
    const before = allRecords(drill);
    expect(await removeDrillName({ run: drill.world.run('drill-2') }, drill)).toMatchObject(NOTHING_LEFT);
    expect(allRecords(drill)).toEqual(before);
  });

  it('shuts out a late step of the drill', async () => {
    const { drill, before, run, payload } = await drillAt('begun');
    await removeDrillName({ run }, drill);
    await expect(moveDrillName(payload, drill)).rejects.toMatchObject({ name: 'FenceLost' });
    expect(allRecords(drill)).toEqual(before);
  });

  it('gives a command that removes exactly that, also of a value that a shell would read', async () => {
    const { drill, run } = await drillAt('begun');
    const Name = '_drilled-shop.shop.test.';
    const ResourceRecords = [{ Value: `"it's; $(false) \`false\` 'x"` }];
    drill.world.engine.changeResourceRecordSets('Z1SHOP', {
      Changes: [{ Action: 'CREATE', ResourceRecordSet: { Name, Type: 'TXT', TTL: 60, ResourceRecords } }],
    });
    const [left] = (await removeDrillName({ run }, drill)).left;
    const [, batch = ''] = /--change-batch (.*)$/.exec(left?.command ?? '') ?? [];
    expect(batch).not.toContain('`');
    const word = execFileSync('sh', ['-c', `printf %s ${batch}`], { encoding: 'utf8' });
    drill.world.engine.changeResourceRecordSets('Z1SHOP', JSON.parse(word));
    expect(drill.world.engine.records('Z1SHOP').filter((record) => record.Name === Name)).toEqual([]);
  });

  it('leaves what somebody else has written, says it with the command that removes it, and stays open', async () => {
    const { drill, run } = await drillAt('moved');
    const [record] = allRecords(drill).Z2CDN?.filter(({ Weight }) => Weight === 5) ?? [];
    drill.world.engine.changeResourceRecordSets('Z2CDN', {
      Changes: [{ Action: 'UPSERT', ResourceRecordSet: { ...record, Weight: 77 } as never }],
    });
    const { left } = await removeDrillName({ run }, drill);
    expect(left.map(({ zoneId }) => zoneId)).toEqual(['Z2CDN', 'Z2CDN']);
    expect((await drill.journal.load())?.run.status).toBe('owed');
    for (const { command } of left) {
      const [, batch = ''] = /--hosted-zone-id Z2CDN --change-batch '(.*)'$/.exec(command) ?? [];
      drill.world.engine.changeResourceRecordSets('Z2CDN', JSON.parse(batch));
    }
    expect(allRecords(drill).Z2CDN?.filter(({ Name }) => Name.startsWith('_drill'))).toEqual([]);
  });

  it.each([
    [
      'can no longer be read',
      { read: () => Promise.reject(new Error('AccessDenied')) },
      /may still be there/,
    ],
    [
      'refuses to have it deleted',
      { swap: async () => ({ accepted: false as const, messages: ['it is protected'] }) },
      /Route 53 refuses to delete it: it is protected/,
    ],
  ])('names each record set where a zone %s, and cleans the others', async (_what, methods, says) => {
    const { drill, before, run } = await drillAt('moved');
    const meddled = onZone(drill, 'Z1SHOP', methods);
    const { left } = await removeDrillName({ run }, meddled);
    expect(left.length).toBeGreaterThan(0);
    for (const { zoneId, what } of left)
      expect([zoneId, what]).toEqual(['Z1SHOP', expect.stringMatching(says)]);
    expect(allRecords(drill).Z2CDN).toEqual(before.Z2CDN);
    expect(await removeDrillName({ run }, drill)).toMatchObject(NOTHING_LEFT);
    expect(allRecords(drill)).toEqual(before);
  });

  it('says what else is another in the zones, and which it could not compare', async () => {
    const { drill, run } = await drillAt('restored');
    const mail = { Name: 'mail.shop.test.', Type: 'A', TTL: 300, ResourceRecords: [{ Value: '192.0.2.26' }] };
    drill.world.engine.changeResourceRecordSets('Z1SHOP', {
      Changes: [{ Action: 'UPSERT', ResourceRecordSet: mail }],
    });
    const unread = onZone(drill, 'Z2CDN', { readAll: () => Promise.reject(new Error('away')) });
    expect(await removeDrillName({ run }, unread)).toMatchObject({
      left: [],
      others: ['Zone Z1SHOP: mail.shop.test A was changed. Now it has A 192.0.2.26 TTL 300'],
      unread: ['Zone Z2CDN could not be compared with what it was: Error: away'],
    });
  });

  it('removes its names while a run of the migration is open, whose names it leaves alone', async () => {
    const { drill, run } = await drillAt('moved');
    await begin(drill.world, drill.world.run('run-1'), 2);
    const moved = () => allRecords(drill).Z1SHOP?.filter(({ Name }) => !Name.startsWith('_drill'));
    const before = moved();
    expect(await removeDrillName({ run }, drill)).toMatchObject({ left: [] });
    expect(moved()).toEqual(before);
  });

  it('waits for a rollback of the migration, but not for more than an hour', async () => {
    const { drill, run } = await drillAt('moved');
    await begin(drill.world, drill.world.run('run-1'), 2);
    await markedOwed(drill.world);
    const before = allRecords(drill);
    drill.world.pass(3600);
    await expect(removeDrillName({ run }, drill)).rejects.toMatchObject({ name: 'RollBackFirst' });
    expect(allRecords(drill)).toEqual(before);
    drill.world.pass(1);
    expect(await removeDrillName({ run }, drill)).toMatchObject({ left: [] });
  });
});
