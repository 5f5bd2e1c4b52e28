import { Duration } from 'aws-cdk-lib';
import {
  Choice,
  type Condition,
  Fail,
  type IChainable,
  Pass,
  Succeed,
  type TaskStateBase,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { ResultOf } from '../../../lambdas/masters/contract/calls.ts';
import { ERRORS } from '../../../lambdas/masters/contract/errors.ts';
import type { Outcomes } from '../../../lambdas/masters/contract/payloads.ts';
import {
  type MastersFunction,
  MOST_ROLL_DAYS,
  REPLACE_MASTER,
  ROLL_ENDS,
  ROLL_MASTERS,
} from '../../../lambdas/masters/contract/states.ts';
import type { MasterGroup, MasterHealth, MasterInstance } from '../../../lambdas/masters/contract/view.ts';
import { CAUGHT_IN_WORDS, THIS_RUN } from '../../shared/machines/execution.ts';
import { condition, EMPTY, type Expression, expression, jsonata } from '../../shared/machines/expression.ts';
import { Machine, type MachineContext } from '../../shared/machines/machine.ts';
import { input, member } from '../../shared/machines/reader.ts';
import { mastersTask } from '../machines/masters-task.ts';
import { ROLL_GROWTH } from '../replace-master/history.ts';
import { BETWEEN_HEARTBEATS } from '../replace-master/retries.ts';
import { set, variable } from './variables.ts';

type Functions = MachineContext<MastersFunction>['functions'];

const NOT_WELL = 'MastersNotWell';

/** What a roll may end with that needs no alarm: whoever started it sees a refusal, and a stop is mailed by its function. */
export const WITHOUT_ALARM = [
  ROLL_ENDS.stopped,
  ERRORS.invalidInput,
  ERRORS.rollInProgress,
  ERRORS.targetsUntagged,
  NOT_WELL,
] as const;

const master = member<MasterHealth>();
const group = member<MasterGroup>();
const instance = member<MasterInstance>();

/** What ObserveCluster's answers say against the masters, one after the other; '' where nothing does. */
function unwell(answers: Expression<ResultOf<'ObserveCluster'>>): Expression<string> {
  const well = `${master('answered')} and true in ${master('etcd')}.* and $not(false in ${master('etcd')}.*)`;
  const why = `${answers}[$not(${well})].(${master('instance')} & ': ' & ${master('reason')})`;
  return expression<string>(`$count(${answers}) = 0 ? 'there is no master to ask' : $join([${why}], '; ')`);
}

/** By groups, in the order in which they would be rolled, what each of their masters has answered. */
const ANSWERS = `($health := ${input<ResultOf<'ObserveCluster'>>()()}; [${variable('view.groups')}^(${group('name')}).($group := ${group('name')}; ${group('instances')}.($id := ${instance('id')}; $health[${master('instance')} = $id].{'group': $group, 'instance': ${master('instance')}, 'answered': ${master('answered')}, 'etcd': ${master('etcd')}, 'reason': ${master('reason')}}))])`;

/** Replaces one master after the other, each by ReplaceMaster; started by a person. */
export class RollMastersMachine extends Construct {
  readonly machine: Machine<MastersFunction>;

  constructor(scope: Construct, id: string, context: MachineContext<MastersFunction>) {
    super(scope, id);
    const { functions } = context;
    const planRoll = this.#planRoll(functions);
    const describeMasters = this.#describeMasters(functions, planRoll);
    const rollNextMaster = this.#rollNextMaster(functions);
    const waitForMaster = Wait.jsonata(this, ROLL_MASTERS.waitForMaster, {
      comment: 'An execution of ReplaceMaster replaces a master. The longer it takes, the longer the waits.',
      time: WaitTime.seconds(
        jsonata(`${variable('pauseSeconds')} + $floor($power(${ROLL_GROWTH}, ${variable('looks')})) - 1`),
      ),
    });
    const stopped = this.#stopped();
    // Every failure of a roll that has begun ends here, so that it is never taken for one of the refusals.
    rollNextMaster.addCatch(this.#failed(), {
      errors: ['States.ALL'],
      assign: set({ reason: CAUGHT_IN_WORDS }),
    });
    planRoll.next(
      Choice.jsonata(this, 'IsItDryRun', { comment: 'A dry run only checks the masters’ health.' })
        .when(condition(input<ResultOf<'PlanRoll'>>()('dryRun')), this.#look(functions))
        .otherwise(rollNextMaster),
    );
    rollNextMaster.next(
      Choice.jsonata(this, 'IsItRolled', {
        comment: 'All are replaced, one is being replaced, or there is a doubt.',
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

  #planRoll(functions: Functions): TaskStateBase {
    return mastersTask(this, functions, ROLL_MASTERS.planRoll, {
      payload: {
        run: THIS_RUN,
        input: variable('input'),
        view: variable('view'),
        versions: variable('versions'),
      },
      assign: (plan) =>
        set({
          looks: 0,
          replacing: EMPTY,
          report: expression<readonly string[]>('[]'),
          summary: plan('summary'),
          warnings: expression<readonly string[]>(`[${plan('warnings')}]`),
          untagged: plan('untagged'),
        }),
    });
  }

  #rollNextMaster(functions: Functions): TaskStateBase {
    return mastersTask(this, functions, ROLL_MASTERS.rollNextMaster, {
      payload: { run: THIS_RUN, replacing: variable('replacing') },
      retries: [BETWEEN_HEARTBEATS],
      assign: (rolled) =>
        set({
          looks: expression<number>(`${variable('looks')} + 1`),
          pauseSeconds: rolled('pauseSeconds'),
          reason: rolled('reason'),
          replacing: rolled('replacing'),
          report: expression<readonly string[]>(`[${rolled('report')}]`),
        }),
    });
  }

  /** What a plan needs: the masters, and the versions that run. */
  #describeMasters(functions: Functions, planRoll: IChainable): IChainable {
    const describeMasters = mastersTask(this, functions, REPLACE_MASTER.describeMasters, {
      // No master is named: none is terminated.
      payload: { run: THIS_RUN, replacement: expression<null>('null') },
      retries: [BETWEEN_HEARTBEATS],
      assign: (view) => set({ input: input()(), view: view() }),
    });
    const observeVersions = mastersTask(this, functions, ROLL_MASTERS.observeVersions, {
      payload: { run: THIS_RUN, view: variable('view') },
      retries: [BETWEEN_HEARTBEATS],
      assign: (versions) => set({ versions: versions() }),
    });
    return describeMasters.next(observeVersions).next(planRoll);
  }

  /** Asks for the masters' health as ReplaceMaster does before it terminates one, but only shows the answers. */
  #look(functions: Functions): IChainable {
    const observeCluster = mastersTask(this, functions, REPLACE_MASTER.observeCluster, {
      payload: { run: THIS_RUN, view: variable('view') },
      retries: [BETWEEN_HEARTBEATS],
      assign: (answers) => set({ unwell: unwell(answers()) }),
    });
    return observeCluster.next(
      Choice.jsonata(this, 'IsEverybodyWell', {
        comment: 'Whether every master reports a healthy etcd, and whether every master may be drained.',
      })
        .when(condition(`${variable('unwell')} != ''`), this.#notWell())
        .when(condition(`${variable('untagged')} != ''`), this.#untagged())
        .otherwise(this.#lookedAt()),
    );
  }

  #lookedAt(): IChainable {
    const reportHealth = Pass.jsonata(this, 'ReportHealth', {
      comment: 'The summary, the warnings, and each master’s answer, in the order of the roll.',
      outputs: {
        summary: jsonata(variable('summary')),
        warnings: jsonata(variable('warnings')),
        masters: jsonata(ANSWERS),
      },
    });
    const comment = 'Every master has answered, and etcd is healthy. Nothing was begun.';
    return reportHealth.next(Succeed.jsonata(this, 'MastersLookedAt', { comment }));
  }

  #notWell(): Fail {
    return Fail.jsonata(this, 'MastersNotWell', {
      comment: 'A master did not answer, or reports that etcd is not healthy. Nothing was begun.',
      error: NOT_WELL,
      cause: jsonata(
        `${variable('untagged')} = '' ? ${variable('unwell')} : ${variable('unwell')} & '. ' & ${variable('untagged')}`,
      ),
    });
  }

  #untagged(): Fail {
    return Fail.jsonata(this, 'TargetsUntagged', {
      comment:
        'A load balancer lacks the cluster’s tag, so no master may be taken out of it. Nothing was begun.',
      error: ERRORS.targetsUntagged,
      cause: jsonata(variable('untagged')),
    });
  }

  #rolled(): IChainable {
    const report = Pass.jsonata(this, 'ReportRoll', {
      comment: 'The summary, and when each master was replaced.',
      outputs: { summary: jsonata(variable('reason')), masters: jsonata(variable('report')) },
    });
    const comment = 'Every master of the roll was replaced. The output says when each was.';
    return report.next(Succeed.jsonata(this, ROLL_ENDS.done, { comment }));
  }

  #failed(): Fail {
    return Fail.jsonata(this, 'RollFailed', {
      comment: 'RollNextMaster failed, so no further master is replaced. Start it again with {} to continue.',
      error: 'RollFailed',
      cause: jsonata(variable('reason')),
    });
  }

  #stopped(): Fail {
    return Fail.jsonata(this, ROLL_ENDS.stopped, {
      comment: 'There was a doubt, so no further master is replaced. Start it again with {} to continue.',
      error: ROLL_ENDS.stopped,
      cause: jsonata(
        `${variable('reason')} & ($count(${variable('report')}) = 0 ? '' : '\\n' & $join(${variable('report')}, '\\n'))`,
      ),
    });
  }
}

function outcome(name: Outcomes['RollNextMaster']): Condition {
  return condition(`${input<ResultOf<'RollNextMaster'>>()('outcome')} = '${name}'`);
}
