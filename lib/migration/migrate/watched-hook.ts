import { Choice, Parallel, Pass, type State, type TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { HOOKS, type HookSeen } from '../../../lambdas/migration/contract/hooks.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { MOST_SILENCES, SILENCE_SECONDS } from '../../../lambdas/migration/contract/watch.ts';
import { CAUGHT_IN_WORDS } from '../../shared/machines/execution.ts';
import {
  condition,
  EMPTY,
  type Expression,
  expression,
  type Given,
  writtenFields,
} from '../../shared/machines/expression.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { migrationTask } from '../machines/migration-task.ts';
import { LONGEST_RUN } from './longest-run.ts';
import { AS_HELD } from './roll-back-branch.ts';
import { TOO_OFTEN } from './too-often.ts';
import { set, variable } from './variables.ts';

/** Those that Migrate asks. */
export type MigrateMoment = Exclude<keyof typeof HOOKS, 'afterRollback'>;

export interface WatchedHookProps {
  readonly moment: MigrateMoment;
  /** The state that asks the hook, of which `$seen` is left, and then continues at `next`. */
  readonly asks: (next: State) => TaskStateBase;
  readonly judge: State;
  /** Where people are asked. */
  readonly hold: State;
}

/**
 * A state machine that is a hook may run for days, and has no heartbeat. Beside it a task waits that has one: if nobody has heard of
 * Watch, its schedule is made again, as in a soak. That task ends with the hook. If it can't be ended, the state fails as a whole, and
 * Step Functions stops it.
 * @returns where it begins
 */
export function watchedHook(
  scope: Construct,
  functions: MigrationFunctions,
  { moment, asks, judge, hold }: WatchedHookProps,
): State {
  const state = HOOKS[moment];
  const begin = Pass.jsonata(scope, `Ask${state}`, {
    comment: 'What waits beside the hook must know which asking it belongs to.',
    assign: set({ asked: expression<string>(`'${moment}/' & $states.context.State.EnteredTime`) }),
  });
  const watched = Parallel.jsonata(scope, `${state} watched`, {
    comment: 'Asks your hook. Meanwhile Watch is to be heard of at least every ten minutes.',
  });
  watched.branch(asking(scope, functions, { state, asks }));
  watched.branch(listening(scope, functions, state));
  watched.addCatch(hold, {
    errors: ['States.ALL'],
    assign: set({ hold: { state, reasons: [CAUGHT_IN_WORDS], resume: AS_HELD.resume } }),
  });
  const branch = (index: number, field: string) => `$states.input[${index}].${field}`;
  const answered = Pass.jsonata(scope, `${state}Answered`, {
    comment: 'What the hook answered, and whether Watch was heard of.',
    assign: set({
      hook: {
        moment,
        state,
        seen: expression<HookSeen>(branch(0, 'seen')),
        silent: expression<string>(branch(1, 'silent')),
      },
    }),
  });
  begin.next(watched).next(answered).next(judge);
  return begin;
}

/** The hook itself; then what waits beside it is ended. */
function asking(
  scope: Construct,
  functions: MigrationFunctions,
  { state, asks }: Pick<WatchedHookProps, 'asks'> & { readonly state: string },
): State {
  const end = migrationTask(scope, functions, MIGRATE.watchHook, {
    named: `${MIGRATE.watchHook} after ${state}`,
    payload: { run: variable('run'), asked: variable('asked'), taskToken: EMPTY },
  });
  const seen: Given<{ readonly seen: HookSeen }> = { seen: variable('seen') };
  end.next(
    Pass.jsonata(scope, `${state}Seen`, {
      comment: 'What came of the hook.',
      outputs: writtenFields(seen),
    }),
  );
  return asks(end);
}

/** Ends with the hook; before it only if Watch stays silent, which holds the migration once the hook has ended. */
function listening(scope: Construct, functions: MigrationFunctions, state: string): State {
  const begin = Pass.jsonata(scope, `Hear${state}`, {
    comment: 'Nobody has been silent yet.',
    assign: set({ unheard: 0, silent: EMPTY }),
  });
  const silent: Given<{ readonly silent: string }> = { silent: variable('silent') };
  const end = Pass.jsonata(scope, `${state}Heard`, {
    comment: 'Whether Watch was heard of.',
    outputs: writtenFields(silent),
  });
  const orElse = (reason: string | Expression<string>) => ({ assign: set({ silent: reason }) });
  const wait = migrationTask(scope, functions, MIGRATE.watchHook, {
    named: `${MIGRATE.watchHook} during ${state}`,
    payload: {
      run: variable('run'),
      asked: variable('asked'),
      taskToken: expression<string>('$states.context.Task.Token'),
    },
    waitForAnswer: LONGEST_RUN,
    heartbeat: expression<number>(`${SILENCE_SECONDS}`),
  });
  const startWatch = migrationTask(scope, functions, MIGRATE.startWatch, {
    named: `${MIGRATE.startWatch} during ${state}`,
    payload: { run: variable('run'), silences: variable('unheard'), continues: EMPTY },
  });
  const isSilent = Choice.jsonata(scope, `IsWatchSilentDuring${state}`, {
    comment:
      'Silent for too often: ask a person after the hook. Otherwise make the schedule of Watch again, and wait on.',
  })
    .when(condition(`${variable('unheard')} > ${MOST_SILENCES}`), end, orElse(TOO_OFTEN))
    .otherwise(startWatch);
  wait.addCatch(isSilent, {
    errors: ['States.HeartbeatTimeout'],
    assign: set({ unheard: expression<number>(`${variable('unheard')} + 1`) }),
  });
  wait.addCatch(end, { errors: ['States.ALL'], ...orElse(CAUGHT_IN_WORDS) });
  startWatch.addCatch(end, { errors: ['States.ALL'], ...orElse(CAUGHT_IN_WORDS) });
  startWatch.next(wait);
  begin.next(wait).next(end);
  return begin;
}
