import { Duration } from 'aws-cdk-lib';
import {
  Choice,
  Fail,
  type State,
  Succeed,
  type TaskStateBase,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { ResultOf } from '../../../lambdas/migration/contract/calls.ts';
import type { DrillHalf, DrillPhase, ReportDrillPayload } from '../../../lambdas/migration/contract/drill.ts';
import { DRILL_REFUSALS, ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { DRILL, FUNCTION_STATES, type FunctionState } from '../../../lambdas/migration/contract/states.ts';
import { CAUGHT_IN_WORDS, THIS_RUN, THIS_RUN_IN_WORDS } from '../../shared/machines/execution.ts';
import { condition, EMPTY, expression, jsonata, objectOf } from '../../shared/machines/expression.ts';
import { Machine, type MachineContext } from '../../shared/machines/machine.ts';
import { input } from '../../shared/machines/reader.ts';
import { TRANSIENT } from '../../shared/machines/retries.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { migrationTask } from '../machines/migration-task.ts';
import { ROLL_BACK_FIRST } from '../machines/retries.ts';
import { set, variable } from './variables.ts';

export interface DrillMachineProps extends MachineContext<FunctionState> {
  readonly settings: MigrationSettings;
}

/** How often Route 53 is asked whether a change is in sync: what is measured is at most that much longer than it was. */
const LOOK_EVERY = Duration.seconds(5);

const ENTERED = expression<string>('$states.context.State.EnteredTime');
const confirmed = input<ResultOf<'ConfirmDrill'>>();
const reported = input<ResultOf<'ReportDrill'>>();

/** What was measured of the half that is confirmed now. */
const HALF = objectOf<DrillHalf>({
  since: variable('since'),
  change: variable('change'),
  seen: confirmed('seen'),
});

/** Moves a throwaway name in the real zones through a step and a forced rollback, removes it, and reports the times. */
export class DrillMachine extends Construct {
  readonly machine: Machine<FunctionState>;

  constructor(scope: Construct, id: string, { settings, ...context }: DrillMachineProps) {
    super(scope, id);
    const { functions } = context;
    const begin = this.#begin(functions);
    const move = this.#change(functions, DRILL.moveDrillName, 'moved');
    const restore = this.#change(functions, DRILL.restoreDrillName, 'restored');
    const confirm = this.#confirm(functions);
    const remove = this.#remove(functions);
    // A drill that has failed removes what it made as well, but never ends in success.
    const removeEarly = this.#remove(functions, EARLY);
    const reportEarly = this.#report(functions, EARLY);
    const wait = Wait.jsonata(this, 'WaitForInSync', {
      comment: 'Route 53 usually brings a change to all its servers within a minute.',
      time: WaitTime.duration(LOOK_EVERY),
    });

    begin
      .next(move)
      .next(wait)
      .next(confirm)
      .next(
        Choice.jsonata(this, 'IsInSync', {
          comment: 'Ask again, or continue with the rollback, or remove all.',
          assign: set({ restored: HALF }),
        })
          .when(condition(`$not(${confirmed('done')})`), wait, { assign: set({ seen: confirmed('seen') }) })
          .when(condition(`${variable('phase')} = 'moved'`), restore, { assign: set({ moved: HALF }) })
          .otherwise(remove),
      );
    restore.next(wait);
    const drillFailed = this.#failed();
    remove.next(this.#report(functions)).next(this.#outcome(drillFailed));
    removeEarly.next(reportEarly).next(drillFailed);

    const failed = set({ failure: CAUGHT_IN_WORDS });
    const nothing = set({ ...NOT_BEGUN, zones: [], percent: 0, note: EMPTY, failure: CAUGHT_IN_WORDS });
    begin.addCatch(this.#refused(), { errors: [...DRILL_REFUSALS], assign: nothing });
    begin.addCatch(removeEarly, { errors: ['States.ALL'], assign: nothing });
    for (const task of [move, confirm, restore])
      task.addCatch(removeEarly, { errors: ['States.ALL'], assign: failed });
    for (const task of [remove, removeEarly])
      task.addCatch(reportEarly, {
        errors: ['States.ALL'],
        assign: set({
          failure: expression<string>(`$join([${variable('failure')}, ${CAUGHT_IN_WORDS}][$ != ''], '; ')`),
        }),
      });

    this.machine = new Machine(this, 'Drill', {
      ...context,
      kind: 'Drill',
      comment: `Moves a throwaway name in the zones of the migration ${settings.migration} through a step and a rollback. Start it with {}.`,
      start: begin,
      timeout: Duration.hours(6),
      invokes: FUNCTION_STATES.filter((state) => (Object.values(DRILL) as string[]).includes(state)),
    });
  }

  #begin(functions: MigrationFunctions): TaskStateBase {
    return migrationTask(this, functions, DRILL.beginDrill, {
      payload: { run: THIS_RUN, input: input()() },
      assign: (begun) =>
        set({
          ...NOT_BEGUN,
          zones: begun('zones'),
          percent: begun('percent'),
          note: begun('note'),
          failure: EMPTY,
        }),
    });
  }

  #change(
    functions: MigrationFunctions,
    state: typeof DRILL.moveDrillName | typeof DRILL.restoreDrillName,
    phase: DrillPhase,
  ): TaskStateBase {
    return migrationTask(this, functions, state, {
      payload: { run: THIS_RUN, zones: variable('zones') },
      // With all tries, and a cold start.
      assign: (changed) => set({ phase, since: ENTERED, change: changed(), seen: [] }),
    });
  }

  #confirm(functions: MigrationFunctions): TaskStateBase {
    return migrationTask(this, functions, DRILL.confirmDrill, {
      payload: {
        run: THIS_RUN,
        zones: variable('zones'),
        phase: variable('phase'),
        changes: variable('change.changes'),
        seen: variable('seen'),
      },
    });
  }

  #remove(functions: MigrationFunctions, which?: string): TaskStateBase {
    return migrationTask(this, functions, DRILL.removeDrillName, {
      ...named(DRILL.removeDrillName, which),
      payload: { run: THIS_RUN },
      retries: [ROLL_BACK_FIRST, TRANSIENT],
      assign: (removed) => set({ removed: removed() }),
    });
  }

  #report(functions: MigrationFunctions, which?: string): TaskStateBase {
    const known = objectOf<Pick<ReportDrillPayload, 'run' | 'zones' | 'note' | 'percent'>>({
      run: THIS_RUN_IN_WORDS,
      zones: variable('zones'),
      note: variable('note'),
      percent: variable('percent'),
    });
    const halves = [
      `$exists(${variable('moved.since')}) ? ${objectOf<Part<'moved'>>({ moved: variable('moved') })} : {}`,
      `$exists(${variable('restored.since')}) ? ${objectOf<Part<'restored'>>({ restored: variable('restored') })} : {}`,
      `$exists(${variable('removed.summary')}) ? ${objectOf<Part<'removed'>>({ removed: variable('removed') })} : {}`,
      `${variable('failure')} != '' ? ${objectOf<Part<'failure'>>({ failure: variable('failure') })} : {}`,
    ];
    return migrationTask(this, functions, DRILL.reportDrill, {
      ...named(DRILL.reportDrill, which),
      payload: expression<ReportDrillPayload>(`$merge([${[known, ...halves].join(', ')}])`),
    });
  }

  #refused(): State {
    return Fail.jsonata(this, 'DrillRefused', {
      comment: 'Nothing was made. The cause says why.',
      error: ERRORS.drillRefused,
      cause: jsonata(variable('failure')),
    });
  }

  #failed(): State {
    return Fail.jsonata(this, 'DrillFailed', {
      comment: 'Something was not done, or something is left. People were notified; the report says what.',
      error: ERRORS.drillFailed,
      cause: jsonata(`${reported('summary')} & ' Report: ' & ${reported('report')}`),
    });
  }

  #outcome(failed: State): State {
    const slower = Succeed.jsonata(this, 'SlowerThanPredicted', {
      comment: 'Step and rollback work, but something took longer than predicted. People were notified.',
    });
    return Choice.jsonata(this, 'DrillOutcome', { comment: 'What the drill came to.' })
      .when(condition(`${reported('verdict')} = 'as-predicted'`), this.#asPredicted())
      .when(condition(`${reported('verdict')} = 'slower'`), slower)
      .otherwise(failed);
  }

  #asPredicted(): State {
    return Succeed.jsonata(this, 'AsPredicted', {
      comment: 'Step and rollback work, as fast as predicted. Nothing is left in the zones.',
    });
  }
}

/** After the name of a state that runs because the drill has failed. */
const EARLY = 'early';

function named(state: string, which: string | undefined): { readonly named?: string } {
  return which === undefined ? {} : { named: `${state} ${which}` };
}

/** A field that is left out where there is nothing to report in it. */
type Part<Field extends keyof ReportDrillPayload> = Required<Pick<ReportDrillPayload, Field>>;

/** What no state has come to yet. */
const NOT_BEGUN = { moved: {}, restored: {}, removed: {}, seen: [], change: {} } as const;
