import { Choice, type State, type TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { MOST_SILENCES } from '../../../lambdas/migration/contract/watch.ts';
import { CAUGHT_IN_WORDS } from '../../shared/machines/execution.ts';
import { condition, EMPTY, type Expression } from '../../shared/machines/expression.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { migrationTask } from '../machines/migration-task.ts';
import type { Hold } from './hold.ts';
import type { Failed } from './roll-back-branch.ts';
import { isOver } from './seconds.ts';
import { TOO_OFTEN } from './too-often.ts';
import { set, variable } from './variables.ts';

export interface SilenceProps {
  /** What is waited for, as in `StartWatch in the soak`. */
  readonly what: 'soak' | 'drain';
  /** When the wait is over, ISO 8601. */
  readonly until: Expression<string>;
  readonly judge: TaskStateBase;
  readonly hold: Hold;
  /** Who asks if Watch stays silent, and where a promotion leads. */
  readonly held: Failed;
}

/** Nobody has heard of Watch during a wait: its schedule is made again, and the wait continues. `$silences` counts. */
export class Silence {
  readonly start: Choice;
  readonly #startWatch: TaskStateBase;

  constructor(
    scope: Construct,
    functions: MigrationFunctions,
    { what, until, judge, hold, held }: SilenceProps,
  ) {
    this.#startWatch = migrationTask(scope, functions, MIGRATE.startWatch, {
      named: `${MIGRATE.startWatch} in the ${what}`,
      payload: { run: variable('run'), silences: variable('silences'), continues: EMPTY },
    });
    this.start = Choice.jsonata(scope, `IsWatchSilentInThe${what === 'soak' ? 'Soak' : 'Drain'}`, {
      comment:
        'Over anyway: judge. Silent for too often: ask a person. Otherwise make the schedule of Watch again, and wait on.',
    });
    const asking = (reason: string | typeof CAUGHT_IN_WORDS) =>
      set({ hold: { ...held, reasons: [reason] }, legacy: [], silences: 0 });
    this.#startWatch.addCatch(hold.start, { errors: ['States.ALL'], assign: asking(CAUGHT_IN_WORDS) });
    this.start
      .when(condition(isOver(until)), judge)
      .when(condition(`${variable('silences')} > ${MOST_SILENCES}`), hold.start, {
        assign: asking(TOO_OFTEN),
      })
      .otherwise(this.#startWatch);
  }

  /** Where the wait continues. */
  next(wait: State): void {
    this.#startWatch.next(wait);
  }
}
