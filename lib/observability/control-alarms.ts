import { Duration } from 'aws-cdk-lib';
import { Alarm, type IMetric, type MetricOptions, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { linkLine, runbookLine } from '../../lambdas/shared/contract/links.ts';
import { machineArn } from '../machines/names.ts';

export interface ControlAlarmsProps {
  readonly migration: string;
  readonly runbookUrl: string;
  readonly migrate: IStateMachine;
  readonly rollBack: IStateMachine;
  /** Events that could not start the rollback. */
  readonly undelivered: IQueue;
  readonly topic: ITopic;
}

interface Watched {
  readonly metric: IMetric;
  readonly says: string;
  /** ARN of what to look at. */
  readonly about: string;
  /** Without it the alarm is only seen, because somebody else tells people what it is about. */
  readonly topic?: ITopic;
}

const EACH_MINUTE: MetricOptions = { period: Duration.minutes(1), statistic: Stats.SUM };

/** Alarms about this software itself, not about the traffic that it moves. */
export class ControlAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ControlAlarmsProps) {
    super(scope, id);
    const { rollBack, migrate, undelivered, topic } = props;
    // The machine tells of its failures too, unless it is that which fails: legacy may not serve, so twice is better.
    this.#alarm('RollBackFailed', props, {
      metric: rollBack.metricFailed(EACH_MINUTE),
      says: 'A rollback has failed. Legacy may not serve every name: look at once.',
      about: machineArn(this, props.migration, 'RollBack'),
      topic,
    });
    this.#alarm('RollBackTimedOut', props, {
      metric: rollBack.metricTimedOut(EACH_MINUTE),
      says: 'A rollback has not come to its end. Legacy may not serve every name: look at once.',
      about: machineArn(this, props.migration, 'RollBack'),
      topic,
    });
    this.#alarm('RollBackNotStarted', props, {
      metric: undelivered.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: Stats.MAXIMUM,
      }),
      says: 'An event could not start the rollback. See whether legacy serves, and start the machine RollBack by hand.',
      about: machineArn(this, props.migration, 'RollBack'),
      topic,
    });
    this.#alarm('MigrateFailed', props, {
      metric: migrate.metricFailed(EACH_MINUTE),
      says: 'A migration has failed; the rollback that follows tells people about it.',
      about: machineArn(this, props.migration, 'Migrate'),
    });
  }

  #alarm(name: string, { migration, runbookUrl }: ControlAlarmsProps, watched: Watched): void {
    const { metric, says, about, topic } = watched;
    const alarm = new Alarm(this, name, {
      alarmName: `${migration}-${name}`,
      alarmDescription: [says, ...linkLine('Console', about), ...runbookLine(runbookUrl, name)].join('\n'),
      metric,
      threshold: 1,
      evaluationPeriods: 1,
      // These metrics have a value only when something happened.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (topic) alarm.addAlarmAction(new SnsAction(topic));
  }
}
