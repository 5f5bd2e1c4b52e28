import { behaviourOf } from '../../../../../rehearsal/scenes/migration/behaviour.ts';
import { recordedTraffic } from '../../../../../rehearsal/scenes/migration/recorded-traffic.ts';
import { shopEstate } from '../../../../support/shop.ts';
import { shopSnapshot } from '../../../../support/shop-snapshot.ts';

const HOUR = 3_600_000;
const FROM = Date.UTC(2026, 11, 7);
const FOLDER = '111122223333/us-west-1/cloudwatch';
const iso = (at: number) => new Date(at).toISOString();

/** Two weeks of legacy's load balancer by the hour: 600 a minute, 900 at 15:00, and half of it at weekends. */
function recorded(metricName = 'RequestCount') {
  const times = Array.from({ length: 14 * 24 }, (_, i) => FROM + i * HOUR);
  const valueAt = (at: number) => {
    const wave = 1 + 0.5 * Math.cos((2 * Math.PI * (new Date(at).getUTCHours() - 15)) / 24);
    return 60 * 600 * wave * ([0, 6].includes(new Date(at).getUTCDay()) ? 0.5 : 1);
  };
  const Metric = {
    Namespace: 'AWS/ELB',
    MetricName: metricName,
    Dimensions: [{ Name: 'LoadBalancerName', Value: 'legacy-shop' }],
  };
  return shopEstate(
    shopSnapshot({
      [`${FOLDER}/get-metric-data-input/legacy.json`]: {
        StartTime: iso(FROM),
        EndTime: iso(FROM + 14 * 24 * HOUR),
        MetricDataQueries: [{ Id: 'a', MetricStat: { Metric, Period: 3600, Stat: 'Sum' } }],
      },
      [`${FOLDER}/get-metric-data/legacy.json`]: {
        MetricDataResults: [
          {
            Id: 'a',
            Label: 'a',
            StatusCode: 'Complete',
            Timestamps: times.map(iso),
            Values: times.map(valueAt),
          },
        ],
      },
    }),
  );
}

const UNDER_WILDCARD = 'the one name under *.apps.shop.test that is asked for: any.apps.shop.test';

describe('the rates at which clients ask', () => {
  it('are those of the load balancer that serves their names, with its rhythm', () => {
    const { traffic, rates } = recordedTraffic(recorded()) ?? { rates: new Map<string, number>() };
    expect(traffic).toEqual({
      requestsPerMinute: expect.closeTo(600, 0),
      swing: expect.closeTo(0.5, 2),
      busiestHour: 15,
      weekend: expect.closeTo(0.5, 2),
    });
    // Followers, too, and in both zones.
    expect([...rates.keys()]).toHaveLength(6);
    const sum = [...rates.values()].reduce((total, rate) => total + rate, 0);
    expect(sum).toBeCloseTo((600 * (10 + 4 * 0.5)) / 14, 0);
  });

  it('are not known by another metric, and are made up then, which is said', () => {
    expect(recordedTraffic(recorded('Latency'))).toBeUndefined();
    const { behaviour, madeUp } = behaviourOf(recorded('Latency'), undefined);
    expect(madeUp).toEqual([expect.stringContaining('1000 requests a minute'), UNDER_WILDCARD]);
    expect(behaviour.names.map(({ name }) => name)).toContain('any.apps.shop.test.');
    expect(behaviour.names.reduce((sum, { popularity }) => sum + popularity, 0)).toBeCloseTo(1);
  });

  it('are those of all names together, and nothing of them is made up but who is asked under a wildcard', () => {
    const { behaviour, madeUp } = behaviourOf(recorded(), undefined);
    expect(madeUp).toEqual([UNDER_WILDCARD]);
    expect(behaviour.traffic.requestsPerMinute).toBeCloseTo(600, 0);
  });
});
