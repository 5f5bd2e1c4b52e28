import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  Fail,
  type IStateMachine,
  TaskInput,
  type TaskStateBase,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import type { RollBackRequest } from '../../../lambdas/migration/contract/roll-back-payloads.ts';
import { CAUGHT } from '../../shared/machines/execution.ts';
import { expression, type Given, jsonata, writtenFields } from '../../shared/machines/expression.ts';
import { set, variable } from './variables.ts';

/**
 * Where every failure leads once the zones may have been changed. States that come here leave
 * `$failure` {error, cause} behind.
 */
export class RollBackBranch {
  readonly start: StepFunctionsStartExecution;
  readonly statement: PolicyStatement;

  constructor(scope: Construct, rollBack: IStateMachine) {
    const request: Given<RollBackRequest> = {
      source: 'migration',
      run: variable('run.name'),
      reason: expression<string>(`${variable('failure.error')} & ': ' & ${variable('failure.cause')}`),
      asOf: expression<string>('$states.context.State.EnteredTime'),
      cause: variable('run.arn'),
    };
    const failed = Fail.jsonata(scope, 'RolledBack', {
      comment: 'The migration has failed. The machine RollBack puts legacy back.',
      error: jsonata(variable('failure.error')),
      cause: jsonata(variable('failure.cause')),
    });
    this.start = StepFunctionsStartExecution.jsonata(scope, 'StartRollBack', {
      comment:
        'Starts the machine RollBack. If that fails, the failure of this execution starts it by an event.',
      stateMachine: rollBack,
      input: TaskInput.fromObject(writtenFields(request)),
      taskTimeout: Timeout.duration(Duration.seconds(60)),
    });
    this.start.addCatch(failed).next(failed);
    this.statement = new PolicyStatement({
      actions: ['states:StartExecution'],
      resources: [rollBack.stateMachineArn],
    });
  }

  /** Whatever `task` fails with, after its retries, is rolled back. */
  catchAll(task: TaskStateBase): void {
    task.addCatch(this.start, { errors: ['States.ALL'], assign: set({ failure: CAUGHT }) });
  }
}
