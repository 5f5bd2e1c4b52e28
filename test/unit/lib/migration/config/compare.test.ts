import { Duration } from 'aws-cdk-lib';
import { COMPARED_BY_DEFAULT } from '../../../../../lambdas/migration/contract/compare-settings.ts';
import { fullest, resolve, smallest, warningsOf, withValue } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const METRIC = { namespace: 'Shop', metricName: 'FailedLogins', dimensions: { side: 'legacy' } };
const NETWORK = 'ingress-1.elb.us-west-1.amazonaws.com';

const settingsOf = (config: unknown) => resolve(config).settings.compare;
const compare = (value: unknown) => settingsOf(withValue(smallest(), ['compare'], value));

describe('compare', () => {
  it('has defaults, and can be switched off as a whole or in parts', () => {
    expect(settingsOf(smallest())).toEqual({ ...COMPARED_BY_DEFAULT, metrics: [] });
    expect(compare(false)).toBeUndefined();
    expect(compare({ errorRate: false })).toEqual({
      falseAlarms: 0.01,
      latency: COMPARED_BY_DEFAULT.latency,
      metrics: [],
    });
    expect(compare({ latency: false })).not.toHaveProperty('latency');
  });

  it('takes what is given, as parts of 1 and seconds', () => {
    expect(settingsOf(fullest())).toEqual({
      falseAlarms: 0.02,
      errorRate: { tolerance: { absolute: 0.002, relative: 0.5 }, mostOnLegacy: 0.1 },
      latency: { statistic: 'p99', tolerance: { absolute: 0.1, relative: 0.4 } },
      metrics: [
        {
          name: 'Failed logins',
          statistic: 'Sum',
          legacy: METRIC,
          cluster: { ...METRIC, dimensions: { side: 'cluster' } },
          tolerance: { absolute: 0.001, relative: 0.25 },
        },
        expect.objectContaining({ name: 'Checkout failures' }),
      ],
    });
    const value = { name: 'Queue', statistic: 'Average', legacy: METRIC, cluster: METRIC, tolerated: 5 };
    expect(compare({ metrics: [value] })?.metrics[0]?.tolerance).toEqual({ absolute: 5, relative: 0.25 });
  });

  it('warns of a target that counts neither requests nor errors', () => {
    const warning = 'cluster-not-compared compare';
    const network = withValue(smallest(), ['target', 'loadBalancer'], NETWORK);
    const addresses = withValue(smallest(), ['target'], { ipv4: ['203.0.113.9'] });
    expect(warningsOf(network)).toContain(warning);
    expect(warningsOf(addresses)).toContain(warning);
    expect(warningsOf(smallest())).not.toContain(warning);
    expect(warningsOf(withValue(network, ['compare'], false))).not.toContain(warning);
    const metric = { name: 'Queue', statistic: 'p90', legacy: METRIC, cluster: METRIC, tolerated: 5 };
    expect(warningsOf(withValue(network, ['compare'], { metrics: [metric] }))).not.toContain(warning);
    const counted = { cluster: [{ namespace: 'Ingress', metricName: 'Requests', dimensions: {} }] };
    expect(warningsOf(withValue(network, ['traffic'], counted))).not.toContain(warning);
  });

  itRefuses([
    {
      wrong: 'true',
      put: ['compare'],
      value: true,
      expects: 'what is compared: a plain object',
      advises: 'false',
    },
    {
      wrong: 'no chance of a false alarm',
      put: ['compare', 'falseAlarms'],
      value: 0,
      expects: 'the chance of a false alarm, percent: a number from 0.01 to 10',
      advises: '0.01 or more',
    },
    {
      wrong: 'errors that may be more than half of all',
      put: ['compare', 'errorRate', 'toleratedPoints'],
      value: 51,
      expects: 'from 0 to 50',
      advises: '50 or less',
    },
    {
      wrong: 'a legacy that is bad without errors',
      put: ['compare', 'errorRate', 'mostOnLegacy'],
      value: 0,
      expects: 'from 0.1 to 100',
      advises: '0.1 or more',
    },
    {
      wrong: 'an unknown statistic',
      put: ['compare', 'latency', 'statistic'],
      value: 'P95',
      expects: "a percentile, such as 'p95'",
      advises: "'p95'",
    },
    {
      wrong: 'the sum of a latency',
      put: ['compare', 'latency', 'statistic'],
      value: 'Sum',
      expects: "'Average' or a percentile",
      advises: "'p95'",
    },
    {
      wrong: 'a number of milliseconds',
      put: ['compare', 'latency', 'tolerated'],
      value: 50,
      expects: 'as a Duration',
      advises: 'Duration.',
    },
    {
      wrong: 'more than an hour',
      put: ['compare', 'latency', 'tolerated'],
      value: Duration.hours(2),
      shows: 'a Duration of 2 hours',
      expects: '0 ms to 1 h',
      advises: 'Duration.millis(50)',
    },
    {
      wrong: 'no metric',
      put: ['compare', 'metrics'],
      value: [],
      expects: '1 to 20',
      advises: 'leave it out',
    },
    {
      wrong: 'a metric without a name',
      put: ['compare', 'metrics', 0, 'name'],
      value: undefined,
      expects: 'how messages call the metric',
      advises: 'Failed logins',
    },
    {
      wrong: 'a metric on one side',
      put: ['compare', 'metrics', 0, 'cluster'],
      value: undefined,
      expects: 'a metric: a plain object',
      advises: 'namespace',
    },
    {
      wrong: 'a metric of which nobody says what is tolerated',
      put: ['compare', 'metrics', 0, 'tolerated'],
      value: undefined,
      expects: 'the percentage points that are tolerated',
      advises: '0, for example',
    },
    {
      wrong: 'the same name twice',
      put: ['compare', 'metrics', 1],
      value: { name: 'Failed logins', statistic: 'p90', legacy: METRIC, cluster: METRIC, tolerated: 5 },
      shows: 'Failed logins',
      expects: 'each name once',
      advises: 'remove it',
    },
  ]);
});
