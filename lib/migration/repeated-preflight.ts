import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { MigrateInput } from '../../lambdas/migration/contract/payloads.ts';
import { allow } from '../shared/iam/common.ts';
import { roleFor } from '../shared/iam/role.ts';
import type { Topics } from '../shared/notifications.ts';
import { type Watch, watch } from '../shared/observability/watch.ts';
import type { DailyTime } from './config/preflight.ts';

export interface RepeatedPreflightProps extends Watch {
  readonly at: DailyTime;
  readonly migrate: IStateMachine;
  readonly topics: Topics;
}

const INPUT: MigrateInput = { dryRun: true, notify: 'changes' };

/** Starts a dry run of Migrate each day. Once the migration has begun, it ends at once. */
export class RepeatedPreflight extends Construct {
  constructor(scope: Construct, id: string, props: RepeatedPreflightProps) {
    super(scope, id);
    const { at, migrate, name, topics } = props;
    const role = roleFor(this, {
      service: 'events',
      description: 'Lets EventBridge start dry runs of the migration',
      policy: 'Start',
      grants: allow(['states:StartExecution'], [migrate.stateMachineArn]),
    });
    const rule = new Rule(this, 'Daily', {
      description: `Repeats the preflight of the migration ${name} each day until it begins.`,
      schedule: Schedule.cron({ hour: `${at.hour}`, minute: `${at.minute}` }),
      targets: [
        new SfnStateMachine(migrate, {
          role,
          input: RuleTargetInput.fromObject(INPUT),
          // The next day is soon enough for the next one.
          maxEventAge: Duration.hours(6),
        }),
      ],
    });
    watch(this, 'PreflightNotRepeated', props, {
      metric: new Metric({
        namespace: 'AWS/Events',
        metricName: 'FailedInvocations',
        dimensionsMap: { RuleName: rule.ruleName },
        period: Duration.minutes(1),
        statistic: Stats.SUM,
      }),
      says: 'EventBridge could not start the daily dry run. Start the machine Migrate by hand with {"dryRun": true}.',
      about: migrate.stateMachineArn,
      topics,
    });
  }
}
