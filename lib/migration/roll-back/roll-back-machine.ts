import { Duration } from 'aws-cdk-lib';
import {
  Choice,
  type Condition,
  Fail,
  type State,
  Succeed,
  type TaskStateBase,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { ResultOf } from '../../../lambdas/migration/contract/calls.ts';
import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import type {
  RestoreLegacyPayload,
  RestoreOutcome,
  RestoreResult,
  RollBackRequest,
  StopMigrationPayload,
} from '../../../lambdas/migration/contract/roll-back-payloads.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import {
  FUNCTION_STATES,
  type FunctionState,
  ROLL_BACK,
} from '../../../lambdas/migration/contract/states.ts';
import { THIS_RUN, THIS_RUN_IN_WORDS } from '../../shared/machines/execution.ts';
import {
  condition,
  type Expression,
  expression,
  jsonata,
  objectOf,
} from '../../shared/machines/expression.ts';
import { Machine, type MachineContext } from '../../shared/machines/machine.ts';
import { machineArn } from '../../shared/machines/names.ts';
import { mayNotify } from '../../shared/machines/notify.ts';
import { input, type Reader } from '../../shared/machines/reader.ts';
import type { Topics } from '../../shared/notifications.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { hookStatements } from '../iam/hook-statements.ts';
import { migrationTask } from '../machines/migration-task.ts';
import { BRIEF, PROPAGATION } from '../machines/retries.ts';
import { afterRollback } from './after-rollback.ts';
import { begin } from './begin.ts';
import { Notices } from './notices.ts';
import { OwedLoop } from './owed-loop.ts';
import { set, variable } from './variables.ts';

export interface RollBackMachineProps extends MachineContext<FunctionState> {
  readonly settings: MigrationSettings;
  readonly topics: Topics;
}

/** A round that found legacy restored by the one before, whose times are what was measured. */
function foundRestored(restored: Reader<RestoreResult>): string {
  return `${cameTo(variable('restore.outcome'), 'restored')} and (${cameTo(restored('outcome'), 'already-restored', 'nothing-to-restore')})`;
}

/** Puts legacy back: DNS before anything else, again and again until it serves. */
export class RollBackMachine extends Construct {
  readonly machine: Machine<FunctionState>;

