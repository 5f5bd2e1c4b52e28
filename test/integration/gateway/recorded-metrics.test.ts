import { GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { MINUTE, someCloudWatch, WIRES } from './monitoring-account.ts';
import { NOW } from './rehearsed-account.ts';

it.each(WIRES)(
  'GetMetricData over %s is recorded with how many metrics it asks for',
  async (_wire, protocol) => {
    const { client, calls, stop } = await someCloudWatch(protocol);
    try {
      const MetricDataQueries = ['one', 'two'].map((Id) => {
        const Metric = { Namespace: 'AWS/ApplicationELB', MetricName: 'RequestCount' };
        return { Id, MetricStat: { Metric, Period: 60, Stat: 'Sum' } };
      });
      const window = { StartTime: new Date(NOW - MINUTE), EndTime: new Date(NOW) };
      await client.send(new GetMetricDataCommand({ MetricDataQueries, ...window }));
      await client.send(new ListMetricsCommand({ Namespace: 'AWS/ApplicationELB' }));
      expect(calls.all()).toMatchObject([{ metrics: 2 }, { metrics: 0 }]);
    } finally {
      await stop();
    }
  },
);
