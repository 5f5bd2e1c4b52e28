import { Duration } from 'aws-cdk-lib';
import {
  Choice,
  Fail,
  type IStateMachine,
  Succeed,
  type TaskStateBase,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import type {
  AssessReadinessPayload,
  ValidateInputPayload,
} from '../../../lambdas/migration/contract/payloads.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { FUNCTION_STATES, type FunctionState, MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { functionTask } from '../../shared/machines/function-task.ts';
import { condition, jsonata, RESULT, THIS_RUN } from '../../shared/machines/jsonata.ts';
import { Machine, type MachineContext } from '../../shared/machines/machine.ts';
import { type RetryPolicy, TRANSIENT } from '../../shared/machines/retries.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { PROPAGATION } from '../machines/retries.ts';
import { DrainLoop } from './drain-loop.ts';
import { Hold } from './hold.ts';
import { longestRun } from './longest-run.ts';
import { preflight } from './preflight.ts';
import { RollBackBranch } from './roll-back-branch.ts';
import { ShiftLoop } from './shift-loop.ts';

export interface MigrateMachineProps extends MachineContext<FunctionState> {
  readonly settings: MigrationSettings;
  readonly rollBack: IStateMachine;
}

/** Moves the names from legacy to the cluster, from the look before to the end of the drain. */
export class MigrateMachine extends Construct {
  readonly machine: Machine<FunctionState>;

  constructor(scope: Construct, id: string, { settings, rollBack, ...context }: MigrateMachineProps) {
    super(scope, id);
    const { functions } = context;
    const rollBackBranch = new RollBackBranch(this, rollBack);
    const hold = new Hold(this, functions, Duration.seconds(settings.holdTimeoutSeconds), rollBackBranch);
    const shift = new ShiftLoop(this, functions, hold, rollBackBranch);
    const drain = new DrainLoop(this, functions, hold, rollBackBranch);

    const validateInput = this.#validateInput(functions);
    const assessReadiness = this.#assessReadiness(functions);
    const lowerTtl = this.#change(functions, MIGRATE.lowerTtl, [TRANSIENT]);
    // Adopts only once the lowered TTLs are in sync.
    const adoptRecords = this.#change(functions, MIGRATE.adoptRecords, [PROPAGATION, TRANSIENT]);
    const retireLegacyRecords = this.#retireLegacyRecords(functions);
    const closeMigration = functionTask(this, functions, MIGRATE.closeMigration, {
      payload: { run: jsonata('$run') },
    });

    validateInput
      .next(preflight(this, functions))
      .next(assessReadiness)
      .next(
        new Choice(this, 'IsReady', {
          comment: 'Begin, continue a stopped run, end with the plan, or refuse.',
        })
          .when(condition('$not($states.input.ready)'), this.#notReady())
          .when(condition('$dryRun'), this.#planReady())
          .when(condition("$continues != ''"), shift.start)
          .otherwise(lowerTtl),
      );
    lowerTtl.next(this.#waitForOldTtl()).next(adoptRecords).next(shift.start);
    shift.next(retireLegacyRecords);
    retireLegacyRecords.next(drain.start);
    drain.next(closeMigration);
    closeMigration.next(this.#migrated());

    hold.catchForPerson(adoptRecords, MIGRATE.adoptRecords);
    hold.catchForPerson(retireLegacyRecords, MIGRATE.retireLegacyRecords);
    hold.catchForPerson(closeMigration, MIGRATE.closeMigration);
    for (const task of [lowerTtl, adoptRecords, retireLegacyRecords, closeMigration]) {
      rollBackBranch.catchAll(task);
    }
    hold.connect({
      promote: {
        AdoptRecords: adoptRecords,
        ShiftWeight: shift.start,
        ConfirmWeight: shift.confirmWeight,
        RetireLegacyRecords: retireLegacyRecords,
        CloseMigration: closeMigration,
      },
      soak: shift.soak,
      drain: drain.start,
    });

    this.machine = new Machine(this, 'Migrate', {
      ...context,
      kind: 'Migrate',
      comment: `Moves the names of the migration ${settings.migration} from legacy to the cluster.`,
      start: validateInput,
      timeout: longestRun(settings),
      invokes: FUNCTION_STATES.filter((state) => (Object.values(MIGRATE) as string[]).includes(state)),
      statements: [rollBackBranch.statement],
    });
  }

  #validateInput(functions: MigrationFunctions): TaskStateBase {
    const payload: Record<keyof ValidateInputPayload, unknown> = {
      run: THIS_RUN,
      input: jsonata('$states.input'),
    };
    return functionTask(this, functions, MIGRATE.validateInput, {
      payload,
      assign: {
        run: THIS_RUN,
        dryRun: jsonata(`${RESULT}.dryRun`),
        note: jsonata(`${RESULT}.note`),
        step: jsonata(`${RESULT}.step`),
        continues: jsonata(`${RESULT}.continues`),
      },
    });
  }

  #assessReadiness(functions: MigrationFunctions): TaskStateBase {
    const payload: Record<keyof AssessReadinessPayload, string> = {
      run: jsonata('$run'),
      dryRun: jsonata('$dryRun'),
      note: jsonata('$note'),
      step: jsonata('$step'),
      continues: jsonata('$continues'),
      checks: jsonata('$states.input'),
    };
    return functionTask(this, functions, MIGRATE.assessReadiness, { payload });
  }

  #change(
    functions: MigrationFunctions,
    state: typeof MIGRATE.lowerTtl | typeof MIGRATE.adoptRecords,
    retries: readonly RetryPolicy[],
  ): TaskStateBase {
    return functionTask(this, functions, state, {
      payload: { run: jsonata('$run') },
      retries,
      assign: { change: jsonata(RESULT) },
    });
  }

  #retireLegacyRecords(functions: MigrationFunctions): TaskStateBase {
    return functionTask(this, functions, MIGRATE.retireLegacyRecords, {
      payload: { run: jsonata('$run') },
      assign: {
        retiredAt: jsonata(`$sort(${RESULT}.changes.acceptedAt)[-1]`),
        drainUntil: jsonata(`${RESULT}.waitUntil`),
      },
    });
  }

  #waitForOldTtl(): Wait {
    return Wait.jsonata(this, MIGRATE.waitForOldTtl, {
      comment:
        'Resolvers may still hold answers with the old, longer TTL; from now on they learn the short one.',
      time: WaitTime.timestamp(jsonata('$change.waitUntil')),
    });
  }

  #notReady(): Fail {
    return Fail.jsonata(this, 'NotReady', {
      comment: 'Something must be mended first. Nothing was changed; the report says what to do.',
      error: ERRORS.notReady,
      cause: jsonata("$states.input.summary & ' Report: ' & $states.input.report"),
    });
  }

  #planReady(): Succeed {
    return Succeed.jsonata(this, 'PlanReady', {
      comment: 'A dry run ends here. Nothing was changed; the report holds the plan.',
    });
  }

  #migrated(): Succeed {
    return Succeed.jsonata(this, 'Migrated', {
      comment: 'The cluster serves all names, legacy is quiet, and the fence is closed.',
    });
  }
}
