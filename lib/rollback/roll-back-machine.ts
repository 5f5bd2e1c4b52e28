import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import {
  Choice,
  Condition,
  Fail,
  type State,
  Succeed,
  type TaskStateBase,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { ERRORS } from '../../lambdas/shared/contract/errors.ts';
import type { MigrationSettings } from '../../lambdas/shared/contract/settings.ts';
import { FUNCTION_STATES, ROLL_BACK } from '../../lambdas/shared/contract/states.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { functionTask } from '../machines/function-task.ts';
import { CAUGHT, jsonata, plainText, RESULT, THIS_RUN } from '../machines/jsonata.ts';
import { Machine, type MachineContext } from '../machines/machine.ts';
import { machineArn } from '../machines/names.ts';
import { PATIENT, PROPAGATION } from '../machines/retries.ts';
import { tell } from '../machines/tell.ts';
import { readRequest } from './request.ts';

export interface RollBackMachineProps extends MachineContext {
  readonly settings: MigrationSettings;
  readonly topic: ITopic;
}

/** How often legacy is restored anew when it is found not to serve: somebody else keeps writing the zone. */
const ROUNDS = 5;

/** A round that changed nothing; one that found all restored is news after one that had to leave names out. */
const WROTE_NOTHING = `(${RESULT}.outcome = 'nothing-to-restore' or ${RESULT}.outcome = 'refused' or (${RESULT}.outcome = 'already-restored' and $restore.outcome != 'owed'))`;

/** Puts legacy back: DNS before anything else. */
export class RollBackMachine extends Construct {
  readonly machine: Machine;

  constructor(scope: Construct, id: string, { settings, topic, ...context }: RollBackMachineProps) {
    super(scope, id);
    const { functions } = context;
    const restoreLegacy = this.#restoreLegacy(functions);
    const stopMigration = this.#stopMigration(functions);
    const joinRollBack = functionTask(this, functions, ROLL_BACK.joinRollBack, {
      payload: { run: THIS_RUN, restore: jsonata('$restore') },
      retries: [PATIENT],
      assign: { join: jsonata(RESULT) },
    });
    const waitForPropagation = Wait.jsonata(this, ROLL_BACK.waitForPropagation, {
      comment: 'Route 53 brings a change to all its servers within a minute, as a rule.',
      time: WaitTime.timestamp(jsonata('$restore.waitUntil')),
    });
    const confirmLegacy = this.#confirmLegacy(functions);
    const notifyRollBack = this.#notifyRollBack(functions);

    const start = readRequest(this, restoreLegacy);
    restoreLegacy
      .next(stopMigration)
      .next(
        new Choice(this, 'Outcome', { comment: 'What RestoreLegacy came to.' })
          .when(outcome('nothing-to-restore'), this.#nothingToRestore(settings, topic))
          .when(outcome('refused'), this.#refused())
          .when(outcome('joined'), this.#joined(joinRollBack, restoreLegacy))
          .otherwise(waitForPropagation),
      );
    waitForPropagation.next(confirmLegacy).next(
      new Choice(this, 'DoesLegacyServe', {
        comment:
          'Legacy serves: tell people. It does not: restore again, a few times, then tell them that; what Route 53 refuses is told at once.',
      })
        .when(condition(`$confirm.again and $round < ${ROUNDS}`), restoreLegacy)
        .otherwise(notifyRollBack),
    );
    notifyRollBack.next(
      new Choice(this, 'IsRolledBack', { comment: 'How the rollback ends, now that people know.' })
        .when(condition('$confirm.legacyServes'), this.#legacyServes())
        .otherwise(this.#incomplete()),
    );
    this.#onFailure(
      [restoreLegacy, stopMigration, joinRollBack, confirmLegacy, notifyRollBack],
      settings,
      topic,
    );

    this.machine = new Machine(this, 'RollBack', {
      ...context,
      kind: 'RollBack',
      comment: `Puts the names of the migration ${settings.migration} back on legacy. Start it with {} or {"reason": "…"}.`,
      start,
      // All rounds with all their tries take less than nine hours.
      timeout: Duration.hours(12),
      invokes: FUNCTION_STATES.filter((state) => (Object.values(ROLL_BACK) as string[]).includes(state)),
      statements: [new PolicyStatement({ actions: ['sns:Publish'], resources: [topic.topicArn] })],
    });
  }

  #restoreLegacy(functions: MigrationFunctions): TaskStateBase {
    return functionTask(this, functions, ROLL_BACK.restoreLegacy, {
      payload: { run: THIS_RUN, request: jsonata('$request') },
      retries: [PATIENT],
      assign: {
        // What an earlier round wrote is what the times are measured by, unless this one wrote again.
        restore: jsonata(`$round > 0 and ${WROTE_NOTHING} ? $restore : ${RESULT}`),
      },
    });
  }

  #stopMigration(functions: MigrationFunctions): TaskStateBase {
    return functionTask(this, functions, ROLL_BACK.stopMigration, {
      payload: { run: THIS_RUN, request: jsonata('$request'), restore: jsonata('$restore') },
      retries: [PATIENT],
      assign: { stop: jsonata(RESULT) },
    });
  }

  #confirmLegacy(functions: MigrationFunctions): TaskStateBase {
    return functionTask(this, functions, ROLL_BACK.confirmLegacy, {
      payload: { run: THIS_RUN, request: jsonata('$request'), restore: jsonata('$restore') },
      retries: [PROPAGATION, PATIENT],
      assign: { confirm: jsonata(RESULT), round: jsonata('$round + 1') },
    });
  }

  #notifyRollBack(functions: MigrationFunctions): TaskStateBase {
    return functionTask(this, functions, ROLL_BACK.notifyRollBack, {
      payload: {
        run: THIS_RUN,
        request: jsonata('$request'),
        restore: jsonata('$restore'),
        stop: jsonata('$stop'),
        confirm: jsonata('$confirm'),
      },
      retries: [PATIENT],
    });
  }

  /** Told only when it ended a migration: an event of an earlier run is nobody's news. */
  #nothingToRestore({ migration, runbookUrl }: MigrationSettings, topic: ITopic): State {
    const nothing = Succeed.jsonata(this, 'NothingToRollBack', {
      comment: 'No record of this run had been changed, or it is not the run that was meant.',
    });
    const told = tell(this, 'TellNothingChanged', topic, {
      comment: 'The migration has ended before it changed a record: people are told so.',
      subject: `${migration}: ended before any record was changed`,
      runbookUrl,
      machineArn: machineArn(this, migration, 'RollBack'),
      lines: [
        `'The migration ${migration} has ended before it changed a record. Legacy serves, as before.'`,
        `'Why: ' & ${plainText('$request.reason')}`,
        "'What to do: mend the reason, and start the machine Migrate again.'",
      ],
    });
    told.next(nothing);
    return Choice.jsonata(this, 'IsItNews', { comment: 'Whether a migration was ended by this.' })
      .when(condition("$request.source = 'migration' or $count($stop.stopped) > 0"), told)
      .otherwise(nothing);
  }

  /** A person who asked in vain is told by the failure; an event that came too late is no failure. */
  #refused(): State {
    const refused = Fail.jsonata(this, 'RollBackRefused', {
      comment: 'Nothing was changed; the cause says why, and what to do by hand.',
      error: 'RollBackRefused',
      cause: jsonata('$restore.reason'),
    });
    return Choice.jsonata(this, 'WhoWasRefused', { comment: 'A person, or an event that came too late.' })
      .when(condition("$request.source = 'person'"), refused)
      .otherwise(
        Succeed.jsonata(this, 'TooLate', {
          comment: 'The run that the event is about can’t be rolled back any more.',
        }),
      );
  }

  /** A second rollback of the same run changes nothing, unless the first one has ended before it was done. */
  #joined(joinRollBack: TaskStateBase, restoreLegacy: TaskStateBase): State {
    const joined = Succeed.jsonata(this, 'Joined', {
      comment: 'Another execution is at this rollback, and tells people that this one was asked for too.',
    });
    joinRollBack.next(
      new Choice(this, 'IsJoined', { comment: 'Whether somebody is at the rollback.' })
        .when(condition('$join.joined'), joined)
        .otherwise(restoreLegacy),
    );
    return joinRollBack;
  }

  #legacyServes(): Succeed {
    return Succeed.jsonata(this, 'LegacyServes', {
      comment: 'Every name is back as it was before the migration.',
    });
  }

  #incomplete(): Fail {
    return Fail.jsonata(this, 'RollBackIncomplete', {
      comment:
        'Some names are not as they were: the cause says which, and why. A person must mend that, and start this machine again.',
      error: ERRORS.rollBackIncomplete,
      cause: jsonata("$join($confirm.reasons, '; ')"),
    });
  }

  #onFailure(
    tasks: readonly TaskStateBase[],
    { migration, runbookUrl }: MigrationSettings,
    topic: ITopic,
  ): void {
    const failed = Fail.jsonata(this, 'RollBackFailed', {
      comment: 'A state of the rollback failed for good. Legacy may not serve: look at once.',
      error: jsonata('$failure.error'),
      cause: jsonata('$failure.cause'),
    });
    const told = tell(this, 'TellRollBackFailed', topic, {
      comment: 'People are told without any function, as a function has just failed.',
      subject: `${migration}: ROLLBACK FAILED, look at once`,
      runbookUrl,
      machineArn: machineArn(this, migration, 'RollBack'),
      lines: [
        `'The rollback of the migration ${migration} failed in ' & $failure.state & '. Legacy may not serve every name.'`,
        `'Why it was rolled back: ' & ${plainText('$request.reason')}`,
        `'What failed: ' & $failure.error & ': ' & ${plainText('$failure.cause')}`,
        "$count($restore.notRestored) > 0 ? 'Not restored, because Route 53 refuses it: ' & $join($restore.notRestored.name, ', ')",
        "'What to do: what the failure says, if it says it; then start the machine RollBack again, which is harmless to run twice. If it fails again, put the records back by hand.'",
      ],
    });
    told.addCatch(failed, { errors: ['States.ALL'] }).next(failed);
    for (const task of tasks) {
      task.addCatch(told, {
        errors: ['States.ALL'],
        assign: { failure: { ...CAUGHT, state: jsonata('$states.context.State.Name') } },
      });
    }
  }
}

function condition(expression: string): Condition {
  return Condition.jsonata(jsonata(expression));
}

function outcome(name: string): Condition {
  return condition(`$restore.outcome = '${name}'`);
}
