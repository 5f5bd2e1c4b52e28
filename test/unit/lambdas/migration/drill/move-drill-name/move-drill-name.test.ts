import { moveDrillName } from '../../../../../../lambdas/migration/drill/move-drill-name/move-drill-name.ts';
import { begin } from '../../../../../support/migration/acting.ts';
import { allRecords, drillAt } from '../../../../../support/migration/drill-world.ts';

describe('MoveDrillName', () => {
  it('gives the cluster the share of the first step, with the batches of a step', async () => {
    const { drill, payload } = await drillAt('begun');
    expect(await moveDrillName(payload, drill)).toMatchObject({ percent: 5, changes: [{}, {}] });
    const shares = allRecords(drill).Z1SHOP?.filter(({ Name }) => Name === '_drilled-shop.shop.test.');
    expect(shares?.map(({ SetIdentifier, Weight }) => `${SetIdentifier} ${Weight}`).toSorted()).toEqual([
      'cluster 5',
      'cluster 5',
      'legacy 95',
      'legacy 95',
    ]);
  });

  it('may be tried again', async () => {
    const { drill, payload } = await drillAt('begun');
    const first = await moveDrillName(payload, drill);
    expect(await moveDrillName(payload, drill)).toEqual(first);
  });

  it('writes nothing once a run of the migration has begun, which the drill does not hurt', async () => {
    const { drill, payload } = await drillAt('begun');
    await begin(drill.world, drill.world.run('run-1'), 2);
    const before = allRecords(drill);
    await expect(moveDrillName(payload, drill)).rejects.toMatchObject({
      name: 'MigrationInProgress',
      message: expect.stringContaining('run-1'),
    });
    expect(allRecords(drill)).toEqual(before);
  });

  it('holds nothing up that somebody else writes at the throwaway name', async () => {
    const { drill, payload } = await drillAt('begun');
    const [record] = allRecords(drill).Z2CDN?.filter(({ Weight }) => Weight === 0) ?? [];
    drill.world.engine.changeResourceRecordSets('Z2CDN', {
      Changes: [{ Action: 'UPSERT', ResourceRecordSet: { ...record, Weight: 77 } as never }],
    });
    await expect(moveDrillName(payload, drill)).rejects.toMatchObject({ name: 'ForeignWrite' });
  });
});
