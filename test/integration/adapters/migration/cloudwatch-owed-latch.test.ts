import { CloudWatchOwedLatch } from '../../../../lambdas/migration/adapters/cloudwatch-owed-latch.ts';
import { someCloudWatch, WIRES } from '../../gateway/monitoring-account.ts';
import { NOW } from '../../gateway/rehearsed-account.ts';

it.each([
  [true, 1],
  [false, 0],
])('publishes that a rollback is owed: %s', async (owed, value) => {
  const { source, client, stop } = await someCloudWatch(WIRES[0][1]);
  try {
    await new CloudWatchOwedLatch(client, 'shop').say(owed, NOW - 1000);
    const metric = { namespace: 'kops-cutover/shop', metricName: 'RollbackOwed', dimensions: {} };
    expect(source.puts).toEqual([[metric, NOW - 1000, value, 'None']]);
  } finally {
    await stop();
  }
});
