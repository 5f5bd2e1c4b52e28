import { Duration, Stack } from 'aws-cdk-lib';
import { type IMetric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRule } from 'aws-cdk-lib/aws-events';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { longestAbsenceSeconds } from '../../lambdas/masters/contract/absence.ts';
import type { MastersSettings } from '../../lambdas/masters/contract/settings.ts';
import { MASTERS_EVENTS, type MastersFunction } from '../../lambdas/masters/contract/states.ts';
import { functionArn } from '../shared/functions/function-arn.ts';
import type { Machine } from '../shared/machines/machine.ts';
import { machineArn } from '../shared/machines/names.ts';
import type { Topics } from '../shared/notifications.ts';
import { watch } from '../shared/observability/watch.ts';
import { watchRules } from '../shared/observability/watch-rules.ts';
import type { MastersFunctions } from './functions/masters-functions.ts';
import { WITHOUT_ALARM } from './roll-masters/roll-masters-machine.ts';
import { mastersNamespace, type SweptMetrics } from './swept-metrics.ts';

export interface MastersAlarmsProps {
  readonly settings: MastersSettings;
  readonly functions: MastersFunctions;
  /** What sweeps count. */
  readonly swept: SweptMetrics;
  readonly replaceMaster: IStateMachine;
  readonly rollMasters: Pick<Machine<MastersFunction>, 'logs'>;
  readonly undelivered: IQueue;
  /** Of the instances' events. */
  readonly rules: readonly IRule[];
  readonly topics: Topics;
}

const EACH_MINUTE: MetricOptions = { period: Duration.minutes(1), statistic: Stats.SUM };
/** A master may be drained, and shut down, for so long at most; what else a replacement may take is configured. */
const LEAVING_SECONDS = 15 * 60;
/** A sweep that fails this often in a row doesn't fail by chance. */
const FAILED_SWEEPS = 3;

/** Alarms about the keeping of masters itself; a replacement that stops sends a page. */
export class MastersAlarms extends Construct {
  constructor(scope: Construct, id: string, props: MastersAlarmsProps) {
    super(scope, id);
    this.#watchSweeps(props);
    this.#watchSignals(props);
    this.#watchMachines(props);
  }

  /** What the schedule calls, and what it finds. */
  #watchSweeps({ settings, functions, swept, topics }: MastersAlarmsProps): void {
    const sweep = functions.of(MASTERS_EVENTS.sweepMasters);
    const reconcile = functions.of(MASTERS_EVENTS.reconcileHooks);
    const eachSweep = { period: Duration.seconds(settings.sweepSeconds) };

    watch(this, 'HookExpiring', settings, {
      metric: swept.of('expiring'),
      says: 'A master waits in a hook, and no heartbeats are recorded. AWS will soon end the wait.',
      about: machineArn(this, settings.name, 'ReplaceMaster'),
      topics,
    });
    watch(this, 'LeaseHeldLong', settings, {
      metric: swept.of('leaseHeldSeconds'),
      threshold: longestReplacement(settings),
      says: 'A replacement takes longer than its limits allow, or a page has not been answered.',
      about: machineArn(this, settings.name, 'ReplaceMaster'),
      topics,
    });
    watch(this, 'SweepFoundMissed', settings, {
      metric: swept.of('missed'),
      says: 'The sweep found a master whose termination no event reported. Its replacement has begun.',
      about: functionArn(this, `${settings.name}-${MASTERS_EVENTS.sweepMasters}`),
      topics,
    });
    watch(this, 'NoMasters', settings, {
      metric: swept.of('groups'),
      below: true,
      says: `No Auto Scaling group has the tags of the masters of ${settings.cluster}, so they are not protected.`,
      about: functionArn(this, `${settings.name}-${MASTERS_EVENTS.sweepMasters}`),
      topics,
    });
    watch(this, 'SweepFailed', settings, {
      metric: sweep.lambda.metricErrors({ ...eachSweep, statistic: Stats.SUM }),
      periods: FAILED_SWEEPS,
      says: 'Sweeps keep failing, so missed events and interrupted replacements are not found.',
      about: functionArn(this, `${settings.name}-${MASTERS_EVENTS.sweepMasters}`),
      topics,
    });
    watch(this, 'HooksNotReconciled', settings, {
      metric: reconcile.lambda.metricErrors({ ...eachSweep, statistic: Stats.SUM }),
      periods: FAILED_SWEEPS,
      says: 'The hooks can’t be put on the groups of masters, or another stack keeps the same masters. A master may be terminated without the gate.',
      about: functionArn(this, `${settings.name}-${MASTERS_EVENTS.reconcileHooks}`),
      topics,
    });
  }

  #watchSignals({ settings, undelivered, rules, topics }: MastersAlarmsProps): void {
    watch(this, 'SignalNotTaken', settings, {
      metric: undelivered.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: Stats.MAXIMUM,
      }),
      says: 'An event of an instance could not be processed. The sweep finds what it reported; check why it failed.',
      about: Stack.of(this).formatArn({ service: 'sqs', resource: undelivered.queueName }),
      topics,
    });
    watchRules(this, 'SignalNotTaken', settings, {
      rules,
      says: 'EventBridge could not deliver an event of an instance at once. The sweep finds what it reported; check why it failed.',
      about: functionArn(this, `${settings.name}-${MASTERS_EVENTS.takeSignal}`),
      topics,
    });
  }

  #watchMachines({ settings, replaceMaster, rollMasters, topics }: MastersAlarmsProps): void {
    watch(this, 'ReplaceMasterFailed', settings, {
      metric: replaceMaster.metricFailed(EACH_MINUTE),
      says: 'A replacement has stopped. Its page was mailed.',
      about: machineArn(this, settings.name, 'ReplaceMaster'),
    });
    watch(this, 'ReplaceMasterTimedOut', settings, {
      metric: replaceMaster.metricTimedOut(EACH_MINUTE),
      says: 'A replacement ran into the execution’s time limit. The next sweep starts another one; check what it waited for.',
      about: machineArn(this, settings.name, 'ReplaceMaster'),
      topics,
    });
    watch(this, 'RollMastersFailed', settings, {
      metric: this.#failedRolls(rollMasters.logs, settings),
      says: 'A roll failed after it had begun. It does not continue until you start it again.',
      about: machineArn(this, settings.name, 'RollMasters'),
      topics,
    });
  }

  /**
   * AWS's own metric has refused and stopped executions among those that failed.
   * Source of the log's form: "CloudWatch Logs" and `ExecutionFailedEventDetails` of Step Functions.
   */
  #failedRolls(logs: ILogGroup, { name }: MastersSettings): IMetric {
    const filter = new MetricFilter(this, 'FailedRolls', {
      logGroup: logs,
      filterPattern: FilterPattern.all(
        FilterPattern.stringValue('$.type', '=', 'ExecutionFailed'),
        ...WITHOUT_ALARM.map((error) => FilterPattern.stringValue('$.details.error', '!=', error)),
      ),
      metricNamespace: mastersNamespace(name),
      metricName: 'failedRolls',
      metricValue: '1',
    });
    return filter.metric(EACH_MINUTE);
  }
}

function longestReplacement(settings: MastersSettings): number {
  const { patienceSeconds, settleSeconds } = settings;
  return patienceSeconds + LEAVING_SECONDS + longestAbsenceSeconds(settings) + settleSeconds;
}
