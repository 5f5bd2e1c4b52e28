import { Choice, type TaskStateBase, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { ResultOf } from '../../../lambdas/migration/contract/calls.ts';
import type { StepSettings } from '../../../lambdas/migration/contract/settings.ts';
import { MIGRATE, soakOf } from '../../../lambdas/migration/contract/states.ts';
import { condition, EMPTY, expression, jsonata } from '../../shared/machines/expression.ts';
import { input } from '../../shared/machines/reader.ts';
import { TRANSIENT } from '../../shared/machines/retries.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { migrationTask } from '../machines/migration-task.ts';
import { PROPAGATION } from '../machines/retries.ts';
import type { Hold } from './hold.ts';
import type { Hooks } from './hooks.ts';
import type { LegacyGate } from './legacy-gate.ts';
import { type RollBackBranch, retryOf } from './roll-back-branch.ts';
import { Silence } from './silence.ts';
import { set, variable } from './variables.ts';
import { failedBy, heldWithoutLegacy, verdictIs } from './verdict.ts';
import { type WatchedWaitProps, watchedWait } from './watched-wait.ts';

const judged = input<ResultOf<'JudgeSoak'>>();

/** What Route 53 loses more often than this, a person looks at. */
const MOST_RESENT = 3;

export interface AroundShift {
  readonly hold: Hold;
  readonly hooks: Hooks;
  readonly legacy: LegacyGate;
  readonly rollBack: RollBackBranch;
}

/** One round for each step: shift, wait, confirm, soak, judge, decide. `$step` is the step's index. */
export class ShiftLoop {
  readonly start: TaskStateBase;
  readonly confirmWeight: TaskStateBase;
  readonly soak: Choice;

  constructor(
    scope: Construct,
    functions: MigrationFunctions,
    steps: readonly StepSettings[],
    { hold, hooks, legacy, rollBack }: AroundShift,
  ) {
    this.start = shiftWeight(scope, functions);
    this.confirmWeight = confirmWeight(scope, functions);
    const waitForPropagation = Wait.jsonata(scope, MIGRATE.waitForPropagation, {
      comment: 'Route 53 usually brings a change to all its servers within a minute.',
      time: WaitTime.timestamp(jsonata(variable('change.waitUntil'))),
    });
    const judge = judgeSoak(scope, functions);
    const after = expression<'NextStep' | 'RetireLegacyRecords'>(
      `${variable('step')} = ${steps.length - 1} ? 'RetireLegacyRecords' : 'NextStep'`,
    );
    const asking = { state: MIGRATE.judgeSoak, resume: after };
    const silence = new Silence(scope, functions, {
      what: 'soak',
      until: variable('soakUntil'),
      judge,
      hold,
      held: asking,
    });
    this.soak = soaks(scope, functions, steps, { judge, silence, rollBack });
    silence.next(this.soak);
    const verdict = Choice.jsonata(scope, 'Verdict', {
      comment:
        'Passed: the next step, or the end of the shift. Not enough seen: soak longer. Lost by Route 53: the step again. Otherwise hold, or roll back.',
      assign: failedBy({ state: MIGRATE.judgeSoak, resume: judged('resume') }),
    });

    this.start.next(waitForPropagation).next(this.confirmWeight).next(this.soak);
    if (hooks.afterStep)
      verdict.when(verdictIs('pass', hooks.afterStep.about(variable('step'))), hooks.afterStep.state, {
        assign: set({ hold: { ...asking, reasons: [] }, legacy: [] }),
      });
    judge.next(
      verdict
        .when(verdictIs('pass', `$not(${judged('last')})`), legacy.start, {
          assign: set({ step: expression<number>(`${variable('step')} + 1`), from: -1, next: 'ShiftWeight' }),
        })
        .when(verdictIs('inconclusive'), this.soak, {
          assign: set({
            soakUntil: judged('soakUntil'),
            extensions: judged('extensions'),
          }),
        })
        .when(verdictIs('again', `${variable('resent')} < ${MOST_RESENT}`), legacy.start, {
          assign: set({ resent: expression<number>(`${variable('resent')} + 1`), next: 'ShiftWeight' }),
        })
        .when(verdictIs('again'), hold.start, {
          assign: heldWithoutLegacy(MIGRATE.judgeSoak, judged('resume')),
        })
        .when(verdictIs('pass', judged('last')), legacy.start, {
          assign: set({ next: 'RetireLegacyRecords' }),
        })
        .when(verdictIs('hold'), hold.start, {
          assign: heldWithoutLegacy(MIGRATE.judgeSoak, judged('resume')),
        })
        .otherwise(rollBack.start),
    );

    hold.catchForPerson(this.start, MIGRATE.shiftWeight);
    hold.catchForPerson(this.confirmWeight, MIGRATE.confirmWeight);
    rollBack.catchAll(this.start, retryOf(MIGRATE.shiftWeight));
    rollBack.catchAll(this.confirmWeight, retryOf(MIGRATE.confirmWeight));
    rollBack.catchAll(judge, asking);
  }
}

function shiftWeight(scope: Construct, functions: MigrationFunctions): TaskStateBase {
  // Only the first step is taken over; those after it are this run's own.
  return migrationTask(scope, functions, MIGRATE.shiftWeight, {
    payload: {
      run: variable('run'),
      step: variable('step'),
      from: variable('from'),
      jumps: variable('jumps'),
      continues: variable('continues'),
    },
    assign: (shifted) => set({ change: shifted(), continues: EMPTY }),
  });
}

function confirmWeight(scope: Construct, functions: MigrationFunctions): TaskStateBase {
  return migrationTask(scope, functions, MIGRATE.confirmWeight, {
    payload: { run: variable('run'), step: variable('step'), change: variable('change') },
    retries: [PROPAGATION, TRANSIENT],
    assign: (confirmed) =>
      set({ soakFrom: confirmed('soakFrom'), soakUntil: confirmed('soakUntil'), extensions: 0, silences: 0 }),
  });
}

/** A state's name is what the console shows at once, and it can't hold a variable: each step has a state of its own. */
function soaks(
  scope: Construct,
  functions: MigrationFunctions,
  steps: readonly StepSettings[],
  around: Pick<WatchedWaitProps, 'judge' | 'silence' | 'rollBack'>,
): Choice {
  const which = Choice.jsonata(scope, 'WhichSoak', { comment: 'The step determines which soak this is.' });
  for (const [step, { percent }] of steps.entries()) {
    const soak = watchedWait(scope, functions, {
      named: soakOf(percent),
      until: variable('soakUntil'),
      failed: { state: MIGRATE.soak, resume: MIGRATE.confirmWeight },
      ...around,
    });
    which.when(condition(`${variable('step')} = ${step}`), soak);
  }
  return which;
}

function judgeSoak(scope: Construct, functions: MigrationFunctions): TaskStateBase {
  return migrationTask(scope, functions, MIGRATE.judgeSoak, {
    payload: {
      run: variable('run'),
      step: variable('step'),
      from: variable('from'),
      soakFrom: variable('soakFrom'),
      soakUntil: variable('soakUntil'),
      extensions: variable('extensions'),
    },
  });
}
