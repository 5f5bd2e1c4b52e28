import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  ListMetricsCommand,
  paginateGetMetricData,
  paginateListMetrics,
} from '@aws-sdk/client-cloudwatch';
import { MINUTE, monitoredAccount, SomeMonitoring, WIRES } from './monitoring-account.ts';
import { FUNCTION_CREDENTIALS } from './policies.ts';
import { NOW, type RehearsedAccount } from './rehearsed-account.ts';

describe.each(WIRES)("CloudWatch's metrics over %s", (_wire, protocol) => {
  let source: SomeMonitoring;
  let account: RehearsedAccount;
  let client: CloudWatchClient;
  beforeEach(async () => {
    source = new SomeMonitoring();
    account = await monitoredAccount(source);
    client = new CloudWatchClient({ ...account.client(FUNCTION_CREDENTIALS), ...(protocol && { protocol }) });
  });
  afterEach(() => account.stop());

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

    it('says that it evaluates no expressions', async () => {
      const MetricDataQueries = [{ Id: 'e', Expression: 'SUM(METRICS())' }];
      const asked = client.send(new GetMetricDataCommand({ MetricDataQueries, ...LAST_MINUTES(3) }));
      await expect(asked).rejects.toThrow('The rehearsal evaluates no expressions (e).');
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
