import type {
  MetricAlarmDefinition,
  Transition,
  WatchedMetric,
} from '../../../../rehearsal/world/alarm-definition.ts';
import { alarmEvent } from '../../../../rehearsal/world/alarm-event.ts';
import { MetricAlarm, samplesNeeded } from '../../../../rehearsal/world/metric-alarm.ts';
import { compile } from '../../../../rehearsal/world/metric-math/compile.ts';
import { type MetricId, Metrics } from '../../../../rehearsal/world/metrics.ts';
import { MINUTE } from '../../../../rehearsal/world/minutes.ts';
import { counter, timings } from '../../../../rehearsal/world/observations.ts';

const BEGIN = Date.UTC(2026, 10, 23, 4, 0);
const metric = {
  namespace: 'AWS/ApplicationELB',
  metricName: 'HTTPCode_Target_5XX_Count',
  dimensions: { LoadBalancer: 'app/k/1' },
};
const watched: WatchedMetric = { metric, statistic: 'Sum' };
const definition = (overrides: Partial<MetricAlarmDefinition> = {}): MetricAlarmDefinition => ({
  kind: 'metric',
  name: 'shop-cluster-5xx',
  arn: 'arn:aws:cloudwatch:us-west-1:111122223333:alarm:shop-cluster-5xx',
  description: 'the cluster fails',
  watched,
  ignoresFewSamples: false,
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
  overrides: Partial<MetricAlarmDefinition> = {},
) {
  const metrics = new Metrics(BEGIN);
  const alarm = new MetricAlarm(definition(overrides), 20_000, BEGIN);
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
    const states = (unit: string) =>
      judged([60, 60, 60], 10, { watched: { ...watched, unit } }).history.map(({ to }) => to.state);
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
    const alarm = new MetricAlarm(definition({ evaluationPeriods: 1, datapointsToAlarm: 1 }), 0, BEGIN);
    alarm.evaluate(BEGIN + 2 * MINUTE, metrics);
    expect(alarm.status.state).toBe('OK');
  });

  it('comes back to a snapshot', () => {
    const metrics = new Metrics(BEGIN);
    const alarm = new MetricAlarm(definition(), 0, BEGIN);
    const before = alarm.snapshot();
    alarm.evaluate(BEGIN + MINUTE, metrics);
    expect(alarm.status.state).toBe('OK');
    alarm.restore(before);
    expect(alarm.status.state).toBe('INSUFFICIENT_DATA');
    expect(alarm.history).toEqual([]);
  });
});

/** A metric of response times, with so many requests a minute that took 3 s in the mean. */
function percentileOf(requests: readonly number[], overrides: Partial<MetricAlarmDefinition> = {}) {
  const metrics = new Metrics(BEGIN);
  const one = { evaluationPeriods: 1, datapointsToAlarm: 1, threshold: 5, ignoresFewSamples: true };
  const alarm = new MetricAlarm(
    definition({ watched: { metric, statistic: 'p90' }, ...one, ...overrides }),
    0,
    BEGIN,
  );
  for (const [i, count] of requests.entries())
    if (count > 0)
      metrics.put(metric, BEGIN + i * MINUTE, timings([{ count, meanSeconds: 3 }], 0), 'Seconds');
  for (let i = 2; i <= requests.length + 1; i++) alarm.evaluate(BEGIN + i * MINUTE, metrics);
  return alarm.history.map(({ at, to }) => [(at - BEGIN) / MINUTE, to.state]);
}

describe('an alarm on a percentile', () => {
  it('keeps its state while it has too few samples, and says it then', () => {
    expect(percentileOf([99, 99, 100, 99])).toEqual([[4, 'ALARM']]);
    expect(percentileOf([99], { ignoresFewSamples: false })).toEqual([[2, 'ALARM']]);
  });

  it('counts the samples of its evaluation periods together', () => {
    expect(percentileOf([40, 40, 40], { evaluationPeriods: 3 })).toEqual([[4, 'ALARM']]);
    expect(percentileOf([60, 0, 39], { evaluationPeriods: 3 })).toEqual([]);
  });

  it.each([
    [99, 1000],
    [99.9, 10_000],
    [50, 20],
    [10, 100],
  ])('p%d needs %d samples', (percentile, samples) =>
    expect(Math.round(samplesNeeded(percentile))).toBe(samples),
  );
});