  constructor(scope: Construct, id: string, { settings, topics, ...context }: RollBackMachineProps) {
    super(scope, id);
    const { functions } = context;
    const migrateArn = machineArn(this, settings.migration, 'Migrate');
    const rollBackArn = machineArn(this, settings.migration, 'RollBack');
    const notices = new Notices(this, topics, settings);
    const restoreLegacy = this.#restoreLegacy(functions);
    const stopMigration = this.#stopMigration(functions);
    const confirmLegacy = this.#confirmLegacy(functions);
    const notifyRollBack = this.#notifyRollBack(functions);
    const owed = new OwedLoop(this, { rollBackArn, restoreLegacy, notifyOwed: notices.owed() });
    const nothingToRollBack = Succeed.jsonata(this, 'NothingToRollBack', {
      comment: 'This run changed no record, or the request is for another run.',
    });
    const waitForPropagation = Wait.jsonata(this, ROLL_BACK.waitForPropagation, {
      comment: 'Route 53 usually brings a change to all its servers within a minute.',
      time: WaitTime.timestamp(jsonata(variable('restore.waitUntil'))),
    });

    const outcome = Choice.jsonata(this, 'Outcome', {
      comment: 'The outcome of this round. If it is not a final one, the round is retried.',
    })
      .when(came('unrestorable'), this.#unrestorable(notices))
      .when(condition(`$exists(${variable('failure.error')})`), owed.start)
      .when(came('restored', 'already-restored'), waitForPropagation)
      .when(came('nothing-to-restore'), this.#isItNews(notices, nothingToRollBack, owed))
      .when(came('joined'), this.#joined(functions, owed))
      .when(came('held'), this.#held(functions, notices))
      .when(came('refused'), this.#refused())
      .otherwise(owed.start);
    restoreLegacy.next(stopMigration).next(outcome);
    waitForPropagation.next(confirmLegacy).next(
      Choice.jsonata(this, 'DoesLegacyServe', {
        comment: 'Legacy serves, and the journal says so: notify people. Otherwise restore again.',
      })
        .when(
          condition(`${variable('confirm.legacyServes')} and ${variable('confirm.ended')}`),
          notifyRollBack,
        )
        .otherwise(owed.start),
    );
    const legacyServes = Succeed.jsonata(this, 'LegacyServes', {
      comment: 'Every name is back as it was before the migration.',
    });
    notifyRollBack.next(afterRollback(this, functions, settings, { notices, legacyServes }));
    // No failure ends the machine: the migration is stopped all the same, and all is tried again.
    owed.catchAll(restoreLegacy, stopMigration, set({ round: ANOTHER_ROUND, confirm: {} }));
    owed.catchAll(stopMigration, outcome);
    owed.catchAll(confirmLegacy, owed.start);
    owed.catchAll(notifyRollBack, owed.pause);

    this.machine = new Machine(this, 'RollBack', {
      ...context,
      kind: 'RollBack',
      comment: `Puts the names of the migration ${settings.migration} back on legacy. Start it with {} or {"reason": "…"}.`,
      start: begin(this, { migrateArn, rollBackArn, restoreLegacy, nothingToRollBack }),
      // The next execution takes over after some hours, at most days. One that still runs then is stuck; its end starts another.
      timeout: Duration.days(14),
      invokes: FUNCTION_STATES.filter((state) => (Object.values(ROLL_BACK) as string[]).includes(state)),
      statements: [
        mayNotify(topics),
        owed.statement,
        ...hookStatements(this, settings.hooks ?? {}, ['afterRollback']),
      ],
    });
  }

  #restoreLegacy(functions: MigrationFunctions): TaskStateBase {
    const known = objectOf({
      run: THIS_RUN_IN_WORDS,
      event: variable('event'),
      round: variable('round'),
    });
    return migrationTask(this, functions, ROLL_BACK.restoreLegacy, {
      payload: withRestore(known, CAME),
      retries: [BRIEF],
      assign: (restored) =>
        set({
          restore: expression<RestoreResult>(
            `${foundRestored(restored)} ? ${variable('restore')} : ${restored()}`,
          ),
          event: restored('request'),
          round: ANOTHER_ROUND,
          confirm: {},
          failure: {},
        }),
    });
  }

  #stopMigration(functions: MigrationFunctions): TaskStateBase {
    const known = objectOf({ run: THIS_RUN_IN_WORDS, event: variable('event') });
    return migrationTask(this, functions, ROLL_BACK.stopMigration, {
      payload: withRestore(known, `${CAME} and $not($exists(${variable('failure.error')}))`),
      retries: [BRIEF],
      assign: (stop) =>
        set({
          // Executions that an earlier round stopped are reported too.
          stop: {
            stopped: expression<readonly string[]>(`[${variable('stop.stopped')}, ${stop('stopped')}]`),
          },
          event: stop('request'),
        }),
    });
  }

  #confirmLegacy(functions: MigrationFunctions): TaskStateBase {
    return migrationTask(this, functions, ROLL_BACK.confirmLegacy, {
      payload: { run: THIS_RUN, restore: variable('restore') },
      retries: [PROPAGATION, BRIEF],
      assign: (confirmed) => set({ confirm: confirmed() }),
    });
  }

  #notifyRollBack(functions: MigrationFunctions): TaskStateBase {
    return migrationTask(this, functions, ROLL_BACK.notifyRollBack, {
      payload: {
        run: THIS_RUN,
        restore: variable('restore'),
        stop: variable('stop'),
        confirm: variable('confirm'),
      },
      retries: [BRIEF],
    });
  }

  /** Notifies only if it ended a migration, or a dry run that nobody looks at: an event of an earlier run is no news. */
  #isItNews(notices: Notices, nothingToRollBack: State, owed: OwedLoop): State {
    const notice = notices.nothingChanged();
    const failedDryRun = notices.failedDryRun();
    for (const each of [notice, failedDryRun]) each.addCatch(owed.pause).next(nothingToRollBack);
    return Choice.jsonata(this, 'IsItNews', {
      comment:
        'Whether this rollback ended a migration, or was started by a repeated dry run that failed unnoticed.',
    })
      .when(condition(`${askedBy('migration')} or $count(${variable('stop.stopped')}) > 0`), notice)
      .when(condition(`$exists(${variable('dryRun.error')})`), failedDryRun)
      .otherwise(nothingToRollBack);
  }

