import { Duration } from 'aws-cdk-lib';
import { type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { machineArn } from '../shared/machines/names.ts';
import { type Watch, watch } from '../shared/observability/watch.ts';

export interface ControlAlarmsProps extends Watch {
  readonly migrate: IStateMachine;
  readonly rollBack: IStateMachine;
  /** Events that could not start the rollback. */
  readonly undelivered: IQueue;
  readonly topic: ITopic;
}

const EACH_MINUTE: MetricOptions = { period: Duration.minutes(1), statistic: Stats.SUM };

/** Alarms about this software itself, not about the traffic that it moves. */
export class ControlAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ControlAlarmsProps) {
    super(scope, id);
    const { rollBack, migrate, undelivered, topic } = props;
    // The machine reports its failures, too, unless that is what fails. Legacy may not serve, so twice is better.
    watch(this, 'RollBackFailed', props, {
      metric: rollBack.metricFailed(EACH_MINUTE),
      says: 'A rollback has failed. Legacy may not serve every name: act now.',
      about: machineArn(this, props.name, 'RollBack'),
      topic,
    });
    watch(this, 'RollBackTimedOut', props, {
      metric: rollBack.metricTimedOut(EACH_MINUTE),
      says: 'A rollback has not ended. Legacy may not serve every name: act now.',
      about: machineArn(this, props.name, 'RollBack'),
      topic,
    });
    watch(this, 'RollBackNotStarted', props, {
      metric: undelivered.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: Stats.MAXIMUM,
      }),
      says: 'An event could not start the rollback. Check whether legacy serves, and start the machine RollBack by hand.',
      about: machineArn(this, props.name, 'RollBack'),
      topic,
    });
    watch(this, 'MigrateFailed', props, {
      metric: migrate.metricFailed(EACH_MINUTE),
      says: 'A migration has failed. The rollback that follows notifies people.',
      about: machineArn(this, props.name, 'Migrate'),
    });
  }
}