describe('an alarm with a period under a minute, on a metric that comes each minute', () => {
  const states = (periodSeconds: number, evaluationPeriods: number) => {
    const metrics = new Metrics(BEGIN);
    for (let i = 0; i < 10; i++)
      metrics.put(metric, BEGIN + i * MINUTE, { sum: 60, count: 60, minimum: 1, maximum: 1 });
    const one = {
      periodSeconds,
      evaluationPeriods,
      datapointsToAlarm: 1,
      treatMissingData: 'missing' as const,
    };
    const alarm = new MetricAlarm(definition(one), 3000, BEGIN);
    const last = BEGIN + 8 * MINUTE;
    for (let at = alarm.nextAfter(BEGIN); at < last; at = alarm.nextAfter(at)) alarm.evaluate(at, metrics);
    return alarm.history.map(({ at, to }) => [(at - BEGIN) / 1000, to.state]);
  };

  it('is judged every ten seconds, and sees nothing if no published minute begins within its range', () => {
    expect(states(10, 1)).toEqual([]);
    expect(states(10, 3)).toEqual([]);
  });

  it.each([
    // A minute is published two minutes after its begin, when the range ends one minute after it.
    [20, 1, 133],
    [30, 1, 163],
    [10, 6, 153],
  ])(
    'of %d s, %d times, sees a minute while its begin lies within the range, and lapses then',
    (period, n, lapse) => {
      expect(states(period, n).slice(0, 3)).toEqual([
        [123, 'ALARM'],
        [lapse, 'INSUFFICIENT_DATA'],
        [183, 'ALARM'],
      ]);
    },
  );
});

describe('an alarm on metric math', () => {
  const requests = { ...metric, metricName: 'RequestCount' };
  const queries = [
    { id: 'rate', label: 'Errors', returned: true, reads: { expression: '100 * errors / requests' } },
    { id: 'errors', returned: false, reads: watched },
    { id: 'requests', returned: false, reads: { metric: requests, statistic: 'Sum' } },
  ];
  const rate = () => {
    const metrics = new Metrics(BEGIN);
    for (const [i, errors] of [0, 2, 30, 30, 0].entries()) {
      metrics.put(requests, BEGIN + i * MINUTE, counter(200));
      if (errors > 0) metrics.put(metric, BEGIN + i * MINUTE, counter(errors));
    }
    const evaluate = compile('rate', {
      metrics: ['errors', 'requests'],
      expressions: new Map([['rate', '100 * errors / requests']]),
    });
    const alarm = new MetricAlarm(
      definition({ watched: { queries, evaluate }, threshold: 10 }),
      20_000,
      BEGIN,
    );
    for (let i = 0; i < 8; i++) alarm.evaluate(BEGIN + i * MINUTE + 20_000, metrics);
    return alarm;
  };

  it('judges the result of its expression', () => {
    expect(rate().history.map(({ at, to }) => [(at - BEGIN) / 1000, to.state])).toEqual([
      [20, 'OK'],
      [5 * 60 + 20, 'ALARM'],
      [6 * 60 + 20, 'OK'],
    ]);
    expect(rate().history[1]?.to.reason).toContain('[15.0 (23/11/26 04:03:00), 15.0 (23/11/26 04:02:00)]');
  });

  it("has AWS's event, with every query and no statistic", () => {
    const alarm = rate();
    const event = alarmEvent(alarm.definition, alarm.history[1] as Transition);
    const stat = (of: MetricId) => ({
      metric: { namespace: of.namespace, name: of.metricName, dimensions: of.dimensions },
      period: 60,
      stat: 'Sum',
    });
    expect(event.detail).toMatchObject({
      configuration: {
        metrics: [
          { id: 'rate', label: 'Errors', expression: '100 * errors / requests', returnData: true },
          { id: 'errors', metricStat: stat(metric), returnData: false },
          { id: 'requests', metricStat: stat(requests), returnData: false },
        ],
      },
    });
    expect(JSON.parse(alarm.history[1]?.to.reasonData ?? '')).not.toHaveProperty('statistic');
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
