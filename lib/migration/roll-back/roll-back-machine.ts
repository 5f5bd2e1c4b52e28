import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
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
import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import type {
  ConfirmLegacyPayload,
  NotifyRollBackPayload,
  RestoreLegacyPayload,
  RestoreOutcome,
  StopMigrationPayload,
} from '../../../lambdas/migration/contract/roll-back-payloads.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import {
  FUNCTION_STATES,
  type FunctionState,
  ROLL_BACK,
} from '../../../lambdas/migration/contract/states.ts';
import { functionTask } from '../../shared/machines/function-task.ts';
import {
  condition,
  jsonata,
  objectOf,
  RESULT,
  THIS_RUN,
  THIS_RUN_IN_WORDS,
} from '../../shared/machines/jsonata.ts';
import { Machine, type MachineContext } from '../../shared/machines/machine.ts';
import { machineArn } from '../../shared/machines/names.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { BRIEF, PROPAGATION } from '../machines/retries.ts';
import { begin } from './begin.ts';
import { OwedLoop } from './owed-loop.ts';
import { Tellings } from './tellings.ts';

export interface RollBackMachineProps extends MachineContext<FunctionState> {
  readonly settings: MigrationSettings;
  readonly topic: ITopic;
}

/** A round that found legacy restored by the one before, whose times are what was measured. */
const FOUND_RESTORED = `$restore.outcome = 'restored' and (${RESULT}.outcome = 'already-restored' or ${RESULT}.outcome = 'nothing-to-restore')`;

/** Puts legacy back: DNS before anything else, again and again until it serves. */
export class RollBackMachine extends Construct {
  readonly machine: Machine<FunctionState>;

  constructor(scope: Construct, id: string, { settings, topic, ...context }: RollBackMachineProps) {
    super(scope, id);
    const { functions } = context;
    const rollBackArn = machineArn(this, settings.migration, 'RollBack');
    const tellings = new Tellings(this, topic, settings);
    const restoreLegacy = this.#restoreLegacy(functions);
    const stopMigration = this.#stopMigration(functions);
    const confirmLegacy = this.#confirmLegacy(functions);
    const notifyRollBack = this.#notifyRollBack(functions);
    const owed = new OwedLoop(this, { rollBackArn, restoreLegacy, tellOwed: tellings.owed() });
    const nothingToRollBack = Succeed.jsonata(this, 'NothingToRollBack', {
      comment: 'No record of this run had been changed, or it is not the run that was meant.',
    });
    const waitForPropagation = Wait.jsonata(this, ROLL_BACK.waitForPropagation, {
      comment: 'Route 53 brings a change to all its servers within a minute, as a rule.',
      time: WaitTime.timestamp(jsonata('$restore.waitUntil')),
    });

    const outcome = Choice.jsonata(this, 'Outcome', {
      comment: 'What this round came to. Whatever is not known to be an end is tried again.',
    })
      .when(came('unrestorable'), this.#unrestorable(tellings))
      .when(condition('$exists($failure.error)'), owed.start)
      .when(came('restored', 'already-restored'), waitForPropagation)
      .when(came('nothing-to-restore'), this.#isItNews(tellings, nothingToRollBack, owed))
      .when(came('joined'), this.#joined(functions, owed))
      .when(came('refused'), this.#refused())
      .otherwise(owed.start);
    restoreLegacy.next(stopMigration).next(outcome);
    waitForPropagation.next(confirmLegacy).next(
      Choice.jsonata(this, 'DoesLegacyServe', {
        comment: 'Legacy serves, and the journal says so: people are told. Else it is restored again.',
      })
        .when(condition('$confirm.legacyServes and $confirm.ended'), notifyRollBack)
        .otherwise(owed.start),
    );
    notifyRollBack.next(
      Succeed.jsonata(this, 'LegacyServes', {
        comment: 'Every name is back as it was before the migration.',
      }),
    );
    // No failure ends the machine: the migration is stopped all the same, and all is tried again.
    owed.catchAll(restoreLegacy, stopMigration, { round: jsonata('$round + 1'), confirm: {} });
    owed.catchAll(stopMigration, outcome);
    owed.catchAll(confirmLegacy, owed.start);
    owed.catchAll(notifyRollBack, owed.pause);

    this.machine = new Machine(this, 'RollBack', {
      ...context,
      kind: 'RollBack',
      comment: `Puts the names of the migration ${settings.migration} back on legacy. Start it with {} or {"reason": "…"}.`,
      start: begin(this, { rollBackArn, restoreLegacy, nothingToRollBack }),
      // It hands on after some hours, days at most. One that is still there then is stuck, and its end starts another.
      timeout: Duration.days(14),
      invokes: FUNCTION_STATES.filter((state) => (Object.values(ROLL_BACK) as string[]).includes(state)),
      statements: [
        new PolicyStatement({ actions: ['sns:Publish'], resources: [topic.topicArn] }),
        owed.statement,
      ],
    });
  }

  #restoreLegacy(functions: MigrationFunctions): TaskStateBase {
    const known: Record<keyof Omit<RestoreLegacyPayload, 'restore'>, string> = {
      run: THIS_RUN_IN_WORDS,
      event: '$event',
      round: '$round',
    };
    return functionTask(this, functions, ROLL_BACK.restoreLegacy, {
      payload: withRestore(known, '$exists($restore.outcome)'),
      retries: [BRIEF],
      assign: {
        restore: jsonata(`${FOUND_RESTORED} ? $restore : ${RESULT}`),
        event: jsonata(`${RESULT}.request`),
        round: jsonata('$round + 1'),
        confirm: {},
        failure: {},
      },
    });
  }

  #stopMigration(functions: MigrationFunctions): TaskStateBase {
    const known: Record<keyof Omit<StopMigrationPayload, 'restore'>, string> = {
      run: THIS_RUN_IN_WORDS,
      event: '$event',
    };
    return functionTask(this, functions, ROLL_BACK.stopMigration, {
      payload: withRestore(known, '$exists($restore.outcome) and $not($exists($failure.error))'),
      retries: [BRIEF],
      assign: {
        // What an earlier round has stopped is told as well.
        stop: { stopped: jsonata(`[$stop.stopped, ${RESULT}.stopped]`) },
        event: jsonata(`${RESULT}.request`),
      },
    });
  }

  #confirmLegacy(functions: MigrationFunctions): TaskStateBase {
    const payload: Record<keyof ConfirmLegacyPayload, unknown> = {
      run: THIS_RUN,
      restore: jsonata('$restore'),
    };
    return functionTask(this, functions, ROLL_BACK.confirmLegacy, {
      payload,
      retries: [PROPAGATION, BRIEF],
      assign: { confirm: jsonata(RESULT) },
    });
  }

  #notifyRollBack(functions: MigrationFunctions): TaskStateBase {
    const payload: Record<keyof NotifyRollBackPayload, unknown> = {
      run: THIS_RUN,
      restore: jsonata('$restore'),
      stop: jsonata('$stop'),
      confirm: jsonata('$confirm'),
    };
    return functionTask(this, functions, ROLL_BACK.notifyRollBack, { payload, retries: [BRIEF] });
  }

