import type { Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import type { AlarmSettings } from '../../../../../../lambdas/migration/contract/settings.ts';
import type {
  Alarm,
  AlarmMetric,
  AlarmQuery,
  CompositeAlarm,
  MetricAlarm,
} from '../../../../../../lambdas/migration/domain/alarm.ts';
import { verifyAlarms } from '../../../../../../lambdas/migration/preflight/verify-alarms/verify-alarms.ts';
import { MemoryAlarms } from '../../../../../fakes/migration/memory-alarms.ts';
import { aComposite, anAlarm } from '../../../../../support/migration/evidence.ts';

export const NOW = Date.parse('2027-03-01T12:00:00Z');
export const clock = { now: () => NOW };

/**
 * Alarms whose metrics have data or not, by metric name, or by name and unit (`Errors Count`): then only in that
 * unit. A query has data under its expression. The questions are kept.
 */
export class WatchedAlarms extends MemoryAlarms {
  readonly withData = new Set<string>();
  readonly asked: { readonly metric: string; readonly from: string; readonly until: string }[] = [];
  dataFailure: Error | undefined;

  override async hasData(source: AlarmMetric | AlarmQuery, from = '', until = ''): Promise<boolean> {
    const name = 'expression' in source ? source.expression : source.metricName;
    const unit = 'unit' in source ? source.unit : '';
    const account = source.account === '' ? '' : ` of ${source.account}`;
    this.asked.push({ metric: `${name}${account}`, from, until });
    if (this.dataFailure) throw this.dataFailure;
    const units = [...this.withData].filter((each) => each.split(' ')[0] === name || each === name);
    return units.some((each) => each === `${name}${account}` || unit === '' || each === `${name} ${unit}`);
  }
}

export const metric = (metricName: string, namespace = 'AWS/ApplicationELB'): AlarmMetric => ({
  namespace,
  metricName,
  dimensions: { LoadBalancer: 'app/k8s-ingress/1' },
  statistic: 'Sum',
  periodSeconds: 60,
  unit: '',
  account: '',
});
export const ERRORS = metric('HTTPCode_Target_5XX_Count');
export const LATENCY = metric('TargetResponseTime');

export const composite = (overrides: Partial<CompositeAlarm> = {}) =>
  aComposite({ name: anAlarm().name, rule: 'ALARM("child")', ...overrides });

export const settingsOf = (alarms: readonly AlarmSettings[]) => ({
  migration: 'shop',
  region: 'us-west-1',
  alarms,
});

interface Script {
  readonly settings?: Partial<AlarmSettings>;
  readonly alarms?: readonly Alarm[];
  /** Names of metrics with data. */
  readonly data?: readonly string[];
  readonly prepare?: (alarms: WatchedAlarms) => void;
}

export async function verify({ settings = {}, alarms = [anAlarm()], data = [], prepare }: Script) {
  const watched = new WatchedAlarms();
  watched.alarms.push(...alarms);
  for (const name of data) watched.withData.add(name);
  prepare?.(watched);
  const { name, arn } = anAlarm();
  const asked: AlarmSettings = { name, arn, allowInsufficientData: false, ...settings };
  const { check, findings } = await verifyAlarms(settingsOf([asked]), {
    alarms: watched,
    checks: undefined,
    clock,
  });
  expect(check).toBe('VerifyAlarms');
  return { findings, watched };
}

export const brief = (findings: readonly Finding[]) => findings.map(({ level, code }) => `${level} ${code}`);
export const observed = (overrides: Partial<MetricAlarm>) =>
  verify({ alarms: [anAlarm({ metrics: [ERRORS], ...overrides })], data: [ERRORS.metricName] });
