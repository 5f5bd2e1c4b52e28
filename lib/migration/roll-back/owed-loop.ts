import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  Choice,
  type State,
  StateMachine,
  Succeed,
  TaskInput,
  type TaskStateBase,
  Timeout,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import type { HandedOn } from '../../../lambdas/migration/contract/roll-back-payloads.ts';
import { CAUGHT, THIS_RUN } from '../../shared/machines/execution.ts';
import {
  condition,
  expression,
  type Given,
  jsonata,
  writtenFields,
} from '../../shared/machines/expression.ts';
import type { NoticeState } from '../../shared/machines/notify.ts';
import { MOST_ROUNDS } from './history.ts';
import { set, variable } from './variables.ts';

export interface OwedLoopProps {
  readonly rollBackArn: string;
  readonly restoreLegacy: TaskStateBase;
  /** Notifies people that the rollback is owed. */
  readonly notifyOwed: NoticeState;
}

/** What people must know, by how urgent it is: 1, that it takes longer; 2, that it needs them. */
const URGENCY = expression<number>(`($count(${variable('restore.notRestored')}) > 0 ? 2 : 1)`);

/** Seconds: 5, 10, 20 … 160, then 300. */
const PAUSE = `${variable('round')} > 6 ? 300 : 5 * $power(2, ${variable('round')} - 1)`;

/**
 * Where a round leads after which legacy doesn't serve: people are notified, and it is tried again, for days if necessary.
 * Each execution notifies anew, and retries for some hours before the next one takes over.
 */
export class OwedLoop {
  /** People may have to be notified. */
  readonly start: Choice;
  /** They know. */
  readonly pause: Wait;
  /** What the machine must be allowed to do. */
  readonly statement: PolicyStatement;

  constructor(scope: Construct, { rollBackArn, restoreLegacy, notifyOwed }: OwedLoopProps) {
    this.statement = new PolicyStatement({ actions: ['states:StartExecution'], resources: [rollBackArn] });
    this.pause = Wait.jsonata(scope, 'WaitToRestoreAgain', {
      comment:
        'A few seconds at first, five minutes at most, so that legacy is restored as soon as possible.',
      time: WaitTime.seconds(jsonata(PAUSE)),
    });
    this.start = Choice.jsonata(scope, 'DoPeopleKnow', {
      comment: 'People are notified when the rollback is owed, and again only when they must act.',
    })
      .when(condition(`${variable('notified')} < ${URGENCY}`), notifyOwed)
      .otherwise(this.pause);
    notifyOwed.addCatch(this.pause).next(this.pause);
    const handOn = this.#handOn(scope, rollBackArn, restoreLegacy);
    this.pause.next(
      Choice.jsonata(scope, 'IsHistoryFull', {
        comment:
          'An execution has room for a limited number of rounds. Before its history is full, another one takes over.',
      })
        .when(condition(`${variable('round')} >= ${MOST_ROUNDS}`), handOn)
        .otherwise(restoreLegacy),
    );
  }

  /** Whatever `task` fails with, after its retries, is kept for people, and it is tried again in the next round. */
  catchAll(task: TaskStateBase, next: State, assign: Readonly<Record<string, unknown>> = {}): void {
    const failed = set({ failure: { ...CAUGHT, state: expression<string>('$states.context.State.Name') } });
    task.addCatch(next, { errors: ['States.ALL'], assign: { ...failed, ...assign } });
  }

  #handOn(scope: Construct, rollBackArn: string, restoreLegacy: State): StepFunctionsStartExecution {
    const handedOver: Given<HandedOn> = {
      source: 'roll-back',
      predecessor: THIS_RUN.arn,
      request: variable('event'),
    };
    const handOn = StepFunctionsStartExecution.jsonata(scope, 'HandOn', {
      comment: 'Starts the next execution, which continues the rollback.',
      stateMachine: StateMachine.fromStateMachineArn(scope, 'Itself', rollBackArn),
      input: TaskInput.fromObject(writtenFields(handedOver)),
      taskTimeout: Timeout.duration(Duration.seconds(60)),
    });
    const handedOn = Succeed.jsonata(scope, 'HandedOn', {
      comment: 'The next execution continues the rollback. This one’s history is nearly full.',
    });
    handOn.addCatch(restoreLegacy).next(handedOn);
    return handOn;
  }
}

/** Set by the message that the rollback is owed. */
export const NOTIFIED = set({ notified: URGENCY });
