import { Duration } from 'aws-cdk-lib';
import {
  Choice,
  type Condition,
  Fail,
  type IChainable,
  Pass,
  Succeed,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { ERRORS } from '../../../lambdas/masters/contract/errors.ts';
import type { Outcomes } from '../../../lambdas/masters/contract/payloads.ts';
import {
  type MastersFunction,
  MOST_ROLL_DAYS,
  REPLACE_MASTER,
  ROLL_MASTERS,
} from '../../../lambdas/masters/contract/states.ts';
import { functionTask } from '../../shared/machines/function-task.ts';
import {
  CAUGHT_IN_WORDS,
  condition,
  EMPTY,
  jsonata,
  RESULT,
  THIS_RUN,
} from '../../shared/machines/jsonata.ts';
import { Machine, type MachineContext } from '../../shared/machines/machine.ts';
import { ROLL_GROWTH } from '../replace-master/history.ts';
import { BETWEEN_HEARTBEATS } from '../replace-master/retries.ts';

const NOT_WELL = 'MastersNotWell';

/** What an execution fails with before anything has begun: who started it sees that, and nobody else has to know. */
export const REFUSALS = [
  ERRORS.invalidInput,
  ERRORS.rollInProgress,
  ERRORS.targetsUntagged,
  NOT_WELL,
] as const;

/** What ObserveCluster's answers say against the masters, one after the other; '' where nothing does. */
const UNWELL = `$count(${RESULT}) = 0 ? 'there is no master to ask' : $join([${RESULT}[$not(answered and true in etcd.* and $not(false in etcd.*))].(instance & ': ' & reason)], '; ')`;

/** By groups, in the order in which they would be rolled, what each of their masters has answered. */
const ANSWERS =
  "($health := $states.input; [$view.groups^(name).($group := name; instances.($id := id; $health[instance = $id].{'group': $group, 'instance': instance, 'answered': answered, 'etcd': etcd, 'reason': reason}))])";

/** Replaces one master after the other, each by ReplaceMaster; started by a person. */
export class RollMastersMachine extends Construct {
  readonly machine: Machine<MastersFunction>;

  constructor(scope: Construct, id: string, context: MachineContext<MastersFunction>) {
    super(scope, id);
    const { functions } = context;
    const planRoll = functionTask(this, functions, ROLL_MASTERS.planRoll, {
      payload: {
        run: THIS_RUN,
        input: jsonata('$input'),
        view: jsonata('$view'),
        versions: jsonata('$versions'),
      },
      assign: {
        looks: 0,
        replacing: EMPTY,
        summary: jsonata(`${RESULT}.summary`),
        warnings: jsonata(`[${RESULT}.warnings]`),
        untagged: jsonata(`${RESULT}.untagged`),
      },
    });
    const describeMasters = this.#describeMasters(functions, planRoll);
    const rollNextMaster = functionTask(this, functions, ROLL_MASTERS.rollNextMaster, {
      payload: { run: THIS_RUN, replacing: jsonata('$replacing') },
      retries: [BETWEEN_HEARTBEATS],
      assign: {
        looks: jsonata('$looks + 1'),
        pauseSeconds: jsonata(`${RESULT}.pauseSeconds`),
        reason: jsonata(`${RESULT}.reason`),
        replacing: jsonata(`${RESULT}.replacing`),
      },
    });
    const waitForMaster = Wait.jsonata(this, ROLL_MASTERS.waitForMaster, {
      comment:
        'A master is being replaced by an execution of ReplaceMaster. The longer it takes, the longer are the waits.',
      time: WaitTime.seconds(jsonata(`$pauseSeconds + $floor($power(${ROLL_GROWTH}, $looks)) - 1`)),
    });
    const stopped = this.#stopped();
    // Whatever ends a roll that has begun ends here, so that it is never taken for one of the refusals.
    rollNextMaster.addCatch(stopped, {
      errors: ['States.ALL'],
      assign: { reason: jsonata(CAUGHT_IN_WORDS) },
    });
    planRoll.next(
      Choice.jsonata(this, 'IsItDryRun', { comment: 'A dry run only asks the masters for their health.' })
        .when(condition('$states.input.dryRun'), this.#look(functions))
        .otherwise(rollNextMaster),
    );
    rollNextMaster.next(
      Choice.jsonata(this, 'IsItRolled', {
        comment: 'All are replaced, one still is, or there is a doubt.',
      })
        .when(outcome('done'), this.#rolled())
        .when(outcome('waiting'), waitForMaster)
        .otherwise(stopped),
    );
    waitForMaster.next(rollNextMaster);

    this.machine = new Machine(this, 'RollMasters', {
      ...context,
      kind: 'RollMasters',
      comment:
        'Replaces the masters one after the other. Start it with {}, {"groups": ["…"]}, {"olderThanDays": 300} or {"dryRun": true}.',
      start: describeMasters,
      timeout: Duration.days(MOST_ROLL_DAYS),
      invokes: [
        ROLL_MASTERS.observeVersions,
        ROLL_MASTERS.planRoll,
        ROLL_MASTERS.rollNextMaster,
        REPLACE_MASTER.describeMasters,
        REPLACE_MASTER.observeCluster,
      ],
    });
  }

  /** What there is to plan with: who the masters are, and which versions there are. */
  #describeMasters(
    functions: MachineContext<MastersFunction>['functions'],
    planRoll: IChainable,
  ): IChainable {
    const describeMasters = functionTask(this, functions, REPLACE_MASTER.describeMasters, {
      // Nobody goes.
      payload: { replacement: jsonata('null') },
      retries: [BETWEEN_HEARTBEATS],
      assign: { input: jsonata('$states.input'), view: jsonata(RESULT) },
    });
    const observeVersions = functionTask(this, functions, ROLL_MASTERS.observeVersions, {
      payload: { view: jsonata('$view') },
      retries: [BETWEEN_HEARTBEATS],
      assign: { versions: jsonata(RESULT) },
    });
    return describeMasters.next(observeVersions).next(planRoll);
  }

  /** The way that health is asked for before a master goes, and to no other end than to be seen. */
  #look(functions: MachineContext<MastersFunction>['functions']): IChainable {
    const observeCluster = functionTask(this, functions, REPLACE_MASTER.observeCluster, {
      payload: { view: jsonata('$view') },
      retries: [BETWEEN_HEARTBEATS],
      assign: { unwell: jsonata(UNWELL) },
    });
    return observeCluster.next(
      Choice.jsonata(this, 'IsEverybodyWell', {
        comment: 'Each master has answered that etcd is well, or not; and it may be drained, or not.',
      })
        .when(condition("$unwell != ''"), this.#notWell())
        .when(condition("$untagged != ''"), this.#untagged())
        .otherwise(this.#lookedAt()),
    );
  }

  #lookedAt(): IChainable {
    const tellHealth = Pass.jsonata(this, 'TellHealth', {
      comment:
        'What is to be known first, and what each master has answered, in the order in which they would go.',
      outputs: {
        summary: jsonata('$summary'),
        warnings: jsonata('$warnings'),
        masters: jsonata(ANSWERS),
      },
    });
    const comment = 'Every master has answered, and etcd is well. Nothing was begun.';
    return tellHealth.next(Succeed.jsonata(this, 'MastersLookedAt', { comment }));
  }

  #notWell(): Fail {
    return Fail.jsonata(this, 'MastersNotWell', {
      comment: 'A master did not answer, or says that etcd is not well. Nothing was begun.',
      error: NOT_WELL,
      cause: jsonata("$untagged = '' ? $unwell : $unwell & '. ' & $untagged"),
    });
  }

  #untagged(): Fail {
    return Fail.jsonata(this, 'TargetsUntagged', {
      comment:
        'A load balancer lacks the cluster’s tag, so no master may be taken out of it. Nothing was begun.',
      error: ERRORS.targetsUntagged,
      cause: jsonata('$untagged'),
    });
  }

  #rolled(): Succeed {
    return Succeed.jsonata(this, 'MastersRolled', { comment: 'Every master of the roll was replaced.' });
  }

  #stopped(): Fail {
    return Fail.jsonata(this, 'RollStopped', {
      comment: 'There was a doubt, so no further master goes. Started again with {}, it goes on.',
      error: 'RollStopped',
      cause: jsonata('$reason'),
    });
  }
}

function outcome(name: Outcomes['RollNextMaster']): Condition {
  return condition(`$states.input.outcome = '${name}'`);
}
