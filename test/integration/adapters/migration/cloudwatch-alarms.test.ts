import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchAlarms } from '../../../../lambdas/migration/adapters/cloudwatch-alarms.ts';
import { monitoringService } from '../../../../rehearsal/gateway/index.ts';
import { MINUTE, metricAlarm, SomeMonitoring, transition } from '../../gateway/monitoring-account.ts';
import { FUNCTION_CREDENTIALS } from '../../gateway/policies.ts';
import { NOW, type RehearsedAccount, rehearsedAccount } from '../../gateway/rehearsed-account.ts';
import { at, described, METRIC } from './read-alarms.ts';

describe('Alarms in CloudWatch', () => {
  let account: RehearsedAccount;
  let source: SomeMonitoring;
  let alarms: CloudWatchAlarms;
  beforeEach(async () => {
    source = new SomeMonitoring();
    account = await rehearsedAccount({
      services: { monitoring: monitoringService(source, { now: () => NOW }) },
    });
    alarms = new CloudWatchAlarms(new CloudWatchClient(account.client(FUNCTION_CREDENTIALS)));
  });
  afterEach(() => account.stop());

  it('are described as they are; a missing one is left out', async () => {
    source.all.push(metricAlarm('a'), metricAlarm('b', { state: 'ALARM', actionsEnabled: false }));
    const found = await described(alarms, ['b', 'missing', 'a']);
    expect([...found.keys()].toSorted()).toEqual(['a', 'b']);
    expect(found.get('b')).toMatchObject({ name: 'b', state: 'ALARM', actionsEnabled: false });
    expect(found.get('a')).toEqual({
      kind: 'metric',
      name: 'a',
      arn: metricAlarm('a').arn,
      state: 'OK',
      stateReason: 'Threshold Crossed: <1 & 2>',
      stateUpdatedAt: at(NOW - 2 * MINUTE),
      stateSince: at(NOW - 3 * MINUTE),
      configurationUpdatedAt: at(NOW - 9 * MINUTE),
      actionsEnabled: true,
      periodSeconds: 60,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      alignedToClock: false,
      delaySeconds: 0,
      treatMissingData: 'notBreaching',
      metrics: [{ ...METRIC, metricName: 'HTTPCode_ELB_5XX_Count' }],
      queries: [],
      ignoresFewSamples: false,
      evaluationState: '',
      fixed: { threshold: 5, comparison: 'GreaterThanThreshold' },
    });
  });

  it('are read a hundred at a time', async () => {
    const names = Array.from({ length: 230 }, (_, n) => `alarm-${n}`);
    source.all.push(...names.map((name) => metricAlarm(name)));
    const found = await described(alarms, names);
    expect([...found.keys()].toSorted()).toEqual(names.toSorted());
  });

  it('have their history listed from oldest to newest, within the window only', async () => {
    source.all.push(metricAlarm('a'), metricAlarm('b'));
    source.transitions.push(
      transition('a', NOW - 90 * MINUTE, 'INSUFFICIENT_DATA', 'OK'),
      transition('a', NOW - 30 * MINUTE, 'OK', 'ALARM'),
      transition('b', NOW - 20 * MINUTE, 'OK', 'ALARM'),
      transition('a', NOW - 10 * MINUTE, 'ALARM', 'OK'),
    );
    expect(await alarms.history('a', at(NOW - 60 * MINUTE), at(NOW), 'metric')).toEqual([
      { at: at(NOW - 30 * MINUTE), from: 'OK', to: 'ALARM', reason: 'now ALARM' },
      { at: at(NOW - 10 * MINUTE), from: 'ALARM', to: 'OK', reason: 'now OK' },
    ]);
  });

  it('have data or not', async () => {
    const window = [at(NOW - 15 * MINUTE), at(NOW)] as const;
    expect(await alarms.hasData(METRIC, ...window)).toBe(true);
    expect(await alarms.hasData({ ...METRIC, metricName: 'Other' }, ...window)).toBe(false);
    expect(source.queries[0]?.[0]).toMatchObject({
      namespace: METRIC.namespace,
      metricName: METRIC.metricName,
      dimensions: METRIC.dimensions,
    });
  });
});
