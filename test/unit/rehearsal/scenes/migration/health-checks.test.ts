import { Route53Engine } from '../../../../../rehearsal/route53/index.ts';
import { putHealthChecks } from '../../../../../rehearsal/scenes/migration/deployed-health-checks.ts';
import { followerOf } from '../../../../../rehearsal/scenes/migration/metric-checks.ts';
import { Snapshot } from '../../../../../rehearsal/snapshot/snapshot.ts';
import { Metrics } from '../../../../../rehearsal/world/metrics.ts';
import { MINUTE } from '../../../../../rehearsal/world/minutes.ts';
import { counter } from '../../../../../rehearsal/world/observations.ts';

const home = { account: '111122223333', region: 'us-west-1' };
const ERRORS = {
  namespace: 'AWS/ELB',
  metricName: 'HTTPCode_ELB_5XX',
  dimensions: { LoadBalancerName: 'a' },
};
const BEGIN = Date.UTC(2027, 0, 4, 8);

const alarm = (AlarmName: string, more: object = {}) => ({
  AlarmName,
  AlarmArn: `arn:aws:cloudwatch:us-west-1:111122223333:alarm:${AlarmName}`,
  ActionsEnabled: true,
  MetricName: ERRORS.metricName,
  Namespace: ERRORS.namespace,
  Dimensions: [{ Name: 'LoadBalancerName', Value: 'a' }],
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 2,
  Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold',
  ...more,
});
const around = (...MetricAlarms: readonly object[]) => ({
  home,
  snapshot: new Snapshot(
    '',
    new Map([['111122223333/us-west-1/cloudwatch/describe-alarms.json', { MetricAlarms } as never]]),
  ),
});
const onAlarm = (id: string, Name: string, ofTemplate: object | null = null) => ({
  id,
  config: {
    Type: 'CLOUDWATCH_METRIC',
    AlarmIdentifier: { Name, Region: 'us-west-1' },
    InsufficientDataHealthStatus: 'Healthy',
  },
  alarm: ofTemplate,
});
const all = (...ChildHealthChecks: readonly string[]) => ({
  id: 'all',
  config: { Type: 'CALCULATED', HealthThreshold: ChildHealthChecks.length, ChildHealthChecks },
  alarm: null,
});

function checks() {
  return new Route53Engine({ now: () => BEGIN, throttle: false }).healthChecks;
}

describe('health checks that a template makes', () => {
  it('follow the alarms of the scene, and of the template where no file has them', () => {
    const there = checks();
    const deployed = [onAlarm('errors', '5xx'), onAlarm('owed', 'own', alarm('own', { Threshold: 1 }))];
    putHealthChecks(there, [...deployed, all('errors', 'owed')], around(alarm('5xx')));
    const threshold = (id: string) => there.get(id).CloudWatchAlarmConfiguration?.Threshold;
    expect([threshold('errors'), threshold('owed')]).toEqual([10, 1]);
    expect(there.isHealthy('all')).toBe(true);
  });

  it('take the place of those that were deployed before, and of no others', () => {
    const there = checks();
    there.add('of-the-account');
    putHealthChecks(there, [onAlarm('errors', '5xx')], around(alarm('5xx')));
    putHealthChecks(there, [onAlarm('errors', '5xx', null)], around(alarm('5xx', { Threshold: 20 })));
    expect(there.get('errors').CloudWatchAlarmConfiguration?.Threshold).toBe(20);
    putHealthChecks(there, [], around());
    expect([there.has('errors'), there.has('of-the-account')]).toEqual([false, true]);
  });

  it('are refused as Route 53 would, in its words', () => {
    expect(() =>
      putHealthChecks(checks(), [onAlarm('errors', '5xx')], around(alarm('5xx', { Period: 10 }))),
    ).toThrow('The CloudWatch alarm 5xx in us-west-1 has a high-resolution period');
    expect(() => putHealthChecks(checks(), [onAlarm('errors', '5xx')], around())).toThrow('does not exist');
  });
});

describe('R83 health checks in a world', () => {
  it('turn by what is published, half a minute later', () => {
    const there = checks();
    const follower = followerOf(there);
    expect(follower.nextAfter(BEGIN)).toBeUndefined();
    putHealthChecks(there, [onAlarm('errors', '5xx')], around(alarm('5xx')));
    const metrics = new Metrics(BEGIN);
    for (const minute of [0, 1]) metrics.put(ERRORS, BEGIN + minute * MINUTE, counter(11));
    const turned: (readonly [at: number, healthy: boolean])[] = [];
    there.onChange((at) => turned.push([(at - BEGIN) / MINUTE, there.isHealthy('errors')]));
    for (let at = BEGIN; ; ) {
      at = follower.nextAfter(at) ?? Number.POSITIVE_INFINITY;
      if (at > BEGIN + 10 * MINUTE) break;
      follower.judge(at, metrics);
    }
    // The second minute is over after 2, published after 3; without the next one's datapoint there are too few.
    expect(turned).toEqual([
      [3.5, false],
      [4.5, true],
    ]);
  });
});
