import { Alarm, type AlarmDefinition } from '../../../../rehearsal/world/alarm.ts';
import { alarmEvent } from '../../../../rehearsal/world/alarm-event.ts';
import { Metrics } from '../../../../rehearsal/world/metrics.ts';
import { MINUTE } from '../../../../rehearsal/world/minutes.ts';

const BEGIN = Date.UTC(2026, 10, 23, 4, 0);
const metric = {
  namespace: 'AWS/ApplicationELB',
  metricName: 'HTTPCode_Target_5XX_Count',
  dimensions: { LoadBalancer: 'app/k/1' },
};
const definition = (overrides: Partial<AlarmDefinition> = {}): AlarmDefinition => ({
  name: 'shop-cluster-5xx',
  arn: 'arn:aws:cloudwatch:us-west-1:111122223333:alarm:shop-cluster-5xx',
  description: 'the cluster fails',
  metric,
  statistic: 'Sum',
  periodSeconds: 60,
  comparison: 'GreaterThanThreshold',
  threshold: 50,
  evaluationPeriods: 2,
  datapointsToAlarm: 2,
  treatMissingData: 'notBreaching',
  actionsEnabled: true,
  ...overrides,
});

/** An alarm over a metric with these sums a minute from BEGIN on, judged at 20 s of each minute. */
function judged(
  sums: readonly (number | undefined)[],
  minutes: number,
  overrides: Partial<AlarmDefinition> = {},
) {
  const metrics = new Metrics(BEGIN);
  const alarm = new Alarm(definition(overrides), 20_000, BEGIN);
  for (const [i, sum] of sums.entries()) {
    if (sum !== undefined)
      metrics.put(metric, BEGIN + i * MINUTE, { sum, count: sum, minimum: 1, maximum: 1 });
  }
  for (let i = 0; i < minutes; i++) alarm.evaluate(BEGIN + i * MINUTE + 20_000, metrics);
  return alarm;
}

describe('an alarm over time', () => {
  it('sees a minute one minute after it ended, and fires when M of N are breaching', () => {
    const alarm = judged([0, 60, 60], 10);
    // The second bad minute ends at 3:00, is published at 4:00 and judged at 4:20.
    expect(alarm.history.map(({ at, to }) => [(at - BEGIN) / 1000, to.state])).toEqual([
      [20, 'OK'],
      [4 * 60 + 20, 'ALARM'],
      // Real points are judged again as long as they lie in the evaluation range of four minutes.
      [7 * 60 + 20, 'OK'],
    ]);
  });

  it('with a unit sees only data in that unit', () => {
    const states = (unit: string) => judged([60, 60, 60], 10, { unit }).history.map(({ to }) => to.state);
    expect(states('None')).toContain('ALARM');
    expect(states('Percent')).toEqual(['OK']);
  });

  it('says why in the words of CloudWatch', () => {
    const [, toAlarm, toOk] = judged([0, 60, 60], 10).history;
    expect(toAlarm?.to.reason).toBe(
      'Threshold Crossed: 2 out of the last 2 datapoints [60.0 (23/11/26 04:02:00), 60.0 (23/11/26 04:01:00)] were greater than the threshold (50.0) (minimum 2 datapoints for OK -> ALARM transition).',
    );
    expect(JSON.parse(toAlarm?.to.reasonData ?? '')).toEqual({
      version: '1.0',
      queryDate: '2026-11-23T04:04:20.000+0000',
      startDate: '2026-11-23T04:01:00.000+0000',
      statistic: 'Sum',
      period: 60,
      recentDatapoints: [60, 60],
      threshold: 50,
    });
    expect(toOk?.to.reason).toBe(
      'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
    );
  });

  it('goes to INSUFFICIENT_DATA when the metric stops and missing data is missing', () => {
    const alarm = judged([0, 0, 0], 12, { treatMissingData: 'missing' });
    expect(alarm.history.map(({ to }) => to.state)).toEqual(['OK', 'INSUFFICIENT_DATA']);
    expect(alarm.status.reason).toBe('Insufficient Data: 2 datapoints were unknown.');
  });

  it('adds up longer periods in windows that slide by a minute', () => {
    const alarm = judged([0, 0, 0, 30, 30, 0, 0], 12, {
      periodSeconds: 300,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
    });
    const fired = alarm.history.find(({ to }) => to.state === 'ALARM');
    expect((fired?.at ?? 0) - BEGIN).toBe(6 * MINUTE + 20_000);
  });

  it('looks at its own dimensions alone', () => {
    const metrics = new Metrics(BEGIN);
    metrics.put({ ...metric, dimensions: { LoadBalancer: 'app/other/2' } }, BEGIN, {
      sum: 999,
      count: 999,
      minimum: 1,
      maximum: 1,
    });
    const alarm = new Alarm(definition({ evaluationPeriods: 1, datapointsToAlarm: 1 }), 0, BEGIN);
    alarm.evaluate(BEGIN + 2 * MINUTE, metrics);
    expect(alarm.status.state).toBe('OK');
  });

  it('comes back to a snapshot', () => {
    const metrics = new Metrics(BEGIN);
    const alarm = new Alarm(definition(), 0, BEGIN);
    const before = alarm.snapshot();
    alarm.evaluate(BEGIN + MINUTE, metrics);
    expect(alarm.status.state).toBe('OK');
    alarm.restore(before);
    expect(alarm.status.state).toBe('INSUFFICIENT_DATA');
    expect(alarm.history).toEqual([]);
  });
});

describe('its event', () => {
  it("has AWS's shape", () => {
    const alarm = judged([0, 60, 60], 6);
    const transition = alarm.history[1];
    if (!transition) throw new Error('the alarm did not fire');
    const event = alarmEvent(alarm.definition, transition);
    expect(event).toMatchObject({
      source: 'aws.cloudwatch',
      detailType: 'CloudWatch Alarm State Change',
      resources: ['arn:aws:cloudwatch:us-west-1:111122223333:alarm:shop-cluster-5xx'],
      time: BEGIN + 4 * MINUTE + 20_000,
      detail: {
        alarmName: 'shop-cluster-5xx',
        configuration: {
          description: 'the cluster fails',
          metrics: [
            {
              metricStat: {
                metric: {
                  namespace: 'AWS/ApplicationELB',
                  name: 'HTTPCode_Target_5XX_Count',
                  dimensions: { LoadBalancer: 'app/k/1' },
                },
                period: 60,
                stat: 'Sum',
              },
              returnData: true,
            },
          ],
        },
        previousState: { value: 'OK', timestamp: '2026-11-23T04:00:20.000+0000' },
        state: { value: 'ALARM', timestamp: '2026-11-23T04:04:20.000+0000' },
      },
    });
  });
});
