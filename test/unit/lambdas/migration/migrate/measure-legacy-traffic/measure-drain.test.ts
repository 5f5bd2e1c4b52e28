import { measureDrain } from '../../../../../../lambdas/migration/migrate/measure-legacy-traffic/measure-drain.ts';
import { aPool, hosts } from '../../../../../support/migration/legacy.ts';
import { LEGACY_ELB, Shop } from '../../../../../support/migration/shop.ts';

const RETIRED = '2027-03-01T00:10:00Z';

async function drained(): Promise<Shop> {
  const shop = await Shop.draining();
  shop.traffic.requests.set(LEGACY_ELB, 3);
  shop.now = Date.parse('2027-03-02T00:10:00Z');
  return shop;
}
const measure = (shop: Shop) => measureDrain({ run: shop.run, retiredAt: RETIRED }, shop.world);
function measureByPast({ run, world }: Shop) {
  const settings = { ...world.settings, drain: { ...world.settings.drain, quietPercent: 1 } };
  return measureDrain({ run, retiredAt: RETIRED }, { ...world, settings });
}

describe('MeasureLegacyTraffic', () => {
  it('passes when legacy is quiet, counted up to where datapoints have arrived', async () => {
    const shop = await drained();
    expect((await measure(shop)).verdict).toBe('pass');
    expect(shop.traffic.asked).toEqual([{ from: '2027-03-01T23:07:00Z', until: '2027-03-02T00:07:00Z' }]);
  });

  it('loads the journal once', async () => {
    const shop = await drained();
    const load = jest.spyOn(shop.world.journal, 'load');
    await measure(shop);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('measures again while legacy is busy, or is not found', async () => {
    const shop = await drained();
    shop.traffic.requests.set(LEGACY_ELB, 11);
    expect((await measure(shop)).verdict).toBe('inconclusive');
    shop.traffic.requests.delete(LEGACY_ELB);
    const { verdict, reasons } = await measure(shop);
    expect(verdict).toBe('inconclusive');
    expect(reasons[0]).toContain(`${LEGACY_ELB}: there is no such load balancer`);
  });

  it("compares with legacy's own past where the settings ask for it", async () => {
    const shop = await drained();
    shop.traffic.requests.set(LEGACY_ELB, 50);
    shop.traffic.history = ({ from }) => (from < Date.parse(RETIRED) ? 100_000 : 50);
    expect((await measure(shop)).verdict).toBe('inconclusive');
    expect(shop.traffic.compared).toEqual([]);
    expect((await measureByPast(shop)).verdict).toBe('pass');
    expect(shop.traffic.compared).toHaveLength(18);
  });

  it('reads no past where that decides nothing', async () => {
    const shop = await drained();
    shop.traffic.requests.set(LEGACY_ELB, 10);
    expect((await measureByPast(shop)).verdict).toBe('pass');
    shop.traffic.requests.delete(LEGACY_ELB);
    expect((await measureByPast(shop)).verdict).toBe('inconclusive');
    expect(shop.traffic.compared).toEqual([]);
  });

  it('fails when an alarm fired since the records were retired', async () => {
    const shop = await drained();
    shop.alarms.transitions.push({
      alarm: 'cluster-5xx',
      at: '2027-03-01T00:10:00Z',
      from: 'OK',
      to: 'ALARM',
      reason: '',
    });
    expect((await measure(shop)).verdict).toBe('fail');
  });

  it('looks back as far as CloudWatch does, when the drain lasts longer', async () => {
    const shop = await drained();
    shop.now = Date.parse('2027-04-01T00:00:00Z');
    const history = jest.spyOn(shop.alarms, 'history');
    expect((await measure(shop)).verdict).toBe('pass');
    const asked = ['cluster-5xx', '2027-03-18T00:00:00Z', '2027-04-01T00:00:00Z', 'metric'];
    expect(history.mock.calls).toEqual([asked]);
  });

  it('holds when somebody else changed a record', async () => {
    const shop = await drained();
    const record = shop.record('www.shop.test.', 'CNAME');
    shop.write('UPSERT', { ...record, ResourceRecords: [{ Value: 'elsewhere.example.net' }] });
    expect((await measure(shop)).verdict).toBe('hold');
  });

  it('holds while legacy is busy and could not take all the traffic back', async () => {
    const shop = await drained();
    shop.legacy.pools = [aPool({ hosts: hosts(2) })];
    shop.traffic.requests.set(LEGACY_ELB, 11);
    const { verdict, reasons, legacy } = await measure(shop);
    expect(verdict).toBe('hold');
    expect(legacy).toEqual([expect.stringContaining('(legacy-too-small): 2 healthy hosts now')]);
    expect(reasons[0]).toBe(legacy[0]);
  });

  it('passes once legacy is quiet, however small it is: nothing rolls back after that', async () => {
    const shop = await drained();
    shop.legacy.pools = [aPool({ hosts: hosts(0) })];
    expect((await measure(shop)).verdict).toBe('pass');
  });
});
