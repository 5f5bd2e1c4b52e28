import { Choice, type State, type TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { MOST_SILENCES, SILENCE_SECONDS } from '../../../lambdas/migration/contract/watch.ts';
import { CAUGHT_IN_WORDS } from '../../shared/machines/execution.ts';
import { condition, EMPTY, type Expression, expression } from '../../shared/machines/expression.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { migrationTask } from '../machines/migration-task.ts';
import { AS_HELD } from './roll-back-branch.ts';
import { isOver, secondsUntil } from './seconds.ts';
import { set, variable } from './variables.ts';

/** `$held` of a hold that begins. */
export const NOT_SILENT = { until: EMPTY, silences: 0 };
/** After so many silences the hold waits without a heartbeat: people have been notified, and more tries would fill the history. */
const ENOUGH = MOST_SILENCES + 1;

export const isHeldAgain = expression<boolean>(`${variable('held.until')} != ''`);

/** @param whole how long a hold may last, seconds */
export function secondsLeft(whole: number): Expression<number> {
  return expression<number>(`(${isHeldAgain} ? ${secondsUntil(variable('held.until'))} : ${whole})`);
}

/** Less than the hold: Step Functions takes no more. */
export function heartbeatWithin(left: Expression<number>): Expression<number> {
  return expression<number>(
    `(${variable('held.silences')} >= ${ENOUGH} ? ${left} - 1 : $min([${SILENCE_SECONDS}, ${left} - 1]))`,
  );
}

export interface HeldSilenceProps {
  /** Where people are asked. */
  readonly hold: TaskStateBase;
  /** What follows when nobody has decided in time, and what is assigned then. */
  readonly timeOut: { readonly start: State; readonly assign: Record<string, unknown> };
  /** How long a hold may last, seconds. */
  readonly whole: number;
}

/** Nobody has heard of Watch during a hold: its schedule is made again, and the same hold waits on, until it would have ended. */
export function addHeldSilence(
  scope: Construct,
  functions: MigrationFunctions,
  { hold, timeOut, whole }: HeldSilenceProps,
): void {
  const startWatch = migrationTask(scope, functions, MIGRATE.startWatch, {
    named: `${MIGRATE.startWatch} in the hold`,
    payload: { run: variable('run'), silences: variable('held.silences'), continues: EMPTY },
  });
  startWatch.addCatch(hold, {
    errors: ['States.ALL'],
    assign: set({
      hold: { ...AS_HELD, reasons: [CAUGHT_IN_WORDS] },
      held: { until: EMPTY, silences: ENOUGH },
    }),
  });
  const silent = Choice.jsonata(scope, 'IsWatchSilentInTheHold', {
    comment:
      'Over anyway: as if nobody had decided. Silent for too often: wait on. Otherwise make the schedule of Watch again, and wait on.',
  });
  silent
    .when(condition(isOver(variable('held.until'))), timeOut.start, { assign: timeOut.assign })
    .when(condition(`${variable('held.silences')} >= ${ENOUGH}`), hold)
    .otherwise(startWatch);
  startWatch.next(hold);
  const end = `$fromMillis($toMillis($states.context.State.EnteredTime) + ${whole * 1000})`;
  hold.addCatch(silent, {
    errors: ['States.HeartbeatTimeout'],
    assign: set({
      held: {
        until: expression<string>(`(${isHeldAgain} ? ${variable('held.until')} : ${end})`),
        silences: expression<number>(`${variable('held.silences')} + 1`),
      },
    }),
  });
}
