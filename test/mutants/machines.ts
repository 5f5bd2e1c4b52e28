import type { Mutant } from './mutant.ts';

const DOMAIN = 'test/unit/lambdas/shared/domain';

/** Of the machines, of what starts a rollback, and of what people decide. */
export const MACHINE_MUTANTS: readonly Mutant[] = [
  {
    invariant: 2,
    what: 'a time that there is not is taken for another day’s',
    file: 'lambdas/shared/domain/roll-back-request.ts',
    from: 'if (Number.isNaN(ms) || !isDay(day)) return undefined;',
    to: 'if (Number.isNaN(ms)) return undefined;',
    tests: [`${DOMAIN}/roll-back-request`],
  },
  {
    invariant: 2,
    what: 'the end of a rollback is taken for that of the migration',
    file: 'lambdas/shared/domain/roll-back-request.ts',
    from: 'if (machineOf(cause) === machineOf(run.arn)) {',
    to: 'if (false) {',
    tests: [`${DOMAIN}/roll-back-request`],
  },
  {
    invariant: 6,
    what: 'an answer lets go whatever hold waits by now',
    file: 'lambdas/shared/domain/decision.ts',
    from: '  requireSameHold(hold, answer);\n',
    to: '',
    tests: [`${DOMAIN}/decision`, 'test/unit/lambdas/record-decision'],
  },
];
