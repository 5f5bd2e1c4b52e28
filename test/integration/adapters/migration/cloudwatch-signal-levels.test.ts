import { CloudWatchSignalLevels } from '../../../../lambdas/migration/adapters/cloudwatch-signal-levels.ts';
import { someCloudWatch, WIRES } from '../../gateway/monitoring-account.ts';
import { NOW } from '../../gateway/rehearsed-account.ts';

it('publishes each signal by its name, and makes no call for none', async () => {
  const { source, client, stop } = await someCloudWatch(WIRES[0][1]);
  try {
    const levels = new CloudWatchSignalLevels(client, 'shop');
    await levels.publish(new Map(), NOW - 1000);
    await levels.publish(
      new Map<string, 0 | 1>([
        ['datadog', 1],
        ['grafana', 0],
      ]),
      NOW - 1000,
    );
    const metric = (Signal: string) => ({
      namespace: 'kops-cutover/shop',
      metricName: 'Signal',
      dimensions: { Signal },
    });
    expect(source.puts).toEqual([
      [metric('datadog'), NOW - 1000, 1, 'None'],
      [metric('grafana'), NOW - 1000, 0, 'None'],
    ]);
  } finally {
    await stop();
  }
});
