import type { RunDatum } from '../../../../../../lambdas/migration/domain/run-metrics.ts';
import type { ShownPorts } from '../../../../../../lambdas/migration/ports/run-shown.ts';
import type { WatchPorts } from '../../../../../../lambdas/migration/watch/watch/ports.ts';
import { watch } from '../../../../../../lambdas/migration/watch/watch/watch.ts';
import { markedOwed } from '../../../../../support/migration/acting.ts';
import { CLUSTER_ELB, LEGACY_ELB, Shop } from '../../../../../support/migration/shop.ts';
import { REQUEST, scene } from '../../../../../support/migration/watched-shop.ts';

const MINUTE = 60_000;

/** The shop at its second step, an hour later, and what Watch publishes of it. */
async function shown(given: { readonly fails?: string; readonly patience?: number } = {}) {
  const shop = await Shop.atStep(1);
  shop.now += 60 * MINUTE;
  for (const name of [LEGACY_ELB, CLUSTER_ELB]) shop.traffic.requests.set(name, 1);
  shop.series.valueOf = ({ metric: { metricName } }) =>
    metricName === 'RequestCount' ? 100 : metricName === 'TargetResponseTime' ? 0.2 : undefined;
  const published: (readonly RunDatum[])[] = [];
  const kept: ShownPorts = {
    open: async () => ({
      measurable: (sources) => shop.traffic.measurable(sources),
      read: (queries) => shop.series.read(queries),
      publish: async (data) => {
        if (given.fails !== undefined) throw new Error(given.fails);
        published.push(data);
      },
    }),
    patience: () => given.patience ?? 10_000,
    measured: {},
  };
  const { ports } = await scene(shop);
  const all: WatchPorts = { ...ports, shown: kept };
  return { shop, published, kept, look: () => watch(REQUEST, all) };
}

describe('What Watch shows of a run', () => {
  it('is its share and state, and each minute of both sides', async () => {
    const { published, look } = await shown();
    expect(await look()).toMatchObject({ unread: [], shown: 'Both sides were measured.' });
    const [data = []] = published;
    const of = (metricName: string, side?: string) =>
      data.filter((each) => each.metricName === metricName && each.side === side);
    expect(of('ShareIntended').map(({ value }) => value)).toEqual([50]);
    expect(of('OnHold').map(({ value }) => value)).toEqual([0]);
    expect(of('RollingBack').map(({ value }) => value)).toEqual([0]);
    for (const side of ['legacy', 'cluster']) {
      expect(of('Requests', side).length).toBeGreaterThan(59);
      expect(new Set(of('Requests', side).map(({ value }) => value))).toEqual(new Set([100]));
      expect(new Set(of('Errors', side).map(({ value }) => value))).toEqual(new Set([0]));
      expect(new Set(of('Latency', side).map(({ value }) => value))).toEqual(new Set([0.2]));
    }
  });

  const ofLegacy = (data: readonly RunDatum[] | undefined) =>
    data?.filter(({ metricName, side }) => metricName === 'Requests' && side === 'legacy');

  it('is measured every five minutes from where it was measured before', async () => {
    const { shop, published, look } = await shown();
    await look();
    for (let minute = 1; minute <= 5; minute++) {
      shop.now += MINUTE;
      await look();
    }
    expect(published.slice(1).map((data) => ofLegacy(data)?.length)).toEqual([0, 0, 0, 0, 8]);
  });

  it('is measured each minute of a rollback', async () => {
    const { shop, published, look } = await shown();
    await look();
    await markedOwed(shop);
    shop.now += MINUTE;
    await look();
    expect(ofLegacy(published[1])).toHaveLength(4);
  });

  it('is measured again from there if it could not be published', async () => {
    const { kept, look } = await shown({ fails: 'throttled' });
    expect(await look()).toMatchObject({
      unread: [],
      shown: 'Nothing was published for the dashboard: Error: throttled',
    });
    expect(kept.measured.until).toBeUndefined();
  });

  it('is the run alone if a side can’t be measured, and says why', async () => {
    const { shop, published, look } = await shown();
    shop.traffic.requests.delete(LEGACY_ELB);
    expect((await look()).shown).toContain(`Not measured: ${LEGACY_ELB}: there is no such load balancer`);
    const sides = new Set(published[0]?.map(({ side }) => side));
    expect(sides).toEqual(new Set([undefined, 'cluster']));
  });

  it('waits for nothing if there is no time left, and Watch has done its work', async () => {
    const { published, look } = await shown({ patience: 0 });
    const watched = await look();
    expect(watched.shown).toContain('no time left');
    expect(watched.unread).toEqual([]);
    expect(published).toEqual([]);
  });
});
