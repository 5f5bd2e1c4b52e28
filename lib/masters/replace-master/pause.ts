import { Choice, Succeed, type TaskStateBase, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Phase, StepResult } from '../../../lambdas/masters/contract/payloads.ts';
import { REPLACE_MASTER } from '../../../lambdas/masters/contract/states.ts';
import { condition, expression, jsonata } from '../../shared/machines/expression.ts';
import { MOST_LOOKS } from './history.ts';
import { set, variable } from './variables.ts';

const NOT_DUE: StepResult['heartbeat'] = 'not-due';

/**
 * Between two looks: waits, has heartbeats recorded unless the last look saw that none is due, and continues with what
 * `$phase` says. An execution that has looked very often ends here; the next sweep begins another one for the same replacement.
 */
export class Pause {
  readonly start: Wait;
  readonly #goOn: Choice;

  constructor(scope: Construct, recordHeartbeat: TaskStateBase) {
    this.start = Wait.jsonata(scope, REPLACE_MASTER.pause, {
      comment: 'Waits, then checks again.',
      time: WaitTime.seconds(jsonata(variable('pauseSeconds'))),
    });
    const takenUp = Succeed.jsonata(scope, 'TakenUpBySweep', {
      comment: 'This execution reached its polling limit. The next sweep starts another.',
    });
    this.#goOn = Choice.jsonata(scope, 'GoOn', { comment: 'Checks again what it waits for.' });
    this.#goOn.when(condition(`${variable('looks')} >= ${MOST_LOOKS}`), takenUp);
    const assign = set({ looks: expression<number>(`${variable('looks')} + 1`) });
    const isDue = Choice.jsonata(scope, 'IsHeartbeatDue', {
      comment: 'The last check may have shown that no heartbeat is due. After a failure that is unknown.',
      assign,
    });
    isDue
      .when(condition(`${variable('heartbeat')} = '${NOT_DUE}'`), this.#goOn, { assign })
      .otherwise(recordHeartbeat);
    this.start.next(isDue);
    recordHeartbeat.next(this.#goOn);
  }

  /** Joins each phase to the state that checks it; `otherwise` checks all other phases. */
  connect(states: Partial<Record<Phase, TaskStateBase>>, otherwise: TaskStateBase): void {
    for (const [phase, state] of Object.entries(states))
      this.#goOn.when(condition(`${variable('phase')} = '${phase}'`), state);
    this.#goOn.otherwise(otherwise);
  }
}
