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
    expect(await confirmDrill(asked, drill)).toEqual({
      summary: 'Of 2 zones, 0 are in sync; the name servers of 0 answer with the change.',
      done: false,
      seen: [{ zoneId: 'Z1SHOP' }, { zoneId: 'Z2CDN' }],
    });
    drill.world.pass(30);
    const inSyncAt = new Date(drill.clock.now()).toISOString();
    const { done, seen } = await confirmDrill(asked, drill);
    expect({ done, seen }).toEqual({
      done: true,
      seen: ['Z1SHOP', 'Z2CDN'].map((zoneId) => ({ zoneId, inSyncAt, answersAt: inSyncAt })),
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

  describe('asks all name servers of a zone', () => {
    /** Of the zones by their own NS records; one of them does something else. */
    const withOne = (drill: DrillWorld, one: (name: string) => Promise<readonly string[]>) => {
      const asked: string[] = [];
      const nameServers: DrillWorld['nameServers'] = {
        ...drill.nameServers,
        textsAt: (server, name) => {
          asked.push(server);
          return server.startsWith('ns-1') ? one(name) : drill.nameServers.textsAt(server, name);
        },
      };
      return { asked, ports: { ...drill, nameServers } };
    };
    const silent = async () => {
      throw new Error('timed out');
    };

    it('until the last of them answers with the change', async () => {
      const { drill, asked } = await moved();
      const old = drill.world.engine
        .answer('_drill-shop.shop.test.', 'TXT')
        .answers.map(({ value }) => value);
      let late = true;
      const { ports } = withOne(drill, async (name) =>
        late ? old : drill.nameServers.textsAt('ns-2', name),
      );
      drill.world.pass(40);
      const { done, seen } = await confirmDrill(asked, ports);
      const inSyncAt = new Date(drill.clock.now()).toISOString();
      expect({ done, seen }).toEqual({
        done: false,
        seen: ['Z1SHOP', 'Z2CDN'].map((zoneId) => ({ zoneId, inSyncAt })),
      });
      late = false;
      drill.world.pass(5);
      const after = await confirmDrill({ ...asked, seen }, ports);
      const answersAt = new Date(drill.clock.now()).toISOString();
      expect(after).toMatchObject({
        done: true,
        seen: [
          { inSyncAt, answersAt },
          { inSyncAt, answersAt },
        ],
      });
    });

    it('for five minutes after INSYNC, and says which is behind and what it does', async () => {
      const { drill, asked } = await moved();
      const { ports } = withOne(drill, silent);
      drill.world.pass(40);
      const { seen } = await confirmDrill(asked, ports);
      drill.world.pass(300);
      expect(await confirmDrill({ ...asked, seen }, ports)).toMatchObject({ done: false });
      drill.world.pass(1);
      expect(await confirmDrill({ ...asked, seen }, ports)).toMatchObject({
        done: true,
        seen: [
          { zoneId: 'Z1SHOP', answersAt: '', behind: [expect.stringMatching(/^ns-1\S+: Error: timed out$/)] },
          { zoneId: 'Z2CDN', answersAt: '', behind: [expect.stringMatching(/^ns-1/)] },
        ],
      });
      const over = (await confirmDrill({ ...asked, seen }, ports)).seen;
      drill.world.pass(5);
      expect((await confirmDrill({ ...asked, seen: over }, ports)).seen).toEqual(over);
    });

    it('for the throwaway name as well', async () => {
      const { drill, asked } = await moved();
      const ports = { ...drill, nameServers: { ...drill.nameServers, knows: async () => false } };
      drill.world.pass(400);
      const { seen } = await confirmDrill(asked, ports);
      drill.world.pass(400);
      const [first] = (await confirmDrill({ ...asked, seen }, ports)).seen;
      expect(first?.behind?.[0]).toMatch(/ does not know _drilled-shop\.shop\.test$/);
    });

    it('as the zone’s own records have them, which it reads once', async () => {
      const { drill, asked } = await moved();
      const { asked: servers, ports } = withOne(drill, silent);
      let reads = 0;
      const zoneOf = (id: string) => ({
        ...never(drill, id),
        read: (names: readonly string[]) => {
          reads++;
          return drill.zoneOf(id).read(names);
        },
      });
      for (let looks = 0; looks < 3; looks++) await confirmDrill(asked, { ...ports, zoneOf });
      expect(reads).toBe(2);
      const [records] = drill.world.engine
        .records('Z1SHOP')
        .filter(({ Name, Type }) => Name === 'shop.test.' && Type === 'NS');
      const own = records?.ResourceRecords?.map(({ Value }) => Value.replace(/\.$/, '')) ?? [];
      expect(servers).toEqual(expect.arrayContaining(own));
      expect(own.length).toBeGreaterThan(1);
    });

    it('and after the rollback for what it was before, written by this drill', async () => {
      const { drill, asked } = await moved();
      const { changes } = await restoreDrillName(asked, drill);
      const restored = { ...asked, phase: 'restored' as const, changes };
      expect(await confirmDrill(restored, drill)).toMatchObject({ done: false });
      drill.world.pass(60);
      expect(await confirmDrill(restored, drill)).toMatchObject({ done: true });
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
