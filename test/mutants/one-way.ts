import type { Mutant } from './mutant.ts';

const SWAP = ['test/unit/lambdas/migration/swap/one-way'];
const RESTORE = 'lambdas/migration/roll-back/restore-legacy';
const DOMAIN = 'lambdas/migration/domain';

/** Past a one-way step, a rollback that nobody has asked for restores a record or stops the migration. */
export const ONE_WAY_MUTANTS: readonly Mutant[] = [
  {
    invariant: 11,
    what: 'that the step has begun is not looked for in the zones',
    file: `${RESTORE}/one-way-gate.ts`,
    from: 'if (past !== undefined) return held(past, run.execution);',
    to: '',
    tests: SWAP,
  },
  {
    invariant: 11,
    what: 'an automatic rollback is marked over a step that has begun meanwhile',
    file: 'lambdas/migration/adapters/journal-run.ts',
    from: 'unlessOneWay ? MAY_MARK_UNLESS_ONE_WAY : MAY_MARK',
    to: 'MAY_MARK',
    tests: ['test/integration/adapters/emulated'],
  },
  {
    invariant: 11,
    what: 'the begin of the step is not kept',
    file: 'lambdas/migration/swap/move-records.ts',
    from: 'if (oneWay || turns > 0)',
    to: 'if (turns > 0)',
    tests: SWAP,
    inHistories: true,
  },
  {
    invariant: 11,
    what: 'the copy does not learn of the begin of the step',
    file: 'lambdas/migration/swap/move-records.ts',
    from: 'if (oneWay) await keepCopy(',
    to: 'if (false) await keepCopy(',
    tests: SWAP,
    inHistories: true,
  },
  {
    invariant: 11,
    what: 'a journal that was restored to an earlier time is believed, whatever the copy says',
    file: `${RESTORE}/one-way-gate.ts`,
    from: ' ?? whyOneWayByCopy(copyIn(copy), run)',
    to: '',
    tests: SWAP,
  },
  {
    invariant: 11,
    what: 'what nobody knows is taken for a step that has not begun',
    file: `${RESTORE}/one-way-gate.ts`,
    from: 'return unasked.length > 0 ? later(why, unasked, run.execution) : undefined;',
    to: 'return undefined;',
    tests: SWAP,
  },
  {
    invariant: 11,
    what: 'the journal is not believed that the step has begun',
    file: `${DOMAIN}/one-way.ts`,
    from: 'if (run.oneWaySince !== undefined)',
    to: 'if (false)',
    tests: SWAP,
  },
  {
    invariant: 11,
    what: 'whatever takes another rollback’s place is owed, where the journal was lost',
    file: `${RESTORE}/one-way-gate.ts`,
    from: 'const { state, isPresumed = false } = found;',
    to: 'const { state } = found;\n  const isPresumed = false as boolean;',
    tests: SWAP,
    inHistories: true,
  },
  {
    invariant: 11,
    what: 'a rollback that a person has begun is held half-way, where the journal was lost',
    file: `${RESTORE}/one-way-gate.ts`,
    from: 'if (isPresumed && fences.some(',
    to: 'if (false && fences.some(',
    tests: SWAP,
  },
  {
    invariant: 11,
    what: 'an ended execution counts as a person',
    file: `${DOMAIN}/one-way.ts`,
    from: "source === 'person' ||",
    to: "source === 'person' || source === 'execution' ||",
    tests: SWAP,
  },
  {
    invariant: 11,
    what: 'a rollback that is held stops the migration',
    file: 'lambdas/migration/roll-back/stop-migration/stop-migration.ts',
    from: " || restore.outcome === 'held'",
    to: '',
    tests: SWAP,
  },
  {
    invariant: 11,
    what: 'a rollback of which RestoreLegacy knows nothing yet is marked by the journal’s word alone',
    file: 'lambdas/migration/roll-back/stop-migration/stop-migration.ts',
    from: '(shutsOut && !mayBeOneWay(asked, ports) && ',
    to: '(shutsOut && ',
    tests: SWAP,
  },
];
