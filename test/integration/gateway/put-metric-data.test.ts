import { type CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { MINUTE, type SomeMonitoring, someCloudWatch, WIRES } from './monitoring-account.ts';
import { NOW } from './rehearsed-account.ts';

const HOUR = 60 * MINUTE;

describe.each(WIRES)('PutMetricData over %s', (_wire, protocol) => {
  let source: SomeMonitoring;
  let client: CloudWatchClient;
  let stop: () => Promise<void>;
  beforeEach(async () => {
    ({ source, client, stop } = await someCloudWatch(protocol));
  });
  afterEach(() => stop());

  const OWED = {
    MetricName: 'RollbackOwed',
    Dimensions: [{ Name: 'Migration', Value: 'shop' }],
    Value: 1,
  };
  const put = (MetricData: object[], Namespace = 'KopsCutover') =>
    client.send(new PutMetricDataCommand({ Namespace, MetricData: MetricData as never }));

  it('puts each value at its time, or now', async () => {
    const Timestamp = new Date(NOW - MINUTE);
    await put([OWED, { ...OWED, Value: 0.5, Unit: 'Count', Timestamp }]);
    const metric = {
      namespace: 'KopsCutover',
      metricName: 'RollbackOwed',
      dimensions: { Migration: 'shop' },
    };
    expect(source.puts).toEqual([
      [metric, NOW, 1, 'None'],
      [metric, NOW - MINUTE, 0.5, 'Count'],
    ]);
  });

  it.each<[string, object, string, string]>([
    ['without a value', { Value: undefined }, 'KopsCutover', 'MetricData.member.2.Value must be a number'],
    ['of a time to come', { Timestamp: new Date(NOW + 3 * HOUR) }, 'KopsCutover', 'two hours in the future'],
    ['of long ago', { Timestamp: new Date(NOW - 15 * 24 * HOUR) }, 'KopsCutover', 'two weeks in the past'],
    ['in another form', { Values: [1, 2], Value: undefined }, 'KopsCutover', 'does not serve Values'],
    ['in a namespace of AWS', {}, 'AWS/ELB', 'for parameter Namespace is invalid'],
  ])('refuses one %s, and puts none', async (_what, changed, namespace, words) => {
    await expect(put([OWED, { ...OWED, ...changed }], namespace)).rejects.toThrow(words);
    expect(source.puts).toEqual([]);
  });
});

describe('PutMetricData of many values', () => {
  // As functions send it. The SDK can't send so much in CBOR.
  it('is unpacked', async () => {
    const [, protocol] = WIRES[0];
    const { source, client, stop } = await someCloudWatch(protocol);
    const MetricData = Array.from({ length: 1000 }, (_, i) => ({ MetricName: 'Requests', Value: i }));
    await client.send(new PutMetricDataCommand({ Namespace: 'shop', MetricData }));
    expect(source.puts).toHaveLength(1000);
    expect(source.puts.at(-1)?.[2]).toBe(999);
    await stop();
  });
});