  /** A second rollback of the same run changes nothing, unless the first one has ended before it was done. */
  #joined(functions: MigrationFunctions, owed: OwedLoop): State {
    const joinRollBack = migrationTask(this, functions, ROLL_BACK.joinRollBack, {
      payload: { run: THIS_RUN, restore: variable('restore') },
      retries: [BRIEF],
    });
    owed.catchAll(joinRollBack, owed.pause);
    const joined = Succeed.jsonata(this, 'Joined', {
      comment: 'Another execution is running this rollback, and reports this request too.',
    });
    joinRollBack.next(
      Choice.jsonata(this, 'IsJoined', { comment: 'Whether another execution is running this rollback.' })
        .when(condition(input<ResultOf<'JoinRollBack'>>()('joined')), joined)
        .otherwise(owed.pause),
    );
    return joinRollBack;
  }

  /** Nothing is tried again: whoever is paged repairs the cluster, or starts a rollback as a person. */
  #held(functions: MigrationFunctions, notices: Notices): State {
    const notifyHeld = migrationTask(this, functions, ROLL_BACK.notifyHeld, {
      payload: { run: THIS_RUN, restore: variable('restore') },
      retries: [BRIEF],
    });
    const heldForPerson = Succeed.jsonata(this, 'HeldForPerson', {
      comment: 'Since the one-way step only a person’s rollback restores legacy. People were paged.',
    });
    const notice = notices.held();
    notice.addCatch(heldForPerson).next(heldForPerson);
    notifyHeld.addCatch(notice, { errors: ['States.ALL'] });
    notifyHeld.next(heldForPerson);
    return notifyHeld;
  }

  /** The failure reports to a person who asked in vain, or knows that it was owed. An event that came too late is no failure. */
  #refused(): State {
    const refused = Fail.jsonata(this, 'RollBackRefused', {
      comment: 'Nothing was changed. The cause says why, and what to do by hand.',
      error: ERRORS.rollBackRefused,
      cause: jsonata(variable('restore.reason')),
    });
    return Choice.jsonata(this, 'WhoWasRefused', {
      comment: 'Started by a person, or by an event that came too late.',
    })
      .when(condition(`${askedBy('person')} or ${variable('notified')} > 0`), refused)
      .otherwise(
        Succeed.jsonata(this, 'TooLate', {
          comment: 'The run that the event is about can no longer be rolled back.',
        }),
      );
  }

  #unrestorable(notices: Notices): State {
    const unrestorable = Fail.jsonata(this, 'Unrestorable', {
      comment: 'Only people can restore legacy. The cause says what is missing.',
      error: ERRORS.unrestorable,
      cause: jsonata(variable('restore.reason')),
    });
    const notice = notices.unrestorable();
    notice.addCatch(unrestorable).next(unrestorable);
    return notice.startState;
  }
}

/** RestoreLegacy has come to something. */
const CAME = `$exists(${variable('restore.outcome')})`;

const ANOTHER_ROUND = expression<number>(`${variable('round')} + 1`);

/** Taken from each payload separately: nothing else notices that a field which may be absent is missing. */
type Round = Required<Pick<RestoreLegacyPayload, 'restore'> & Pick<StopMigrationPayload, 'restore'>>;

/** A payload of `fields`, with what the last round came to `when` there is such. */
function withRestore<Fields>(fields: Expression<Fields>, when: string): Expression<Fields & Partial<Round>> {
  const round = objectOf<Round>({ restore: variable('restore') });
  return expression<Fields & Partial<Round>>(`$merge([${fields}, ${when} ? ${round} : {}])`);
}

/** Whether RestoreLegacy came to one of these. */
function came(...names: readonly RestoreOutcome[]): Condition {
  return condition(cameTo(variable('restore.outcome'), ...names));
}

function cameTo(outcome: Expression<RestoreOutcome>, ...names: readonly RestoreOutcome[]): string {
  return names.map((name) => `${outcome} = '${name}'`).join(' or ');
}

function askedBy(source: RollBackRequest['source']): string {
  return `${variable('event.source')} = '${source}'`;
}
