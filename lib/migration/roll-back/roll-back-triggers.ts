import { Duration, Token } from 'aws-cdk-lib';
import { type EventPattern, type IRuleTarget, Rule, type RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { BAD_ENDS } from '../../../lambdas/migration/contract/roll-back-payloads.ts';
import { allow } from '../../shared/iam/common.ts';
import { roleFor } from '../../shared/iam/role.ts';
import { undeliveredQueue } from '../../shared/undelivered-queue.ts';
import { partAlarms } from './alarm-patterns.ts';

export interface RollBackTriggersProps {
  readonly migration: string;
  readonly alarmArns: readonly string[];
  readonly migrateArn: string;
  readonly rollBack: IStateMachine;
}

/**
 * The events that roll back: an alarm fires, or the migration's execution does not succeed. And one that continues it: a
 * rollback does not succeed, and may leave something owed.
 */
export class RollBackTriggers extends Construct {
  /** Events that could not start the rollback. */
  readonly undelivered: Queue;
  readonly rules: readonly Rule[];
  /** For a rule that starts the rollback with what it says itself. */
  readonly targetWith: (input: RuleTargetInput) => IRuleTarget;

  constructor(scope: Construct, id: string, props: RollBackTriggersProps) {
    super(scope, id);
    const { migration, alarmArns, migrateArn } = props;
    this.undelivered = undeliveredQueue(this);
    const role = roleFor(this, {
      service: 'events',
      description: 'Lets EventBridge start the rollback',
      policy: 'Start',
      grants: allow(['states:StartExecution'], [props.rollBack.stateMachineArn]),
    });
    // An hour late is still better than never; later than that a person has looked.
    const target = this.#target(props.rollBack, role, Duration.hours(1));
    this.targetWith = (input) => this.#target(props.rollBack, role, Duration.hours(1), input);
    const alarms = partAlarms(alarmArns, (arn) => Token.isUnresolved(arn)).map(
      (resources, index) =>
        new Rule(this, index === 0 ? 'Alarms' : `Alarms${index + 1}`, {
          description: `Rolls the migration ${migration} back when one of its alarms fires.`,
          eventPattern: {
            source: ['aws.cloudwatch'],
            detailType: ['CloudWatch Alarm State Change'],
            resources,
            detail: { state: { value: ['ALARM'] } },
          },
          targets: [target],
        }),
    );
    const ended = new Rule(this, 'MigrationEnded', {
      description: `Rolls the migration ${migration} back when its execution is aborted, times out or fails.`,
      eventPattern: endOf(migrateArn),
      targets: [target],
    });
    const rollBackEnded = new Rule(this, 'RollBackEnded', {
      description: `Resumes a rollback of the migration ${migration} when its execution is aborted, times out or fails.`,
      eventPattern: endOf(props.rollBack.stateMachineArn),
      // It does nothing unless the rollback is owed, however late.
      targets: [this.#target(props.rollBack, role, Duration.hours(24))],
    });
    this.rules = [...alarms, ended, rollBackEnded];
  }

  /** @param input the whole event by default: RestoreLegacy reads it */
  #target(rollBack: IStateMachine, role: IRole, maxEventAge: Duration, input?: RuleTargetInput): IRuleTarget {
    const target = new SfnStateMachine(rollBack, {
      role,
      retryAttempts: 185,
      maxEventAge,
      ...(input && { input }),
    });
    const deadLetterConfig = { arn: this.undelivered.queueArn };
    return { bind: (rule, id) => ({ ...target.bind(rule, id), deadLetterConfig }) };
  }
}

/** An execution of this machine has not succeeded. */
function endOf(machineArn: string): EventPattern {
  return {
    source: ['aws.states'],
    detailType: ['Step Functions Execution Status Change'],
    detail: { stateMachineArn: [machineArn], status: [...BAD_ENDS] },
  };
}
