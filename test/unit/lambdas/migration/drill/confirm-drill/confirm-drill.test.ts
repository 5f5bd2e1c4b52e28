import { confirmDrill } from '../../../../../../lambdas/migration/drill/confirm-drill/confirm-drill.ts';
import { restoreDrillName } from '../../../../../../lambdas/migration/drill/restore-drill-name/restore-drill-name.ts';
import { allRecords, type DrillWorld, drillAt } from '../../../../../support/migration/drill-world.ts';

async function moved() {
  const { drill, payload, changes } = await drillAt('moved');
  return { drill, asked: { ...payload, phase: 'moved' as const, changes, seen: [] } };
}

function edit({ world }: DrillWorld, zoneId: string, which: (weight: number | undefined) => boolean) {
  const record = world.engine
    .records(zoneId)
    .find(({ Name, Type, Weight }) => Name.startsWith('_drilled-') && Type !== 'TXT' && which(Weight));
  world.engine.changeResourceRecordSets(zoneId, {
    Changes: [{ Action: 'DELETE', ResourceRecordSet: record as never }],
  });
}

describe('ConfirmDrill', () => {
  it('asks until every zone is in sync, and keeps for each when it was seen', async () => {
    const { drill, asked } = await moved();
    expect(await confirmDrill(asked, drill)).toMatchObject({ done: false, seen: [] });
    drill.world.pass(30);
    const inSyncAt = new Date(drill.clock.now()).toISOString();
    const { done, seen } = await confirmDrill(asked, drill);
    expect({ done, seen }).toEqual({
      done: true,
      seen: ['Z1SHOP', 'Z2CDN'].map((zoneId) => ({ zoneId, inSyncAt })),
    });
    drill.world.pass(30);
    expect((await confirmDrill({ ...asked, seen }, drill)).seen).toEqual(seen);
  });

  it('stops asking after half an hour, and knows no time then', async () => {
    const { drill, asked } = await moved();
    const pending = { ...drill, zoneOf: (id: string) => never(drill, id) };
    drill.world.pass(1800);
    expect(await confirmDrill(asked, pending)).toMatchObject({ done: false });
    drill.world.pass(1);
    expect(await confirmDrill(asked, pending)).toMatchObject({
      done: true,
      seen: [
        { zoneId: 'Z1SHOP', inSyncAt: '' },
        { zoneId: 'Z2CDN', inSyncAt: '' },
      ],
    });
  });

  it('finds out if the throwaway name is not where the step has put it', async () => {
    const { drill, asked } = await moved();
    edit(drill, 'Z2CDN', (weight) => weight === 5);
    drill.world.pass(60);
    await expect(confirmDrill(asked, drill)).rejects.toMatchObject({ name: 'ForeignWrite' });
  });

  it('finds out if after the rollback it is not what it was before the step', async () => {
    const { drill, asked } = await moved();
    const { changes } = await restoreDrillName(asked, drill);
    drill.world.pass(60);
    const restored = { ...asked, phase: 'restored' as const, changes };
    expect(await confirmDrill(restored, drill)).toMatchObject({ done: true });
    edit(drill, 'Z2CDN', () => true);
    await expect(confirmDrill(restored, drill)).rejects.toMatchObject({
      name: 'ForeignWrite',
      message: expect.stringContaining('has nothing; before the step it had CNAME'),
    });
    expect(allRecords(drill).Z2CDN).toHaveLength(4);
  });
});

function never(drill: DrillWorld, id: string) {
  const zone = drill.zoneOf(id);
  return {
    read: zone.read.bind(zone),
    readAll: zone.readAll.bind(zone),
    swap: zone.swap.bind(zone),
    isInSync: async () => false,
  };
}
