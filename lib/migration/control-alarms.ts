import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRule } from 'aws-cdk-lib/aws-events';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { machineArn } from '../shared/machines/names.ts';
import type { Topics } from '../shared/notifications.ts';
import { type Watch, watch } from '../shared/observability/watch.ts';
import { watchRules } from '../shared/observability/watch-rules.ts';

export interface ControlAlarmsProps extends Watch {
  readonly migrate: IStateMachine;
  readonly rollBack: IStateMachine;
  /** Events that could not start the rollback. */
  readonly undelivered: IQueue;
  /** That start it. */
  readonly rules: readonly IRule[];
  readonly topics: Topics;
  /** The function Watch, and the group of the schedules that call it. */
  readonly watching: { readonly lambda: IFunction; readonly group: string };
}

const EACH_MINUTE: MetricOptions = { period: Duration.minutes(1), statistic: Stats.SUM };

/** Alarms about this software itself, not about the traffic that it moves. */
export class ControlAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ControlAlarmsProps) {
    super(scope, id);
    const { rollBack, migrate, undelivered, rules, topics, watching } = props;
    // The machine reports its failures, too, unless that is what fails. Legacy may not serve, so twice is better.
    watch(this, 'RollBackFailed', props, {
      metric: rollBack.metricFailed(EACH_MINUTE),
      says: 'A rollback has failed. Legacy may not serve every name: act now.',
      about: machineArn(this, props.name, 'RollBack'),
      topics,
    });
    watch(this, 'RollBackTimedOut', props, {
      metric: rollBack.metricTimedOut(EACH_MINUTE),
      says: 'A rollback has not ended. Legacy may not serve every name: act now.',
      about: machineArn(this, props.name, 'RollBack'),
      topics,
    });
    watch(this, 'RollBackNotStarted', props, {
      metric: undelivered.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: Stats.MAXIMUM,
      }),
      says: 'An event could not start the rollback. If legacy should serve and none has begun, start the machine RollBack by hand.',
      about: machineArn(this, props.name, 'RollBack'),
      topics,
    });
    watchRules(this, 'RollBackNotStarted', props, {
      rules,
      says: 'EventBridge could not start the rollback at once. If legacy should serve and none has begun, start the machine RollBack by hand.',
      about: machineArn(this, props.name, 'RollBack'),
      topics,
    });
    watch(this, 'EndedWithoutRollBack', props, {
      metric: endedWithoutRollBack(migrate, rollBack),
      says: 'A migration ended without success, and no rollback seems to have begun. If legacy should serve and none has begun, start the machine RollBack by hand.',
      about: machineArn(this, props.name, 'RollBack'),
      topics,
    });
    watch(this, 'WatchSilent', props, {
      metric: silence(watching),
      says: 'Watch is called, but its calls fail: nobody notices a foreign write, a lost event or an execution that is gone.',
      about: machineArn(this, props.name, 'Migrate'),
      topics,
    });
    watch(this, 'MigrateFailed', props, {
      metric: migrate.metricFailed(EACH_MINUTE),
      says: 'A migration has failed. The rollback that follows notifies people.',
      about: machineArn(this, props.name, 'Migrate'),
    });
  }
}

/** Both are seldom at different sides of a boundary. */
const QUARTER: MetricOptions & { readonly period: Duration } = {
  period: Duration.minutes(15),
  statistic: Stats.SUM,
};

/**
 * 1 where an execution of Migrate has ended without success and none of RollBack began: Step Functions' events are best effort,
 * and metrics don't depend on them. https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 * That FILL gives zeros for a metric without any data is not promised: docs/adr/0020-what-aws-leaves-open.md.
 */
function endedWithoutRollBack(migrate: IStateMachine, rollBack: IStateMachine): IMetric {
  return new MathExpression({
    expression: 'IF(FILL(failed, 0) + FILL(aborted, 0) + FILL(timedOut, 0) > 0 AND FILL(begun, 0) < 1, 1, 0)',
    usingMetrics: {
      failed: migrate.metricFailed(QUARTER),
      aborted: migrate.metricAborted(QUARTER),
      timedOut: migrate.metricTimedOut(QUARTER),
      begun: rollBack.metricStarted(QUARTER),
    },
    period: QUARTER.period,
  });
}

/** Some calls may fail in a row: each is a minute after the one before. */
const FIVE_MINUTES: MetricOptions & { readonly period: Duration } = {
  period: Duration.minutes(5),
  statistic: Stats.SUM,
};

/**
 * 1 where schedules called Watch for five minutes and no call ended well. Without an open run there is no schedule, so nothing
 * calls: that is no silence.
 */
function silence({ lambda, group }: ControlAlarmsProps['watching']): IMetric {
  return new MathExpression({
    expression: 'IF(FILL(called, 0) > 0 AND FILL(looked, 0) - FILL(failed, 0) < 1, 1, 0)',
    usingMetrics: {
      called: new Metric({
        namespace: 'AWS/Scheduler',
        metricName: 'InvocationAttemptCount',
        dimensionsMap: { ScheduleGroup: group },
        ...FIVE_MINUTES,
      }),
      looked: lambda.metricInvocations(FIVE_MINUTES),
      failed: lambda.metricErrors(FIVE_MINUTES),
    },
    period: FIVE_MINUTES.period,
  });
}