  /** Told only when it ended a migration: an event of an earlier run is nobody's news. */
  #isItNews(tellings: Tellings, nothingToRollBack: State, owed: OwedLoop): State {
    const told = tellings.nothingChanged();
    told.addCatch(owed.pause).next(nothingToRollBack);
    return Choice.jsonata(this, 'IsItNews', { comment: 'Whether a migration was ended by this.' })
      .when(condition("$event.source = 'migration' or $count($stop.stopped) > 0"), told)
      .otherwise(nothingToRollBack);
  }

  /** A second rollback of the same run changes nothing, unless the first one has ended before it was done. */
  #joined(functions: MigrationFunctions, owed: OwedLoop): State {
    const joinRollBack = functionTask(this, functions, ROLL_BACK.joinRollBack, {
      payload: { run: THIS_RUN, restore: jsonata('$restore') },
      retries: [BRIEF],
    });
    owed.catchAll(joinRollBack, owed.pause);
    const joined = Succeed.jsonata(this, 'Joined', {
      comment: 'Another execution is at this rollback, and tells people that this one was asked for too.',
    });
    joinRollBack.next(
      Choice.jsonata(this, 'IsJoined', { comment: 'Whether somebody is at the rollback.' })
        .when(condition('$states.input.joined'), joined)
        .otherwise(owed.pause),
    );
    return joinRollBack;
  }

  /** A person who asked in vain, or who knows that it was owed, is told by the failure; an event that came too late is none. */
  #refused(): State {
    const refused = Fail.jsonata(this, 'RollBackRefused', {
      comment: 'Nothing was changed; the cause says why, and what to do by hand.',
      error: ERRORS.rollBackRefused,
      cause: jsonata('$restore.reason'),
    });
    return Choice.jsonata(this, 'WhoWasRefused', { comment: 'A person, or an event that came too late.' })
      .when(condition("$event.source = 'person' or $told > 0"), refused)
      .otherwise(
        Succeed.jsonata(this, 'TooLate', {
          comment: 'The run that the event is about can’t be rolled back any more.',
        }),
      );
  }

  #unrestorable(tellings: Tellings): State {
    const unrestorable = Fail.jsonata(this, 'Unrestorable', {
      comment: 'Only people can restore legacy; the cause says what is missing.',
      error: ERRORS.unrestorable,
      cause: jsonata('$restore.reason'),
    });
    const told = tellings.unrestorable();
    told.addCatch(unrestorable).next(unrestorable);
    return told;
  }
}

/** A payload of `fields`, with what the last round came to `when` there is such. */
function withRestore(fields: Readonly<Record<string, string>>, when: string): string {
  return jsonata(`$merge([${objectOf(fields)}, ${when} ? {'restore': $restore} : {}])`);
}

/** Whether RestoreLegacy came to one of these. */
function came(...names: readonly RestoreOutcome[]): Condition {
  return condition(names.map((name) => `$restore.outcome = '${name}'`).join(' or '));
}
