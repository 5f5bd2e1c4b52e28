import { monitoringSource } from '../../../../../rehearsal/scenes/migration/monitoring.ts';
import type { Patch } from '../../../../../rehearsal/snapshot/patch-file.ts';
import { metricOf } from '../../../../../rehearsal/world/balancer-metrics.ts';
import { HOUR, MINUTE } from '../../../../../rehearsal/world/minutes.ts';
import { LEGACY_ID } from '../../../../support/shop.ts';
import { type SomeShop, someShop } from '../../checks/migration/some-evidence.ts';

const ALARMS_FILE = '111122223333/us-west-1/cloudwatch/describe-alarms.json';
const ALARM = {
  AlarmName: 'twice',
  AlarmArn: 'arn:twice',
  ActionsEnabled: true,
  EvaluationPeriods: 1,
  Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold',
};

function plantedAlarms(alarms: Readonly<Record<string, readonly object[]>>): Patch {
  const operations = Object.entries(alarms).flatMap(([list, added]) =>
    added.map((value) => ({ op: 'add' as const, path: `/${list}/-`, value })),
  );
  return {
    path: 'planted.json',
    plants: 'more alarms',
    // In place of one that the configuration names.
    files: new Map([[ALARMS_FILE, [{ op: 'remove', path: '/MetricAlarms/1' }, ...operations]]]),
    objects: new Map(),
    web: [],
    roundTrips: {},
    byHand: [],
    app: undefined,
    expected: undefined,
  };
}

let shop: SomeShop;
beforeEach(async () => {
  shop = await someShop();
});
afterEach(() => shop.close());

const requests = metricOf({ id: LEGACY_ID, family: 'classic' }, 'requests');

function monitoring() {
  const now = () => shop.evidence().situation.now;
  return monitoringSource(() => shop.scene.world, now);
}

describe('CloudWatch', () => {
  it('has a datapoint for each period that was published, one minute after it ended', () => {
    shop.wait(10 * MINUTE);
    const { start } = shop.scene;
    const points = monitoring().query(requests, start, start + HOUR, 60, 'Sum');
    expect(points.map(({ at }) => (at - start) / MINUTE)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const sums = shop.scene.world.minutes
      .filter(({ at }) => at >= start)
      .map(({ served }) => served.get(LEGACY_ID)?.requests);
    expect(points.map(({ value }) => value)).toEqual(sums.slice(0, 9));
  });

  it('adds up longer periods from what is published', () => {
    shop.wait(11 * MINUTE);
    const { start } = shop.scene;
    const minutes = monitoring().query(requests, start, start + HOUR, 60, 'Sum');
    const [first, second] = monitoring().query(requests, start, start + HOUR, 300, 'Sum');
    const sum = (from: number, to: number) =>
      minutes.slice(from, to).reduce((total, { value }) => total + value, 0);
    expect([first?.value, second?.value]).toEqual([sum(0, 5), sum(5, 10)]);
  });

  it('has the percentiles of response times', () => {
    shop.wait(5 * MINUTE);
    const { start } = shop.scene;
    const latency = metricOf({ id: LEGACY_ID, family: 'classic' }, 'latency');
    const at = (statistic: string) =>
      monitoring().query(latency, start, start + HOUR, 300, statistic)[0]?.value ?? 0;
    const values = ['p50', 'Average', 'p90', 'p99', 'p99.9', 'Maximum'].map(at);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(new Set(values).size).toBe(values.length);
  });

  it('has nothing of a metric that never was, and says what it cannot compute', () => {
    const { start } = shop.scene;
    const other = { ...requests, dimensions: { LoadBalancerName: 'somebody-elses' } };
    expect(monitoring().query(other, start - HOUR, start, 60, 'Sum')).toEqual([]);
    expect(() => monitoring().query(requests, start - HOUR, start, 60, 'wm99')).toThrow('wm99');
    expect(() => monitoring().query(requests, start - HOUR, start, 10, 'Sum')).toThrow('10 s');
  });

  it('lists the metrics that had data lately', () => {
    const names = monitoring()
      .metrics({ activeWithinHours: 1 })
      .map(({ metricName }) => metricName);
    expect(names).toContain('RequestCount');
    // No request has reached the cluster yet.
    expect(names).not.toContain('TargetResponseTime');
  });

  it('describes the alarms as they are now, and every change they ever made', () => {
    shop.wait(5 * MINUTE);
    const [alarm] = monitoring().alarms();
    expect(alarm).toMatchObject({
      name: 'shop-cluster-5xx',
      state: 'OK',
      datapointsToAlarm: 2,
      evaluationPeriods: 3,
    });
    const [first] = monitoring().history();
    expect(first).toMatchObject({
      alarm: 'shop-cluster-5xx',
      from: { state: 'INSUFFICIENT_DATA' },
      to: { state: 'OK' },
    });
    expect(alarm?.stateTransitionedAt).toBe(first?.at);
  });

  it('describes alarms on metric math and composite alarms as they were made', async () => {
    const Metric = { Namespace: 'AWS/ApplicationELB', MetricName: 'RequestCount', Dimensions: [] };
    const other = await someShop({
      planted: [
        plantedAlarms({
          MetricAlarms: [
            {
              ...ALARM,
              Metrics: [
                { Id: 'twice', Expression: '2 * m1', Label: 'Twice', ReturnData: true },
                {
                  Id: 'm1',
                  MetricStat: { Metric, Period: 60, Stat: 'p99', Unit: 'Count' },
                  ReturnData: false,
                },
              ],
            },
          ],
          CompositeAlarms: [
            {
              AlarmName: 'shop-cluster-latency',
              AlarmArn: 'arn:any',
              AlarmRule: 'ALARM(twice)',
              ActionsSuppressor: 'twice',
              ActionsSuppressorWaitPeriod: 60,
              ActionsSuppressorExtensionPeriod: 120,
            },
          ],
        }),
      ],
    });
    const { alarms, history } = monitoringSource(
      () => other.scene.world,
      () => other.evidence().situation.now,
    );
    expect(alarms().filter(({ name }) => ['twice', 'shop-cluster-latency'].includes(name))).toMatchObject([
      {
        kind: 'metric',
        name: 'twice',
        periodSeconds: 60,
        queries: [
          { id: 'twice', label: 'Twice', returned: true, reads: { expression: '2 * m1' } },
          {
            id: 'm1',
            returned: false,
            reads: {
              metric: { metricName: 'RequestCount', unit: 'Count' },
              statistic: 'p99',
              periodSeconds: 60,
            },
          },
        ],
      },
      {
        kind: 'composite',
        name: 'shop-cluster-latency',
        rule: 'ALARM(twice)',
        state: 'OK',
        suppressor: { alarm: 'twice', waitSeconds: 60, extensionSeconds: 120 },
      },
    ]);
    expect(history().filter(({ alarm }) => alarm === 'shop-cluster-latency')).toMatchObject([
      { kind: 'composite' },
    ]);
    await other.close();
  });
});
