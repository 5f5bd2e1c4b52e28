import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnHealthCheck } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import {
  type DataPlaneSettings,
  owedMetric,
  ROLLBACK_OWED,
} from '../../lambdas/migration/contract/data-plane.ts';
import type { AlarmSettings } from '../../lambdas/migration/contract/settings.ts';
import { machineArn } from '../shared/machines/names.ts';
import { type Watch, watch } from '../shared/observability/watch.ts';

export interface DataPlaneProps extends Watch {
  readonly region: string;
  readonly alarms: readonly AlarmSettings[];
}

/** What Route 53 makes of a metric without enough data. */
type WithoutData = 'Healthy' | 'LastKnownStatus';

/**
 * The health checks by which DNS leaves the cluster without any call: one on each alarm's metric, one on our own that a rollback is
 * owed, and one over all of them, which is on the cluster's weighted records.
 */
export class DataPlane extends Construct {
  readonly settings: DataPlaneSettings;

  constructor(scope: Construct, id: string, props: DataPlaneProps) {
    super(scope, id);
    const { name, alarms } = props;
    const owed = watch(this, ROLLBACK_OWED, props, {
      // Of one minute the last word is that nothing is owed any more.
      metric: new Metric({ ...owedMetric(name), period: Duration.minutes(1), statistic: Stats.MINIMUM }),
      says: 'A rollback is owed: DNS leaves the cluster out until legacy serves.',
      about: machineArn(this, name, 'RollBack'),
    });
    // No errors are no data, and so are no requests: that is no reason to leave the cluster.
    const checks = alarms.map((alarm, i) =>
      this.#onAlarm(`Alarm${i + 1}`, props, alarm.name, { withoutData: 'Healthy' }),
    );
    // Who publishes it may be away, too: what was said last counts.
    const latch = this.#onAlarm('Owed', props, owed.alarmName, { withoutData: 'LastKnownStatus' });
    const all = [...checks, latch];
    const cluster = this.#check('Cluster', `${name}: the cluster`, {
      type: 'CALCULATED',
      childHealthChecks: all,
      healthThreshold: all.length,
    });
    this.settings = { checkId: cluster, alarms: alarms.map((alarm) => alarm.name) };
  }

  #onAlarm(
    id: string,
    { name, region }: DataPlaneProps,
    alarm: string,
    { withoutData }: { readonly withoutData: WithoutData },
  ): string {
    return this.#check(id, `${name}: ${alarm}`, {
      type: 'CLOUDWATCH_METRIC',
      alarmIdentifier: { name: alarm, region },
      insufficientDataHealthStatus: withoutData,
    });
  }

  #check(id: string, name: string, config: CfnHealthCheck.HealthCheckConfigProperty): string {
    return new CfnHealthCheck(this, id, {
      healthCheckConfig: config,
      // The console shows it as the check's name.
      healthCheckTags: [{ key: 'Name', value: name }],
    }).ref;
  }
}
