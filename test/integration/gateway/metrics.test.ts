import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  ListMetricsCommand,
  paginateGetMetricData,
  paginateListMetrics,
} from '@aws-sdk/client-cloudwatch';
import { MINUTE, type SomeMonitoring, someCloudWatch, WIRES } from './monitoring-account.ts';
import { NOW } from './rehearsed-account.ts';

describe.each(WIRES)("CloudWatch's metrics over %s", (_wire, protocol) => {
  let source: SomeMonitoring;
  let client: CloudWatchClient;
  let stop: () => Promise<void>;
  beforeEach(async () => {
    ({ source, client, stop } = await someCloudWatch(protocol));
  });
  afterEach(() => stop());

  describe('GetMetricData', () => {
    const REQUESTS = {
      Id: 'requests',
      MetricStat: {
        Metric: {
          Namespace: 'AWS/ApplicationELB',
          MetricName: 'RequestCount',
          Dimensions: [{ Name: 'LoadBalancer', Value: 'app/k8s/1' }],
        },
        Period: 60,
        Stat: 'Sum',
      },
    };
    const LAST_MINUTES = (minutes: number) => ({
      StartTime: new Date(NOW - minutes * MINUTE),
      EndTime: new Date(NOW),
    });

    it('gives the datapoints of a metric, newest first', async () => {
      const { MetricDataResults } = await client.send(
        new GetMetricDataCommand({ MetricDataQueries: [REQUESTS], ...LAST_MINUTES(3) }),
      );
      expect(MetricDataResults).toEqual([
        {
          Id: 'requests',
          Label: 'RequestCount',
          Timestamps: [NOW - MINUTE, NOW - 2 * MINUTE, NOW - 3 * MINUTE].map((at) => new Date(at)),
          Values: [2, 1, 0],
          StatusCode: 'Complete',
        },
      ]);
    });

    it('asks the source by whole periods and by dimensions', async () => {
      const query = { ...REQUESTS, MetricStat: { ...REQUESTS.MetricStat, Period: 300, Stat: 'p99.9' } };
      const time = { StartTime: new Date(NOW - 7 * MINUTE), EndTime: new Date(NOW) };
      await client.send(new GetMetricDataCommand({ MetricDataQueries: [query], ...time }));
      expect(source.queries).toEqual([
        [
          {
            namespace: 'AWS/ApplicationELB',
            metricName: 'RequestCount',
            dimensions: { LoadBalancer: 'app/k8s/1' },
          },
          NOW - 10 * MINUTE,
          NOW,
          300,
          'p99.9',
        ],
      ]);
    });

    it('refuses a token that it did not give', async () => {
      const input = { MetricDataQueries: [REQUESTS], ...LAST_MINUTES(3), NextToken: 'MyB4' };
      await expect(client.send(new GetMetricDataCommand(input))).rejects.toMatchObject({
        name: 'InvalidNextToken',
      });
    });

    it.each([
      'SUM(METRICS())',
      "INSIGHT_RULE_METRIC('rule', 'Sum')",
      'SELECT SUM(RequestCount) FROM SCHEMA("AWS/ELB") GROUP BY LoadBalancer',
      'SELECT P99(Latency) FROM "AWS/ELB"',
    ])('says that it does not evaluate %s', async (Expression) => {
      const MetricDataQueries = [{ Id: 'e', Expression, Period: 60 }];
      const asked = client.send(new GetMetricDataCommand({ MetricDataQueries, ...LAST_MINUTES(3) }));
      await expect(asked).rejects.toThrow('The rehearsal does not evaluate this expression (e).');
    });

    describe('Metrics Insights', () => {
      const FROM = 'FROM SCHEMA("AWS/ApplicationELB", LoadBalancer)';
      const series = (LoadBalancer: string, more: Record<string, string> = {}) => ({
        namespace: 'AWS/ApplicationELB',
        metricName: 'RequestCount',
        dimensions: { LoadBalancer, ...more },
      });
      beforeEach(() => {
        source.listed.push(
          series('app/k8s/1'),
          series('app/other/2'),
          series('app/k8s/1', { TargetGroup: 'x' }),
        );
      });

      it.each<[string, number]>([
        [`SELECT SUM(RequestCount) ${FROM} WHERE LoadBalancer = 'app/k8s/1'`, 2],
        [`select sum("RequestCount") ${FROM} where "LoadBalancer" = 'app/k8s/1'`, 2],
        [`SELECT SUM(RequestCount) ${FROM} WHERE LoadBalancer != 'app/k8s/1'`, 2],
        [`SELECT SUM(RequestCount) ${FROM}`, 4],
        ['SELECT SUM(RequestCount) FROM "AWS/ApplicationELB"', 6],
        [`SELECT COUNT(RequestCount) ${FROM}`, 4],
        [`SELECT MAX(RequestCount) ${FROM}`, 2],
        [`SELECT MIN(RequestCount) ${FROM}`, 2],
        [`SELECT AVG(RequestCount) ${FROM}`, 1],
      ])('evaluates %s', async (Expression, newest) => {
        const MetricDataQueries = [{ Id: 'q', Expression, Period: 60 }];
        const { MetricDataResults } = await client.send(
          new GetMetricDataCommand({ MetricDataQueries, ...LAST_MINUTES(3) }),
        );
        expect(MetricDataResults?.[0]).toMatchObject({ Id: 'q', Label: 'q', StatusCode: 'Complete' });
        expect(MetricDataResults?.[0]?.Values?.[0]).toBe(newest);
      });

      it('has no datapoint if no metric matches', async () => {
        const Expression = `SELECT SUM(RequestCount) ${FROM} WHERE LoadBalancer = 'none'`;
        const MetricDataQueries = [{ Id: 'q', Expression, Period: 60 }];
        const answer = await client.send(new GetMetricDataCommand({ MetricDataQueries, ...LAST_MINUTES(3) }));
        expect(answer.MetricDataResults).toMatchObject([{ Values: [], StatusCode: 'Complete' }]);
      });
    });

    it('reads one unit only if one is given, and hands it on with the account', async () => {
      source.linked.push('444455556666');
      const MetricDataQueries = [
        {
          ...REQUESTS,
          AccountId: '444455556666',
          MetricStat: { ...REQUESTS.MetricStat, Unit: 'Count' as const },
        },
      ];
      await client.send(new GetMetricDataCommand({ MetricDataQueries, ...LAST_MINUTES(3) }));
      expect(source.queries[0]?.[0]).toMatchObject({ unit: 'Count', account: '444455556666' });
    });

    it('refuses an account that does not share its metrics', async () => {
      const MetricDataQueries = [{ ...REQUESTS, AccountId: '444455556666' }];
      const asked = client.send(new GetMetricDataCommand({ MetricDataQueries, ...LAST_MINUTES(3) }));
      await expect(asked).rejects.toThrow('account 444455556666 are not shared');
    });

    it('has no datapoints where nothing was observed', async () => {
      const Metric = { ...REQUESTS.MetricStat.Metric, MetricName: 'Latency' };
      const query = { ...REQUESTS, Label: 'slow', MetricStat: { ...REQUESTS.MetricStat, Metric } };
      const answer = await client.send(
        new GetMetricDataCommand({ MetricDataQueries: [query], ...LAST_MINUTES(3) }),
      );
      expect(answer.MetricDataResults).toEqual([
        { Id: 'requests', Label: 'slow', Timestamps: [], Values: [], StatusCode: 'Complete' },
      ]);
    });

    it('pages by datapoints without losing one', async () => {
      const input = {
        MetricDataQueries: [REQUESTS, { ...REQUESTS, Id: 'again' }],
        ScanBy: 'TimestampAscending' as const,
        ...LAST_MINUTES(5),
      };
      const got: Record<string, number[]> = { requests: [], again: [] };
      const codes: (string | undefined)[][] = [];
      for await (const page of paginateGetMetricData({ client, pageSize: 3 }, input)) {
        codes.push((page.MetricDataResults ?? []).map(({ StatusCode }) => StatusCode));
        for (const { Id = '', Values = [] } of page.MetricDataResults ?? []) got[Id]?.push(...Values);
      }
      expect(got).toEqual({ requests: [0, 1, 2, 3, 4], again: [0, 1, 2, 3, 4] });
      expect(codes[0]).toEqual(['PartialData', 'PartialData']);
      expect(codes.at(-1)).toEqual(['Complete', 'Complete']);
    });

    const changedStat = (changed: object) => [
      { ...REQUESTS, MetricStat: { ...REQUESTS.MetricStat, ...changed } },
    ];
    const refusals: readonly [what: string, input: Partial<GetMetricDataCommandInput>, name: string][] = [
      ['no query', { MetricDataQueries: [] }, 'ValidationException'],
      [
        'more than 500 queries',
        { MetricDataQueries: Array.from({ length: 501 }, (_, n) => ({ ...REQUESTS, Id: `q${n}` })) },
        'ValidationException',
      ],
      ['an id twice', { MetricDataQueries: [REQUESTS, REQUESTS] }, 'ValidationException'],
      [
        'an id in upper case',
        { MetricDataQueries: [{ ...REQUESTS, Id: 'Requests' }] },
        'ValidationException',
      ],
      [
        'two queries of Metrics Insights',
        {
          MetricDataQueries: ['a', 'b'].map((Id) => ({
            Id,
            Expression: 'SELECT SUM(x) FROM "y"',
            Period: 60,
          })),
        },
        'ValidationException',
      ],
      [
        'Metrics Insights without a period',
        { MetricDataQueries: [{ Id: 'q', Expression: 'SELECT SUM(x) FROM "y"' }] },
        'ValidationException',
      ],
      [
        'a unit that is none',
        { MetricDataQueries: changedStat({ Unit: 'Requests' }) },
        'ValidationException',
      ],
      ['a period of 90 s', { MetricDataQueries: changedStat({ Period: 90 }) }, 'ValidationException'],
      ['a period of 0 s', { MetricDataQueries: changedStat({ Period: 0 }) }, 'ValidationException'],
      [
        'a statistic that is none',
        { MetricDataQueries: changedStat({ Stat: 'Mean' }) },
        'ValidationException',
      ],
      [
        'nothing returned',
        { MetricDataQueries: [{ ...REQUESTS, ReturnData: false }] },
        'ValidationException',
      ],
      [
        'an end before the start',
        { StartTime: new Date(NOW), EndTime: new Date(NOW) },
        'ValidationException',
      ],
      ['minutes of 16 days ago', { StartTime: new Date(NOW - 16 * 24 * 60 * MINUTE) }, 'ValidationException'],
    ];
    it.each(refusals)('refuses %s', async (_what, input, name) => {
      const command = new GetMetricDataCommand({
        MetricDataQueries: [REQUESTS],
        ...LAST_MINUTES(3),
        ...input,
      });
      await expect(client.send(command)).rejects.toMatchObject({ name });
      expect(source.queries).toEqual([]);
    });
  });

  describe('ListMetrics', () => {
    const metric = (namespace: string, metricName: string, dimensions: Record<string, string>) => ({
      namespace,
      metricName,
      dimensions,
    });
    const listed = async (input: object) => {
      const { Metrics = [] } = await client.send(new ListMetricsCommand(input));
      return Metrics.map(({ MetricName, Dimensions = [] }) => [
        MetricName,
        ...Dimensions.map(({ Value }) => Value),
      ]);
    };

    it('lists by namespace, name and dimensions', async () => {
      source.listed.push(
        metric('AWS/ELB', 'RequestCount', { LoadBalancerName: 'legacy' }),
        metric('AWS/ELB', 'RequestCount', { LoadBalancerName: 'other' }),
        metric('AWS/ELB', 'Latency', { LoadBalancerName: 'legacy' }),
        metric('AWS/ApplicationELB', 'RequestCount', { LoadBalancer: 'app/k8s/1' }),
      );
      expect(await listed({ Namespace: 'AWS/ELB', MetricName: 'RequestCount' })).toEqual([
        ['RequestCount', 'legacy'],
        ['RequestCount', 'other'],
      ]);
      expect(await listed({ Dimensions: [{ Name: 'LoadBalancerName', Value: 'legacy' }] })).toEqual([
        ['Latency', 'legacy'],
        ['RequestCount', 'legacy'],
      ]);
      expect(await listed({ Dimensions: [{ Name: 'LoadBalancer' }] })).toEqual([
        ['RequestCount', 'app/k8s/1'],
      ]);
      expect(await listed({ RecentlyActive: 'PT3H' })).toEqual([['RequestCount', 'legacy']]);
      expect(await listed({ Namespace: 'AWS/NetworkELB' })).toEqual([]);
    });

    it('pages by 500', async () => {
      source.listed.push(...Array.from({ length: 501 }, (_, n) => metric('shop', `m${n}`, {})));
      const sizes: (number | undefined)[] = [];
      for await (const page of paginateListMetrics({ client }, {})) sizes.push(page.Metrics?.length);
      expect(sizes).toEqual([500, 1]);
    });

    it('refuses an activity that is none', async () => {
      await expect(listed({ RecentlyActive: 'PT9H' })).rejects.toMatchObject({ name: 'ValidationException' });
    });
  });
});
