import { monitoringSource } from '../../../../../rehearsal/scenes/migration/monitoring.ts';
import { LEGACY_ID } from '../../../../../rehearsal/shop/migration/load-balancers.ts';
import { metricOf } from '../../../../../rehearsal/world/load-balancer.ts';
import { HOUR, MINUTE } from '../../../../../rehearsal/world/minutes.ts';
import { type SomeShop, someShop } from '../../checks/migration/some-evidence.ts';

let shop: SomeShop;
beforeEach(async () => {
  shop = await someShop();
});
afterEach(() => shop.close());

const requests = metricOf({ id: LEGACY_ID, family: 'classic' }, 'requests');

function monitoring() {
  const now = () => shop.evidence().situation.now;
  return monitoringSource(() => shop.scene.world, now);
}

describe('CloudWatch', () => {
  it('has a datapoint for each period that was published, one minute after it ended', () => {
    shop.wait(10 * MINUTE);
    const { start } = shop.scene;
    const points = monitoring().query(requests, start, start + HOUR, 60, 'Sum');
    expect(points.map(({ at }) => (at - start) / MINUTE)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const sums = shop.scene.world.minutes
      .filter(({ at }) => at >= start)
      .map(({ served }) => served.get(LEGACY_ID)?.requests);
    expect(points.map(({ value }) => value)).toEqual(sums.slice(0, 9));
  });

  it('adds up longer periods from what is published', () => {
    shop.wait(11 * MINUTE);
    const { start } = shop.scene;
    const minutes = monitoring().query(requests, start, start + HOUR, 60, 'Sum');
    const [first, second] = monitoring().query(requests, start, start + HOUR, 300, 'Sum');
    const sum = (from: number, to: number) =>
      minutes.slice(from, to).reduce((total, { value }) => total + value, 0);
    expect([first?.value, second?.value]).toEqual([sum(0, 5), sum(5, 10)]);
  });

  it('has nothing of a metric that never was, and says what it cannot compute', () => {
    const { start } = shop.scene;
    const other = { ...requests, dimensions: { LoadBalancerName: 'somebody-elses' } };
    expect(monitoring().query(other, start - HOUR, start, 60, 'Sum')).toEqual([]);
    expect(() => monitoring().query(requests, start - HOUR, start, 60, 'p99')).toThrow('p99');
    expect(() => monitoring().query(requests, start - HOUR, start, 10, 'Sum')).toThrow('10 s');
  });

  it('lists the metrics that had data lately', () => {
    const names = monitoring()
      .metrics({ activeWithinHours: 1 })
      .map(({ metricName }) => metricName);
    expect(names).toContain('RequestCount');
    // No request has reached the cluster yet.
    expect(names).not.toContain('TargetResponseTime');
  });

  it('describes the alarms as they are now, and every change they ever made', () => {
    shop.wait(5 * MINUTE);
    const [alarm] = monitoring().alarms();
    expect(alarm).toMatchObject({
      name: 'shop-cluster-5xx',
      state: 'OK',
      datapointsToAlarm: 2,
      evaluationPeriods: 3,
    });
    const [first] = monitoring().history();
    expect(first).toMatchObject({
      alarm: 'shop-cluster-5xx',
      from: { state: 'INSUFFICIENT_DATA' },
      to: { state: 'OK' },
    });
    expect(alarm?.stateTransitionedAt).toBe(first?.at);
  });
});
