import type { Mutant } from './mutant.ts';

const DOMAIN = 'lambdas/migration/domain';
const NOTHING_WRITTEN = ['test/unit/lambdas/migration/swap/nothing-written'];

/** A rollback says of a run that it has changed nothing, though that isn't known. */
export const NOTHING_WRITTEN_MUTANTS: readonly Mutant[] = [
  {
    invariant: 10,
    what: 'a run that a lost journal may have had is said to have changed nothing',
    file: `${DOMAIN}/which-run.ts`,
    from: 'return !isJournalLost && !mayHaveBegun',
    to: 'return !mayHaveBegun',
    tests: NOTHING_WRITTEN,
  },
  {
    invariant: 10,
    what: 'a lost run is said to have changed nothing while Route 53 is away',
    file: `${DOMAIN}/which-run.ts`,
    from: 'if (fences.some(({ mayBeReadSoon }) => mayBeReadSoon)) return false;',
    to: '',
    tests: NOTHING_WRITTEN,
    inHistories: true,
  },
  {
    invariant: 10,
    what: 'a lost run that was claimed anew is said to have changed nothing while Route 53 is away',
    file: `${DOMAIN}/which-run.ts`,
    from: '(mayHave || one.mayBeReadSoon)',
    to: 'mayHave',
    tests: NOTHING_WRITTEN,
  },
  {
    invariant: 10,
    what: 'a run is said to have changed nothing though its copy could not be read',
    file: `${DOMAIN}/which-run.ts`,
    from: "if (!copy.known || copy.value === 'damaged' || run.tookOver !== '') return true;",
    to: 'if (!copy.known) return false;',
    tests: NOTHING_WRITTEN,
  },
  {
    invariant: 10,
    what: 'a run is said to have changed nothing though a zone has its fence',
    file: `${DOMAIN}/which-run.ts`,
    from: ' || fences.some((one) => isOf(run, one));',
    to: ';',
    tests: NOTHING_WRITTEN,
  },
];
