import { Duration } from 'aws-cdk-lib';
import { Succeed } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { DECIDE } from '../../lambdas/shared/contract/states.ts';
import { functionTask } from '../machines/function-task.ts';
import { jsonata, THIS_RUN } from '../machines/jsonata.ts';
import { Machine, type MachineContext } from '../machines/machine.ts';

/** Started by a person while the migration is held: `{"decision": "promote", "reason": "…"}`. */
export class DecideMachine extends Construct {
  constructor(scope: Construct, id: string, { functions, ...context }: MachineContext) {
    super(scope, id);
    const recordDecision = functionTask(this, functions, DECIDE.recordDecision, {
      payload: { run: THIS_RUN, input: jsonata('$states.input') },
    });
    const decided = new Succeed(this, 'Decided', {
      comment: 'The decision is kept with its reason, and the migration goes on by it.',
    });
    new Machine(this, 'Decide', {
      ...context,
      functions,
      kind: 'Decide',
      comment: 'A person’s answer to a held migration.',
      start: recordDecision.next(decided),
      timeout: Duration.minutes(10),
      invokes: [DECIDE.recordDecision],
    });
  }
}
