import { Duration } from 'aws-cdk-lib';
import {
  Choice,
  Fail,
  type IChainable,
  type IStateMachine,
  type State,
  Succeed,
  type TaskStateBase,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { ResultOf } from '../../../lambdas/migration/contract/calls.ts';
import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import type { CheckResult } from '../../../lambdas/migration/contract/findings.ts';
import { oneWayStep } from '../../../lambdas/migration/contract/one-way.ts';
import { probingPlaces } from '../../../lambdas/migration/contract/probing-places.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { FUNCTION_STATES, type FunctionState, MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { THIS_RUN } from '../../shared/machines/execution.ts';
import { condition, EMPTY, expression, jsonata } from '../../shared/machines/expression.ts';
import { Machine, type MachineContext } from '../../shared/machines/machine.ts';
import { mayNotify } from '../../shared/machines/notify.ts';
import { input } from '../../shared/machines/reader.ts';
import { type RetryPolicy, TRANSIENT } from '../../shared/machines/retries.ts';
import type { Topics } from '../../shared/notifications.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { migrationTask } from '../machines/migration-task.ts';
import { PROPAGATION } from '../machines/retries.ts';
import { DrainLoop } from './drain-loop.ts';
import { FailedPreflight } from './failed-preflight.ts';
import { NOT_SILENT } from './held-silence.ts';
import { Hold } from './hold.ts';
import { Hooks } from './hooks.ts';
import { LegacyGate } from './legacy-gate.ts';
import { LONGEST_RUN } from './longest-run.ts';
import { preflight } from './preflight.ts';
import { RollBackBranch, retryOf } from './roll-back-branch.ts';
import { ShiftLoop } from './shift-loop.ts';
import { set, variable } from './variables.ts';

const validated = input<ResultOf<'ValidateInput'>>();
const readiness = input<ResultOf<'AssessReadiness'>>();
const RUN = { run: variable('run') };

export interface MigrateMachineProps extends MachineContext<FunctionState> {
  readonly settings: MigrationSettings;
  readonly rollBack: IStateMachine;
  readonly topics: Topics;
}

/** Moves the names from legacy to the cluster, from the look before to the end of the drain. */
export class MigrateMachine extends Construct {
  readonly machine: Machine<FunctionState>;

  constructor(scope: Construct, id: string, { settings, rollBack, topics, ...context }: MigrateMachineProps) {
    super(scope, id);
    const { functions } = context;
    const rollBackBranch = new RollBackBranch(this, rollBack, oneWayStep(settings));
    const hold = new Hold(this, functions, Duration.seconds(settings.holdTimeoutSeconds), rollBackBranch);
    const legacy = new LegacyGate(this, functions, hold);
    const hooks = new Hooks(this, functions, settings, { hold, rollBack: rollBackBranch });
    const around = { hold, hooks, legacy, rollBack: rollBackBranch };
    const shift = new ShiftLoop(this, functions, settings.steps, around);
    const drain = new DrainLoop(this, functions, hold, rollBackBranch);

    const validateInput = this.#validateInput(functions);
    const checks = preflight(this, functions, probingPlaces(settings));
    const assessReadiness = this.#assessReadiness(functions);
    const lowerTtl = this.#change(functions, MIGRATE.lowerTtl, [TRANSIENT]);
    // Adopts only once the lowered TTLs are in sync.
    const adoptRecords = this.#change(functions, MIGRATE.adoptRecords, [PROPAGATION, TRANSIENT]);
    const retireLegacyRecords = this.#retireLegacyRecords(functions);
    const closeMigration = migrationTask(this, functions, MIGRATE.closeMigration, { payload: RUN });

    const startWatch = (which?: string) => this.#startWatch(functions, rollBackBranch, which);
    const goOn = startWatch('again').next(legacy.start);
    validateInput.next(this.#hasItBegun({ goOn }).otherwise(checks));
    checks.next(assessReadiness).next(this.#isReady({ begin: lowerTtl, goOn }));
    lowerTtl.next(startWatch()).next(this.#waitForOldTtl()).next(adoptRecords).next(legacy.start);
    retireLegacyRecords.next(drain.start);
    drain.next(closeMigration);
    closeMigration.next(this.#migrated());

    new FailedPreflight(this, topics, settings).catchAll(validateInput, assessReadiness);
    hold.catchForPerson(adoptRecords, MIGRATE.adoptRecords);
    hold.catchForPerson(retireLegacyRecords, MIGRATE.retireLegacyRecords);
    hold.catchForPerson(closeMigration, MIGRATE.closeMigration);
    for (const task of [lowerTtl, adoptRecords]) rollBackBranch.catchAll(task);
    rollBackBranch.catchAll(retireLegacyRecords, retryOf(MIGRATE.retireLegacyRecords));
    rollBackBranch.catchAll(closeMigration, retryOf(MIGRATE.closeMigration));
    legacy.connect({ ShiftWeight: shift.start, RetireLegacyRecords: retireLegacyRecords }, hooks);
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
      legacy: legacy.later,
      hooks,
    });

    this.machine = new Machine(this, 'Migrate', {
      ...context,
      kind: 'Migrate',
      comment: `Moves the names of the migration ${settings.migration} from legacy to the cluster.`,
      start: validateInput,
      timeout: LONGEST_RUN,
      invokes: FUNCTION_STATES.filter((state) => (Object.values(MIGRATE) as string[]).includes(state)),
      statements: [rollBackBranch.statement, mayNotify(topics), ...hooks.statements],
    });
  }

  /** In the drain names lead to the cluster alone, so nothing is there that the checks compare it with; the drain judges the rest. */
  #hasItBegun({ goOn }: { readonly goOn: IChainable }): Choice {
    return new Choice(this, 'HasItBegun', {
      comment: 'A repeated dry run comes too late. A stopped run is continued in its drain. Otherwise check.',
    })
      .when(condition(validated('begun')), this.#alreadyBegun())
      .when(condition(`${validated('next')} = '${MIGRATE.retireLegacyRecords}'`), goOn);
  }

  /** A run that takes another over has no TTL to wait for. */
  #isReady({ begin, goOn }: { readonly begin: State; readonly goOn: IChainable }): Choice {
    return new Choice(this, 'IsReady', {
      comment: 'Start, continue a stopped run, end with the plan, or refuse.',
    })
      .when(condition(`${variable('notify')} = 'changes'`), this.#preflightRepeated())
      .when(condition(`$not(${readiness('ready')})`), this.#notReady())
      .when(condition(variable('dryRun')), this.#planReady())
      .when(condition(`${variable('continues')} != ''`), goOn)
      .otherwise(begin);
  }

  /** @param which of two states, after the first word of its name */
  #startWatch(functions: MigrationFunctions, rollBack: RollBackBranch, which?: string): TaskStateBase {
    const start = migrationTask(this, functions, MIGRATE.startWatch, {
      ...(which !== undefined && { named: `${MIGRATE.startWatch} ${which}` }),
      payload: { run: variable('run'), silences: 0, continues: variable('continues') },
    });
    rollBack.catchAll(
      start,
      which === undefined ? undefined : { state: MIGRATE.startWatch, resume: variable('next') },
    );
    return start;
  }

  #validateInput(functions: MigrationFunctions): TaskStateBase {
    return migrationTask(this, functions, MIGRATE.validateInput, {
      payload: { run: THIS_RUN, input: input()() },
      assign: (valid) =>
        set({
          run: THIS_RUN,
          dryRun: valid('dryRun'),
          notify: valid('notify'),
          note: valid('note'),
          step: valid('step'),
          shifted: valid('shifted'),
          from: -1,
          jumps: 0,
          continues: valid('continues'),
          next: valid('next'),
          resent: 0,
          silences: 0,
          held: NOT_SILENT,
          legacy: [],
        }),
    });
  }

  #assessReadiness(functions: MigrationFunctions): TaskStateBase {
    return migrationTask(this, functions, MIGRATE.assessReadiness, {
      payload: {
        run: variable('run'),
        dryRun: variable('dryRun'),
        notify: variable('notify'),
        note: variable('note'),
        step: variable('step'),
        continues: variable('continues'),
        checks: input<readonly CheckResult[]>()(),
      },
    });
  }

  #change(
    functions: MigrationFunctions,
    state: typeof MIGRATE.lowerTtl | typeof MIGRATE.adoptRecords,
    retries: readonly RetryPolicy[],
  ): TaskStateBase {
    return migrationTask(this, functions, state, {
      payload: RUN,
      retries,
      assign: (changed) => set({ change: changed() }),
    });
  }

  #retireLegacyRecords(functions: MigrationFunctions): TaskStateBase {
    return migrationTask(this, functions, MIGRATE.retireLegacyRecords, {
      payload: RUN,
      assign: (retired) =>
        set({
          retiredAt: expression<string>(`$sort(${retired('changes.acceptedAt')})[-1]`),
          drainUntil: retired('waitUntil'),
          continues: EMPTY,
          silences: 0,
        }),
    });
  }

  #waitForOldTtl(): Wait {
    return Wait.jsonata(this, MIGRATE.waitForOldTtl, {
      comment:
        'Resolvers may still cache answers with the old, longer TTL. From now on they get the short one.',
      time: WaitTime.timestamp(jsonata(variable('change.waitUntil'))),
    });
  }

  #notReady(): Fail {
    return Fail.jsonata(this, 'NotReady', {
      comment: 'Something must be fixed first. Nothing was changed. The report says what to do.',
      error: ERRORS.notReady,
      cause: jsonata(`${readiness('summary')} & ' Report: ' & ${readiness('report')}`),
    });
  }

  #alreadyBegun(): Succeed {
    return Succeed.jsonata(this, 'AlreadyBegun', {
      comment: 'The migration has begun, so its preflight is repeated no more.',
    });
  }

  #preflightRepeated(): Succeed {
    return Succeed.jsonata(this, 'PreflightRepeated', {
      comment: 'A repeated dry run ends here, whatever it found. People were notified of what has changed.',
    });
  }

  #planReady(): Succeed {
    return Succeed.jsonata(this, 'PlanReady', {
      comment: 'A dry run ends here. Nothing was changed. The report contains the plan.',
    });
  }

  #migrated(): Succeed {
    return Succeed.jsonata(this, 'Migrated', {
      comment: 'The cluster serves all names, legacy is quiet, and the fence is closed.',
    });
  }
}
