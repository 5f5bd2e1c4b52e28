import { moveDrillName } from '../../../../../../lambdas/migration/drill/move-drill-name/move-drill-name.ts';
import { restoreDrillName } from '../../../../../../lambdas/migration/drill/restore-drill-name/restore-drill-name.ts';
import { begin } from '../../../../../support/migration/acting.ts';
import { allRecords, drillAt } from '../../../../../support/migration/drill-world.ts';
import { withMethods } from '../../../../../support/migration/meddling.ts';

describe('RestoreDrillName', () => {
  it('puts back exactly what the throwaway name was, by one batch for each zone and no read', async () => {
    const { drill, payload } = await drillAt('moved');
    let reads = 0;
    const counting = {
      ...drill,
      zoneOf: (id: string) => {
        const zone = drill.zoneOf(id);
        return withMethods(zone, {
          read: async (names) => {
            reads += 1;
            return zone.read(names);
          },
        });
      },
    };
    const { changes, ttlInForceSeconds } = await restoreDrillName(payload, counting);
    expect(reads).toBe(0);
    expect(changes.map(({ zoneId, changeIds }) => [zoneId, changeIds.length])).toEqual([
      ['Z1SHOP', 1],
      ['Z2CDN', 1],
    ]);
    expect(ttlInForceSeconds).toBe(60);
    const { Z2CDN = [] } = allRecords(drill);
    const [model] = Z2CDN.filter(({ Name }) => Name === 'img.cdn.test.');
    expect(Z2CDN.filter(({ Name }) => Name === '_drilled-shop.cdn.test.')).toEqual([
      { ...model, Name: '_drilled-shop.cdn.test.' },
    ]);
  });

  it('wins over a late step of the drill, and may be tried again', async () => {
    const { drill, payload } = await drillAt('moved');
    await restoreDrillName(payload, drill);
    expect(await drill.journal.isOpen('drill-1')).toBe(false);
    const before = allRecords(drill);
    await expect(moveDrillName(payload, drill)).rejects.toMatchObject({ name: 'FenceLost' });
    expect(allRecords(drill)).toEqual(before);
    expect((await restoreDrillName(payload, drill)).changes).toHaveLength(2);
  });

  it('leaves it to RemoveDrillName once a run of the migration has begun', async () => {
    const { drill, payload } = await drillAt('moved');
    await begin(drill.world, drill.world.run('run-1'), 2);
    const before = allRecords(drill);
    await expect(restoreDrillName(payload, drill)).rejects.toMatchObject({ name: 'MigrationInProgress' });
    expect(allRecords(drill)).toEqual(before);
  });
});
