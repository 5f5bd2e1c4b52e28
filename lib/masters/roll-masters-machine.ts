import { Duration } from 'aws-cdk-lib';
import { Choice, Condition, Fail, Succeed, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Outcomes } from '../../lambdas/shared/contract/masters/payloads.ts';
import { type MastersFunction, ROLL_MASTERS } from '../../lambdas/shared/contract/masters/states.ts';
import { functionTask } from '../machines/function-task.ts';
import { jsonata, RESULT, THIS_RUN } from '../machines/jsonata.ts';
import { Machine, type MachineContext } from '../machines/machine.ts';
import { ROLL_GROWTH } from './history.ts';
import { BETWEEN_HEARTBEATS } from './retries.ts';

/** Replaces one master after the other, each by ReplaceMaster; started by a person. */
export class RollMastersMachine extends Construct {
  readonly machine: Machine<MastersFunction>;

  constructor(scope: Construct, id: string, context: MachineContext<MastersFunction>) {
    super(scope, id);
    const { functions } = context;
    const planRoll = functionTask(this, functions, ROLL_MASTERS.planRoll, {
      payload: { run: THIS_RUN, input: jsonata('$states.input') },
      assign: { looks: 0 },
    });
    const rollNextMaster = functionTask(this, functions, ROLL_MASTERS.rollNextMaster, {
      payload: { run: THIS_RUN },
      retries: [BETWEEN_HEARTBEATS],
      assign: {
        looks: jsonata('$looks + 1'),
        pauseSeconds: jsonata(`${RESULT}.pauseSeconds`),
      },
    });
    const waitForMaster = Wait.jsonata(this, ROLL_MASTERS.waitForMaster, {
      comment:
        'A master is being replaced by an execution of ReplaceMaster. The longer it takes, the longer are the waits.',
      time: WaitTime.seconds(jsonata(`$pauseSeconds + $floor($power(${ROLL_GROWTH}, $looks)) - 1`)),
    });
    planRoll.next(rollNextMaster).next(
      Choice.jsonata(this, 'IsItRolled', {
        comment: 'All are replaced, one still is, or there is a doubt.',
      })
        .when(outcome('done'), this.#rolled())
        .when(outcome('waiting'), waitForMaster)
        .otherwise(this.#stopped()),
    );
    waitForMaster.next(rollNextMaster);

    this.machine = new Machine(this, 'RollMasters', {
      ...context,
      kind: 'RollMasters',
      comment: 'Replaces the masters one after the other. Start it with {} or {"groups": ["…"]}.',
      start: planRoll,
      timeout: Duration.days(14),
      invokes: [ROLL_MASTERS.planRoll, ROLL_MASTERS.rollNextMaster],
    });
  }

  #rolled(): Succeed {
    return Succeed.jsonata(this, 'MastersRolled', { comment: 'Every master of the roll was replaced.' });
  }

  #stopped(): Fail {
    return Fail.jsonata(this, 'RollStopped', {
      comment: 'There was a doubt, so no further master goes. Started again with {}, it goes on.',
      error: 'RollStopped',
      cause: jsonata('$states.input.reason'),
    });
  }
}

function outcome(name: Outcomes['RollNextMaster']): Condition {
  return Condition.jsonata(jsonata(`$states.input.outcome = '${name}'`));
}
