import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchPeaks } from '../../../../lambdas/migration/adapters/cloudwatch-peaks.ts';
import { JsonServer, type Operation } from '../../../support/json-server.ts';

const LOAD = {
  metric: {
    namespace: 'AWS/ELB',
    metricName: 'EstimatedProcessedBytes',
    dimensions: { LoadBalancerName: 'legacy' },
  },
  periodSeconds: 60,
  perUnit: 100,
} as const;

describe('The peak of a load balancer', () => {
  let server: JsonServer | undefined;
  afterEach(() => server?.stop());

  async function highest(GetMetricData: Operation) {
    server = await JsonServer.start({ GetMetricData });
    const peaks = new CloudWatchPeaks(new CloudWatchClient(server.client));
    return peaks.highest(LOAD, '2026-11-09T12:00:30Z', '2026-11-23T12:00:30Z');
  }
  const data = (Values: readonly number[], StatusCode = 'Complete') => ({
    MetricDataResults: [{ Id: 'load', StatusCode, Values }],
  });

  it('is the highest sum of a period on any page, in units', async () => {
    const peak = await highest(({ NextToken }) =>
      NextToken ? data([900, 150]) : { ...data([700], 'PartialData'), NextToken: 'more' },
    );
    expect(peak).toBe(9);
    expect(server?.calls[0]?.input).toMatchObject({
      MetricDataQueries: [{ Id: 'load', MetricStat: { Period: 60, Stat: 'Sum' } }],
      StartTime: Date.parse('2026-11-09T12:00:00Z') / 1000,
      EndTime: Date.parse('2026-11-23T12:00:00Z') / 1000,
    });
  });

  it('is undefined without any data', async () => {
    expect(await highest(() => data([]))).toBeUndefined();
  });

  it.each(['Forbidden', 'InternalError', 'PartialData'])(
    'can’t be read when the answer ends %s',
    async (status) => {
      await expect(highest(() => data([5], status))).rejects.toThrow(`its data has the status ${status}`);
    },
  );
});
