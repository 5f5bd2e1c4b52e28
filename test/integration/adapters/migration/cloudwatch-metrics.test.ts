import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchTraffic } from '../../../../lambdas/migration/adapters/cloudwatch-traffic.ts';
import type { TrafficSource } from '../../../../lambdas/migration/domain/traffic-sources.ts';
import { JsonServer, type Operation, Refusal } from '../../../support/json-server.ts';

const METRIC: TrafficSource = {
  kind: 'metric',
  metric: { namespace: 'Shop', metricName: 'Requests', dimensions: { Side: 'legacy', Milestone: 'prod' } },
};
const NAME = 'Shop Requests {"Side":"legacy","Milestone":"prod"}';
const dimensions = (...names: string[]) => names.map((Name) => ({ Name, Value: 'x' }));
const listing = (...metrics: { Name: string; Value: string }[][]) => ({
  Metrics: metrics.map((Dimensions) => ({ Namespace: 'Shop', MetricName: 'Requests', Dimensions })),
});
const known = () => listing(dimensions('Side', 'Milestone'));

describe('A metric of the settings', () => {
  let server: JsonServer | undefined;
  afterEach(() => server?.stop());

  async function count(operations: Readonly<Record<string, Operation>>) {
    server = await JsonServer.start(operations);
    const traffic = new CloudWatchTraffic({
      cloudWatch: new CloudWatchClient(server.client),
      loadBalancers: [],
      region: 'us-west-1',
      now: () => Date.parse('2026-11-23T12:00:00Z'),
    });
    const [counted] = await traffic.count([METRIC], '2026-11-23T10:00:00Z', '2026-11-23T11:00:00Z');
    return counted;
  }
  let minutes = 0;
  const data = (
    ...results: { readonly Values?: readonly number[]; readonly [field: string]: unknown }[]
  ) => ({
    MetricDataResults: results.map((each) => ({
      ...each,
      Timestamps: each.Values?.map(() => 1_795_000_000 + 60 * minutes++),
    })),
  });

  it('is counted where CloudWatch knows it, also without a datapoint in the window', async () => {
    const counted = await count({
      ListMetrics: known,
      GetMetricData: () => data({ Id: 'm0', StatusCode: 'Complete', Values: [] }),
    });
    expect(counted).toEqual({ known: true, source: NAME, requests: 0, unit: 'request' });
    expect(server?.calls[0]).toEqual({
      operation: 'ListMetrics',
      input: {
        Namespace: 'Shop',
        MetricName: 'Requests',
        Dimensions: [
          { Name: 'Side', Value: 'legacy' },
          { Name: 'Milestone', Value: 'prod' },
        ],
      },
    });
  });

  it('is looked for on every page', async () => {
    const counted = await count({
      ListMetrics: ({ NextToken }) => (NextToken ? known() : { Metrics: [], NextToken: 'more' }),
      GetMetricData: () => data({ Id: 'm0', StatusCode: 'Complete', Values: [1, 2] }),
    });
    expect(counted).toMatchObject({ known: true, requests: 3 });
  });

  it.each<[string, Operation, RegExp]>([
    ['not listed', () => ({ Metrics: [] }), /has no such metric with data in the last two weeks/],
    [
      'listed with one dimension more only',
      () => listing(dimensions('Side', 'Milestone', 'Zone')),
      /has no such metric/,
    ],
    [
      'not listable',
      () => {
        throw new Refusal('AccessDeniedException', 'no', 403);
      },
      /ListMetrics: AccessDenied/,
    ],
  ])('is not known when it is %s, and nothing is counted', async (_what, ListMetrics, why) => {
    expect(await count({ ListMetrics })).toEqual({
      known: false,
      source: NAME,
      why: expect.stringMatching(why),
    });
  });

  it.each<[string, object]>([
    ['Forbidden', data({ Id: 'm0', StatusCode: 'Forbidden' })],
    ['InternalError', data({ Id: 'm0', StatusCode: 'InternalError', Values: [5] })],
    ['PartialData', data({ Id: 'm0', StatusCode: 'PartialData', Values: [5] })],
    ['missing', data()],
    ['missing', data({ Id: 'other', StatusCode: 'Complete', Values: [5] })],
  ])('is not known when the answer ends %s', async (status, answer) => {
    const counted = await count({ ListMetrics: known, GetMetricData: () => answer });
    expect(counted).toMatchObject({ known: false, why: `CloudWatch's answer has the status ${status}` });
  });

  it('is not known when a value has no time', async () => {
    const results = [{ Id: 'm0', StatusCode: 'Complete', Values: [5] }];
    const counted = await count({
      ListMetrics: known,
      GetMetricData: () => ({ MetricDataResults: results }),
    });
    expect(counted).toMatchObject({
      known: false,
      why: expect.stringContaining('about m0: the time of a value is missing'),
    });
  });

  it('is added up over the pages of an answer', async () => {
    const counted = await count({
      ListMetrics: known,
      GetMetricData: ({ NextToken }) =>
        NextToken
          ? data({ Id: 'm0', StatusCode: 'Complete', Values: [3] })
          : { ...data({ Id: 'm0', StatusCode: 'PartialData', Values: [1, 1] }), NextToken: 'more' },
    });
    expect(counted).toMatchObject({ known: true, requests: 5 });
  });
});
