import { Duration } from 'aws-cdk-lib';
import { Succeed } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { InputPayload } from '../../../lambdas/shared/contract/input-payload.ts';
import { THIS_RUN } from './execution.ts';
import { functionTask } from './function-task.ts';
import { Machine, type MachineContext } from './machine.ts';
import { input } from './reader.ts';

export interface DecideMachineProps<State extends string> extends MachineContext<State> {
  /** The state that keeps the decision. */
  readonly record: State;
  /** Whose answer this is, and what follows of it. */
  readonly comment: string;
  readonly decided: string;
}

/** Started by a person who was asked: `{"decision": "…", "reason": "…"}`, and what it is about. */
export class DecideMachine<State extends string> extends Construct {
  constructor(scope: Construct, id: string, props: DecideMachineProps<State>) {
    super(scope, id);
    const { record, comment, decided: follows, ...context } = props;
    const recordDecision = functionTask<State, InputPayload, unknown>(this, context.functions, record, {
      payload: { run: THIS_RUN, input: input()() },
    });
    const decided = new Succeed(this, 'Decided', { comment: follows });
    new Machine(this, 'Decide', {
      ...context,
      kind: 'Decide',
      comment,
      start: recordDecision.next(decided),
      timeout: Duration.minutes(10),
      invokes: [record],
    });
  }
}
