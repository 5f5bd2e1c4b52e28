import { Choice, type State, type TaskStateBase, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { ResultOf } from '../../../lambdas/migration/contract/calls.ts';
import type { AfterLegacy } from '../../../lambdas/migration/contract/payloads.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { CAUGHT_IN_WORDS } from '../../shared/machines/execution.ts';
import { jsonata } from '../../shared/machines/expression.ts';
import { input } from '../../shared/machines/reader.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { migrationTask } from '../machines/migration-task.ts';
import type { Hold } from './hold.ts';
import type { Hooks } from './hooks.ts';
import { orFurther, set, variable } from './variables.ts';
import { heldBy, verdictIs } from './verdict.ts';

const judged = input<ResultOf<'JudgeLegacy'>>();

/**
 * No step is made in a freeze, nor before legacy is known to be able to take all the traffic back. States that come here leave `$next` behind:
 * what is to be done then.
 */
export class LegacyGate {
  readonly start: TaskStateBase;
  /** Judges again at `$askAgainAt`. */
  readonly later: Wait;
  readonly #verdict: Choice;

  constructor(scope: Construct, functions: MigrationFunctions, hold: Hold) {
    this.start = migrationTask(scope, functions, MIGRATE.judgeLegacy, {
      payload: { run: variable('run'), continues: variable('continues'), next: variable('next') },
    });
    this.#verdict = Choice.jsonata(scope, 'IsLegacyReady', {
      comment:
        'Ready: the next step. In a freeze: wait for its end. Not ready, or unknown: ask a person, and never roll back by a time-out.',
      assign: heldBy(MIGRATE.judgeLegacy, variable('next')),
    });
    this.later = Wait.jsonata(scope, 'WaitForLegacy', {
      comment: 'A person may fix legacy meanwhile. Then it is judged again.',
      time: WaitTime.timestamp(jsonata(variable('askAgainAt'))),
    });
    this.start.addCatch(hold.start, {
      errors: ['States.ALL'],
      assign: set({
        hold: { state: MIGRATE.judgeLegacy, reasons: [CAUGHT_IN_WORDS], resume: variable('next') },
        legacy: [CAUGHT_IN_WORDS],
      }),
    });
    this.#verdict.when(verdictIs('frozen'), hold.frozen, {
      assign: set({
        hold: { state: MIGRATE.judgeLegacy, reasons: [], resume: variable('next') },
        legacy: [],
        frozenUntil: judged('frozenUntil'),
      }),
    });
    this.later.next(this.start).next(this.#verdict.otherwise(hold.start));
  }

  /** Where the migration continues, by what is next: with the hook before it, if one is asked. */
  connect(after: Readonly<Record<AfterLegacy, State>>, { before }: Hooks): void {
    for (const next of ['ShiftWeight', 'RetireLegacyRecords'] as const) {
      const passed = `${variable('next')} = '${next}'`;
      const hook = before[next];
      const about = hook?.about(variable('step'));
      if (hook)
        this.#verdict.when(verdictIs('pass', passed, about), hook.state, {
          assign: set({ hold: { state: MIGRATE.judgeLegacy, reasons: [], resume: next }, legacy: [] }),
        });
      if (!hook || about !== undefined)
        this.#verdict.when(verdictIs('pass', passed), after[next], {
          ...(next === MIGRATE.shiftWeight && { assign: set({ shifted: orFurther(variable('step')) }) }),
        });
    }
  }
}
