import { watchersOf } from '../../../../../rehearsal/estate/migration/watchers.ts';
import { ALARMS } from '../../../../../rehearsal/snapshot/kinds/cloudwatch.ts';
import { shopEstate, shopSettings } from '../../../../support/shop.ts';

const estate = shopEstate();

/** The shop with these alarms alone. */
function withAlarms(alarms: object): typeof estate {
  const { snapshot } = estate;
  const find = (...[kind, place]: Parameters<typeof snapshot.find>) =>
    (kind as unknown) === ALARMS ? alarms : snapshot.find(kind, place);
  return { ...estate, snapshot: { ...snapshot, find } } as unknown as typeof estate;
}

describe('who watches the cluster', () => {
  it('is an alarm on its load balancer alone', () => {
    expect(watchersOf(estate, [])).toEqual(shopSettings().alarms.map(({ name }) => name));
    const elsewhere = withAlarms({
      MetricAlarms: [
        { AlarmName: 'shop-cluster-5xx', Namespace: 'AWS/ELB', MetricName: 'Latency', Dimensions: [] },
      ],
    });
    expect(watchersOf(elsewhere, [])).toEqual([]);
  });

  it('is an alarm on a metric of one’s own that tells of the cluster, in metric math too', () => {
    const errors = { namespace: 'Ingress', metricName: 'errors', dimensions: { b: '2', a: '1' } };
    const Dimensions = [
      { Name: 'a', Value: '1' },
      { Name: 'b', Value: '2' },
    ];
    const Metric = { Namespace: 'Ingress', MetricName: 'errors', Dimensions };
    for (const watched of [Metric, { Metrics: [{ Id: 'm', MetricStat: { Metric } }] }]) {
      const own = withAlarms({ MetricAlarms: [{ AlarmName: 'shop-cluster-5xx', ...watched }] });
      expect(watchersOf(own, [errors])).toEqual(['shop-cluster-5xx']);
      expect(watchersOf(own, [{ ...errors, dimensions: { a: '1' } }])).toEqual([]);
    }
  });

  it.each([
    ['ALARM("5xx")', ['shop-cluster-5xx']],
    ['NOT OK(5xx) OR FALSE', ['shop-cluster-5xx']],
    ['ALARM("5xx-of-others")', []],
    ['ALARM(', []],
  ])('is an alarm made of others if its rule names one on the cluster’s balancer: %s', (rule, expected) => {
    const [alarm] = (estate.snapshot.find(ALARMS, estate.home)?.MetricAlarms ?? []).filter(
      ({ AlarmName }) => AlarmName === 'shop-cluster-5xx',
    );
    const composite = withAlarms({
      MetricAlarms: [{ ...alarm, AlarmName: '5xx' }],
      CompositeAlarms: [{ AlarmName: 'shop-cluster-5xx', AlarmRule: rule }],
    });
    expect(watchersOf(composite, [])).toEqual(expected);
  });
});
