import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchAlarms } from '../../../../lambdas/migration/adapters/cloudwatch-alarms.ts';
import { alarmEvidence } from '../../../../lambdas/migration/evidence/alarm-evidence.ts';
import { verifyAlarms } from '../../../../lambdas/migration/preflight/verify-alarms/verify-alarms.ts';
import {
  type MonitoringSource,
  monitoringService,
  type SourceAlarm,
  type SourceSeries,
  type SourceTransition,
} from '../../../../rehearsal/gateway/index.ts';
import { ALARM_FORMS } from '../../../support/migration/alarm-forms.ts';
import { LINKED } from '../../../support/migration/some-source-alarms.ts';
import { logAlarm, MINUTE, metricAlarm, transition } from '../../gateway/monitoring-account.ts';
import { FUNCTION_CREDENTIALS } from '../../gateway/policies.ts';
import { NOW, type RehearsedAccount, rehearsedAccount } from '../../gateway/rehearsed-account.ts';

/** One datapoint in each period of what has data, and none of anything else, nor in another unit or account. */
class Data implements MonitoringSource {
  now: readonly SourceAlarm[] = [];
  series: readonly SourceSeries[] = [];
  transitions: readonly SourceTransition[] = [];

  alarms() {
    return this.now;
  }
  history() {
    return this.transitions;
  }
  metrics() {
    return this.series;
  }
  linkedAccounts() {
    return [LINKED];
  }
  query(...[asked, start]: Parameters<MonitoringSource['query']>) {
    const key = ({ namespace, metricName, dimensions, account }: SourceSeries) =>
      JSON.stringify([namespace, metricName, dimensions, account]);
    const found = this.series.some(
      (each) => key(each) === key(asked) && (asked.unit === undefined || asked.unit === each.unit),
    );
    return found ? [{ at: start, value: 1 }] : [];
  }
}

describe('An alarm in the offline CloudWatch', () => {
  const data = new Data();
  let account: RehearsedAccount;
  let alarms: CloudWatchAlarms;
  beforeAll(async () => {
    account = await rehearsedAccount({
      services: { monitoring: monitoringService(data, { now: () => NOW }) },
    });
    alarms = new CloudWatchAlarms(new CloudWatchClient(account.client(FUNCTION_CREDENTIALS)));
  });
  afterAll(() => account.stop());

  const verify = async (...names: readonly string[]) => {
    const settings = names.map((name) => {
      const { arn } = metricAlarm(name);
      return { name, arn, allowInsufficientData: false };
    });
    const { findings } = await verifyAlarms(
      { migration: 'shop', region: 'us-west-1', alarms: settings },
      { alarms, checks: undefined, clock: { now: () => NOW } },
    );
    return findings.map(({ level, code }) => `${level} ${code}`);
  };

  it.each(ALARM_FORMS)('$form: $findings ($source)', async ({ alarms: existing, data: series, findings }) => {
    data.now = existing;
    data.series = series;
    expect(await verify('a')).toEqual(findings);
  });

  it('on logs is known to have fired', async () => {
    data.now = [logAlarm('a')];
    data.transitions = [transition('a', NOW - MINUTE, 'OK', 'ALARM', 'log')];
    const settings = { name: 'a', arn: '', allowInsufficientData: false };
    const [from, until] = [NOW - 2 * MINUTE, NOW].map((ms) => new Date(ms).toISOString());
    const [evidence] = await alarmEvidence([settings], alarms, from ?? '', until ?? '');
    expect(evidence?.transitions).toMatchObject({ value: [{ from: 'OK', to: 'ALARM' }] });
  });

  it('is read beside one that is described in a way that nobody knows', async () => {
    const [ready] = ALARM_FORMS;
    data.now = [...(ready?.alarms ?? []), metricAlarm('b', { state: 'FINE' as 'OK' })];
    data.series = ready?.data ?? [];
    expect(await verify('b', 'a')).toEqual(['fail alarm-unreadable', 'pass alarm-ready']);
  });
});
