import type { Mutant } from './mutant.ts';

/** What must hold of hooks. */
export const ASKED_HOOK_MUTANTS: readonly Mutant[] = [
  {
    invariant: 6,
    what: 'a hook without an answer passes',
    file: 'lambdas/migration/domain/hook-verdict.ts',
    from: "return { verdict: 'hold', reasons: [reason] };",
    to: "return { verdict: 'pass', reasons: [reason] };",
    tests: ['test/unit/lambdas/migration/domain/hook-verdict'],
  },
  {
    invariant: 6,
    what: 'what a hook fails with is taken for a failure of the cluster',
    file: 'lib/migration/machines/hook-task.ts',
    from: "task.addCatch(judge, { errors: ['States.ALL'], ...caught });",
    to: '',
    tests: ['test/synth/migration/hook-decisions'],
  },
  {
    invariant: 6,
    what: 'nothing is judged again after a hook',
    file: 'lib/migration/migrate/hold.ts',
    from: 'hooks.connect(judged);',
    to: 'hooks.connect(promote.ShiftWeight);',
    tests: ['test/synth/migration/hook-decisions'],
  },
  {
    invariant: 6,
    what: 'a pass from before a freeze is good after it',
    file: 'lib/migration/migrate/promotion.ts',
    from: '...(asksHooks && { state: AS_BEFORE_THE_HOOK })',
    to: '',
    tests: ['test/synth/migration/hook-decisions'],
  },
  {
    invariant: 11,
    what: 'a step counts as begun while its hook is asked',
    file: 'lib/migration/migrate/promotion.ts',
    from: '...assign,\n            hold: {',
    to: '...assign,\n            shifted: orFurther(step),\n            hold: {',
    tests: ['test/synth/migration/hook-decisions'],
  },
  {
    invariant: 2,
    what: 'a hook is asked before people know that legacy serves',
    file: 'lib/migration/roll-back/roll-back-machine.ts',
    from: 'notifyRollBack,\n        )\n        .otherwise(owed.start),',
    to: 'afterRollback(this, functions, settings, { notices, legacyServes: notifyRollBack }),\n        )\n        .otherwise(owed.start),',
    tests: ['test/synth/migration/hook-after-rollback'],
  },
  {
    invariant: 2,
    what: 'a hook of an earlier rollback keeps Watch from starting one',
    file: 'lambdas/migration/adapters/sfn-watched-executions.ts',
    from: '!startDate || startDate.getTime() >= since',
    to: '!startDate || startDate.getTime() >= 0 * since',
    tests: ['test/integration/adapters/emulated'],
  },
];
