import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  Choice,
  Fail,
  type IStateMachine,
  type State,
  TaskInput,
  type TaskStateBase,
  Timeout,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import type { ResumeAt } from '../../../lambdas/migration/contract/payloads.ts';
import type { RollBackRequest } from '../../../lambdas/migration/contract/roll-back-payloads.ts';
import { type FunctionState, MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { CAUGHT } from '../../shared/machines/execution.ts';
import {
  condition,
  type Expression,
  expression,
  type Given,
  jsonata,
  writtenFields,
} from '../../shared/machines/expression.ts';
import { type HeldState, set, variable } from './variables.ts';

/** What has failed, and where `promote` leads if that is held in place of a rollback. */
export interface Failed {
  readonly state: HeldState | Expression<HeldState>;
  readonly resume: ResumeAt | Expression<ResumeAt>;
}

/** What a hold said before. Who is asked again decides anew whether to jump. */
export const AS_HELD = {
  state: expression<HeldState>(`${variable('hold.state')}`),
  resume: expression<ResumeAt>(
    `(${variable('hold.resume')} = 'JumpToStep' ? 'NextStep' : ${variable('hold.resume')})`,
  ),
} as const satisfies Failed;

/** `promote` tries it again. */
export function retryOf(state: FunctionState & ResumeAt): Failed {
  return { state, resume: state };
}

/** No step has begun yet, so nothing is one-way. */
const BEFORE_ANY_STEP = retryOf(MIGRATE.adoptRecords);

/**
 * Where every failure leads once the zones may have been changed. States that come here leave `$failure` {error, cause} and
 * `$failed` {state, resume} behind. Since the one-way step has begun they are held: there only a person rolls back.
 */
export class RollBackBranch {
  readonly start: State;
  /** As a person has decided. */
  readonly startNow: StepFunctionsStartExecution;
  readonly statement: PolicyStatement;
  /** Whether only a person rolls back by now. */
  readonly isOneWay: Expression<boolean> | false;
  readonly #scope: Construct;

  /** @param oneWayStep index of the step from which on only a person rolls back */
  constructor(scope: Construct, rollBack: IStateMachine, oneWayStep: number | undefined) {
    this.#scope = scope;
    const request: Given<RollBackRequest> = {
      source: expression<RollBackRequest['source']>(
        `${variable('failure.error')} = '${ERRORS.aborted}' ? 'decision' : 'migration'`,
      ),
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
    this.startNow = StepFunctionsStartExecution.jsonata(scope, 'StartRollBack', {
      comment:
        'Starts the machine RollBack. If that fails, the failure of this execution starts it by an event.',
      stateMachine: rollBack,
      input: TaskInput.fromObject(writtenFields(request)),
      taskTimeout: Timeout.duration(Duration.seconds(60)),
    });
    this.startNow.addCatch(failed).next(failed);
    this.statement = new PolicyStatement({
      actions: ['states:StartExecution'],
      resources: [rollBack.stateMachineArn],
    });
    this.isOneWay =
      oneWayStep !== undefined && expression<boolean>(`${variable('shifted')} >= ${oneWayStep}`);
    this.start =
      this.isOneWay === false
        ? this.startNow
        : Choice.jsonata(scope, 'IsOneWay', {
            comment: 'Since the one-way step has begun, only a person rolls back: hold.',
          });
  }

  /** Joins what is held in place of a rollback to the hold. */
  connect(hold: State): void {
    if (!(this.start instanceof Choice) || this.isOneWay === false) return;
    const again = Wait.jsonata(this.#scope, 'WaitToHoldAgain', {
      comment: 'The hold itself has failed. It is tried again a minute later.',
      time: WaitTime.duration(Duration.minutes(1)),
    });
    again.next(hold);
    // The fence was lost to another rollback, or to another run: there is nothing to hold.
    const held = `${this.isOneWay} and ${variable('failure.error')} != '${ERRORS.fenceLost}'`;
    this.start
      .when(condition(`${held} and ${variable('failed.state')} = '${MIGRATE.holdForDecision}'`), again)
      .when(condition(held), hold, {
        assign: set({
          hold: {
            state: variable('failed.state'),
            reasons: [
              expression<string>(`${variable('failure.error')} & ': ' & ${variable('failure.cause')}`),
            ],
            resume: variable('failed.resume'),
          },
          legacy: [],
        }),
      })
      .otherwise(this.startNow);
  }

  /** Whatever `task` fails with, after its retries, is rolled back. */
  catchAll(task: TaskStateBase, failed: Failed = BEFORE_ANY_STEP): void {
    task.addCatch(this.start, { errors: ['States.ALL'], assign: set({ failure: CAUGHT, failed }) });
  }
}
